package io.sparkmixup.verify;

import io.sparkmixup.mixing.SumsRequest;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.plan.KeySource;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixedValues;
import io.sparkmixup.rows.Blob;
import io.sparkmixup.rows.ByteSink;
import io.sparkmixup.rows.Fingerprint;
import io.sparkmixup.rows.Murmur3;
import io.sparkmixup.rows.RowCodec;
import io.sparkmixup.rows.RowShape;
import io.sparkmixup.survey.ClassName;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** What one scan of the written rows found: fingerprint, class counts, moments. Mergeable. */
final class ReadBack implements Serializable {

  private static final long serialVersionUID = 1L;

  final Fingerprint fingerprint = new Fingerprint();

  /** Rows of each class, by the first 64 bits of its hash; classes not asked for are pooled. */
  final Map<Long, Long> classes = new HashMap<>();

  final Observed[] groups;

  private ReadBack(SumsRequest request) {
    groups = new Observed[request.groups()];
    for (int g = 0; g < groups.length; g++) {
      groups[g] = new Observed(request);
    }
  }

  /**
   * Scans written rows.
   *
   * @param roles the roles of the input's columns
   * @param classes the classes to count
   */
  static ReadBack of(Dataset<Row> written, ColumnRoles roles, SumsRequest request, long[] classes) {
    // Partners play no part any more, and the columns they agree on may not have been written.
    ColumnRoles plain = new ColumnRoles(roles.columns(), List.of(), roles.classLabel());
    Layout layout = Layout.of(written.schema(), plain, KeySource.WHOLE_ROW);
    RowShape.PartitionFunction<byte[]> scan =
        rows -> {
          ReadBack part = new ReadBack(request);
          for (long high : classes) {
            part.classes.put(high, 0L);
          }
          part.accept(rows, layout, request);
          return List.of(Blob.write(part)).iterator();
        };
    byte[] all =
        layout
            .shape()
            .decode(written, scan, Encoders.BINARY())
            .javaRDD()
            .treeReduce(ReadBack::merge);
    return Blob.read(all, ReadBack.class);
  }

  private static byte[] merge(byte[] a, byte[] b) {
    ReadBack result = Blob.read(a, ReadBack.class);
    result.combine(Blob.read(b, ReadBack.class));
    return Blob.write(result);
  }

  private void accept(RowShape.Decoded rows, Layout layout, SumsRequest request) {
    RowCodec codec = layout.codec();
    Murmur3 signature = codec.signature(layout.fingerprintedSections());
    Murmur3 hash = new Murmur3();
    MixedValues values = new MixedValues(layout);
    Dimensions dimensions = request.dimensions();
    ByteSink sink = new ByteSink();
    int[] ends = new int[codec.sections()];
    RowCodec.Locator locator = codec.locator();
    double[] components = new double[dimensions.size()];
    while (rows.advance()) {
      sink.clear();
      codec.encode(rows.lanes(), rows.objects(), sink, ends);
      byte[] bytes = sink.array();
      hash.hash(bytes, 0, sink.size(), signature.high(), signature.low());
      fingerprint.add(hash.high(), hash.low());
      int[] offsets = locator.locate(bytes, 0);
      int group = groups.length - 1;
      if (layout.label() >= 0) {
        ClassName.hash(layout, bytes, offsets[layout.label()], hash);
        classes.computeIfPresent(hash.high(), (h, n) -> n + 1);
        group = request.group(hash.high());
      }
      values.components(bytes, offsets, dimensions, components);
      groups[group].accept(components);
    }
    for (Observed group : groups) {
      group.flush();
    }
  }

  private void combine(ReadBack other) {
    fingerprint.combine(other.fingerprint);
    other.classes.forEach((high, rows) -> classes.merge(high, rows, Long::sum));
    for (int g = 0; g < groups.length; g++) {
      groups[g].combine(other.groups[g]);
    }
  }
}
