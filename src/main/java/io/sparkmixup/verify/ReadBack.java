package io.sparkmixup.verify;

import io.sparkmixup.mixing.AddedColumns;
import io.sparkmixup.mixing.SumsRequest;
import io.sparkmixup.plan.ClassName;
import io.sparkmixup.plan.ColumnPlan;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.plan.KeySource;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixedValues;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.Role;
import io.sparkmixup.plan.Sizes;
import io.sparkmixup.rows.Blob;
import io.sparkmixup.rows.Fingerprint;
import io.sparkmixup.rows.Murmur3;
import io.sparkmixup.rows.RowCodec;
import io.sparkmixup.rows.RowShape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** What one scan of the written rows found: fingerprint, class counts, moments. Mergeable. */
final class ReadBack implements Serializable {

  private static final long serialVersionUID = 1L;

  final Fingerprint fingerprint = new Fingerprint();

  /** Rows of each class, by the first 64 bits of its hash; classes not asked for are pooled. */
  final Map<Long, Long> classes = new HashMap<>();

  final Observed observed;

  private ReadBack(SumsRequest request) {
    observed = new Observed(request);
  }

  /**
   * Scans written rows.
   *
   * @param plan by which they were made
   * @param classes the classes to count
   */
  static ReadBack of(Dataset<Row> written, MixupPlan plan, SumsRequest request, long[] classes) {
    ColumnRoles roles = plan.roles();
    Sizes.Originals originals = plan.request().sizes().originals();
    // Partners play no part any more, and the columns they agree on may not have been written.
    ColumnRoles plain = new ColumnRoles(withAdded(written, roles), List.of(), roles.classLabel());
    Layout layout = Layout.of(written.schema(), plain, KeySource.WHOLE_ROW);
    RowShape.PartitionFunction<byte[]> scan =
        rows -> {
          ReadBack part = new ReadBack(request);
          for (long high : classes) {
            part.classes.put(high, 0L);
          }
          part.accept(rows, layout, request, originals);
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

  /** Columns that options added are carried, like any that are not mixed. */
  private static List<ColumnPlan> withAdded(Dataset<Row> written, ColumnRoles roles) {
    List<ColumnPlan> all = new ArrayList<>(roles.columns());
    // An added one may have the name of one that was left out.
    all.removeIf(c -> c.role() == Role.DROPPED);
    Set<String> known = all.stream().map(ColumnPlan::name).collect(Collectors.toSet());
    for (StructField f : written.schema().fields()) {
      if (!known.contains(f.name())) {
        all.add(new ColumnPlan(f.name(), f.dataType().catalogString(), Role.CARRIED, "added"));
      }
    }
    return all;
  }

  private static byte[] merge(byte[] a, byte[] b) {
    ReadBack result = Blob.read(a, ReadBack.class);
    result.combine(Blob.read(b, ReadBack.class));
    return Blob.write(result);
  }

  private void accept(
      Iterator<Row> rows, Layout layout, SumsRequest request, Sizes.Originals originals) {
    int synthetic =
        originals == Sizes.Originals.KEPT
            ? layout.shape().schema().fieldIndex(AddedColumns.SYNTHETIC)
            : -1;
    RowCodec codec = layout.codec();
    Murmur3 signature = codec.signature(layout.fingerprintedSections());
    Murmur3 hash = new Murmur3();
    MixedValues values = new MixedValues(layout);
    Dimensions dimensions = request.dimensions();
    RowCodec.Encoder encoder = codec.encoder();
    RowCodec.Locator locator = codec.locator();
    double[] components = new double[dimensions.size()];
    while (rows.hasNext()) {
      byte[] bytes = encoder.encode(rows.next());
      hash.hash(bytes, 0, encoder.size(), signature.high(), signature.low());
      fingerprint.add(hash.high(), hash.low());
      int[] offsets = locator.locate(bytes, 0);
      if (synthetic >= 0 && RowCodec.getLong(bytes, offsets[synthetic]) == 0) {
        continue;
      }
      int group = request.groups().classes();
      if (layout.label() >= 0) {
        ClassName.hash(layout, bytes, offsets[layout.label()], hash);
        classes.computeIfPresent(hash.high(), (h, n) -> n + 1);
        group = request.groups().of(hash.high());
      }
      values.components(bytes, offsets, dimensions, components);
      observed.accept(group, components);
    }
  }

  private void combine(ReadBack other) {
    fingerprint.combine(other.fingerprint);
    other.classes.forEach((high, rows) -> classes.merge(high, rows, Long::sum));
    observed.combine(other.observed);
  }
}
