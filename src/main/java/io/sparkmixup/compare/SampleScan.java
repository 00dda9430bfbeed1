package io.sparkmixup.compare;

import io.sparkmixup.mixing.SumsRequest;
import io.sparkmixup.moments.Marginals;
import io.sparkmixup.plan.ClassName;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.KeySource;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixedValues;
import io.sparkmixup.plan.Role;
import io.sparkmixup.rows.Blob;
import io.sparkmixup.rows.Murmur3;
import io.sparkmixup.rows.RowCodec;
import io.sparkmixup.rows.RowShape;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * What one scan of one side found: the sums of all rows and of each class, the trace ratio, and
 * what columns look like. Mergeable.
 */
final class SampleScan implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Rows of each class, by the first 64 bits of its hash; classes not asked for are pooled. */
  final Map<Long, Long> classes = new HashMap<>();

  final SampleSums all;
  final TraceSums trace;
  final Marginals marginals;
  private final Scale scale;

  /** Created where rows fall. */
  private final SampleSums[] groups;

  /**
   * Of no rows yet.
   *
   * @param originals the number of rows where they are the original's; 0 for synthetic ones
   */
  private SampleScan(SumsRequest request, long[] counted, long originals) {
    double[] centres = request.dimensions().centres();
    scale = Scale.of(request);
    all = new SampleSums(scale, centres);
    trace =
        originals > 0
            ? TraceSums.ofOriginal(request.trace(), centres, originals)
            : TraceSums.ofOthers(request.trace(), centres);
    marginals = request.dimensions().marginals();
    groups = new SampleSums[request.groups().classes()];
    for (long high : counted) {
      classes.put(high, 0L);
    }
  }

  /** The sums of a class that is followed by itself. */
  SampleSums group(int g, SumsRequest request) {
    if (groups[g] == null) {
      groups[g] = new SampleSums(scale, request.groups().centre(g, request.dimensions()));
    }
    return groups[g];
  }

  /** Scans the {@code count} original rows once; a job. */
  static SampleScan ofOriginal(
      Dataset<Row> rows, ColumnRoles roles, SumsRequest request, long[] counted, long count) {
    return of(rows, roles, request, counted, count);
  }

  /**
   * Scans synthetic rows once; a job.
   *
   * @param roles of all their columns
   * @param counted the classes whose rows are counted
   */
  static SampleScan ofSynthetic(
      Dataset<Row> rows, ColumnRoles roles, SumsRequest request, long[] counted) {
    return of(rows, roles, request, counted, 0);
  }

  private static SampleScan of(
      Dataset<Row> rows, ColumnRoles roles, SumsRequest request, long[] counted, long originals) {
    // Only what is summed is decoded.
    ColumnRoles summed =
        roles.only(
            c -> c.role() == Role.MIXED || roles.classLabel().filter(c.name()::equals).isPresent());
    Layout layout = Layout.of(rows.schema(), summed, KeySource.WHOLE_ROW);
    RowShape.PartitionFunction<byte[]> scan =
        decoded -> {
          SampleScan part = new SampleScan(request, counted, originals);
          part.accept(decoded, layout, request);
          return List.of(Blob.write(part)).iterator();
        };
    JavaRDD<byte[]> parts = layout.shape().decode(rows, scan, Encoders.BINARY()).javaRDD();
    return parts.getNumPartitions() == 0
        ? new SampleScan(request, counted, originals)
        : Blob.read(parts.treeReduce(SampleScan::merge), SampleScan.class);
  }

  private static byte[] merge(byte[] a, byte[] b) {
    SampleScan result = Blob.read(a, SampleScan.class);
    result.combine(Blob.read(b, SampleScan.class));
    return Blob.write(result);
  }

  private void accept(Iterator<Row> rows, Layout layout, SumsRequest request) {
    RowCodec.Encoder encoder = layout.codec().encoder();
    RowCodec.Locator locator = layout.codec().locator();
    MixedValues values = new MixedValues(layout);
    Murmur3 hash = new Murmur3();
    double[] components = new double[request.dimensions().size()];
    while (rows.hasNext()) {
      byte[] bytes = encoder.encode(rows.next());
      int[] offsets = locator.locate(bytes, 0);
      values.components(bytes, offsets, request.dimensions(), components);
      all.accept(components);
      trace.accept(components);
      marginals.accept(components);
      if (layout.label() >= 0) {
        ClassName.hash(layout, bytes, offsets[layout.label()], hash);
        classes.computeIfPresent(hash.high(), (h, n) -> n + 1);
        int group = request.groups().of(hash.high());
        if (group < groups.length) {
          group(group, request).accept(components);
        }
      }
    }
  }

  private void combine(SampleScan other) {
    other.classes.forEach((high, rows) -> classes.merge(high, rows, Long::sum));
    all.combine(other.all);
    trace.combine(other.trace);
    marginals.combine(other.marginals);
    for (int g = 0; g < groups.length; g++) {
      if (groups[g] == null) {
        groups[g] = other.groups[g];
      } else if (other.groups[g] != null) {
        groups[g].combine(other.groups[g]);
      }
    }
  }
}
