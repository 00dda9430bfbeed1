package io.sparkmixup.report.html;

import io.sparkmixup.Mixup;
import io.sparkmixup.MixupResult;
import io.sparkmixup.compare.Comparison;
import io.sparkmixup.compare.ComparisonRequest;
import io.sparkmixup.io.FileFormat;
import io.sparkmixup.moments.Histogram;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.testing.LocalSpark;
import io.sparkmixup.verify.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Results to be shown, of real runs on made-up rows. */
final class SamplePages {

  /** What nobody should call a column, and somebody does. */
  static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "\"onload='alert(2)' x=\"",
          "</title></style></svg><img src=x onerror=alert(3)>",
          "right\u202eto left\u202c",
          "line\nbreak\tand\u0007bell\u009b2J",
          "&amp;&lt;",
          "{{7*7}}",
          "a name that goes on and on ".repeat(12).strip());

  private SamplePages() {}

  /** Rows of correlated numbers, and a class. */
  static Dataset<Row> rows(List<String> columns, String label, int n, List<String> classes) {
    Random random = new Random(5);
    StructType schema = new StructType().add(label, DataTypes.StringType);
    for (String column : columns) {
      schema = schema.add(column, DataTypes.DoubleType);
    }
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < n; r++) {
      Object[] values = new Object[1 + columns.size()];
      values[0] = classes.get(r % classes.size());
      double common = random.nextGaussian();
      for (int k = 0; k < columns.size(); k++) {
        values[1 + k] = 10 * k + common * Math.cos(k) + random.nextGaussian();
      }
      rows.add(RowFactory.create(values));
    }
    return LocalSpark.session().createDataFrame(rows, schema);
  }

  static Map<String, Object> circumstances(String... command) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("version", "1.2.3");
    run.put("spark", "4.1.0");
    run.put("java", "17");
    run.put("command", List.of(command));
    run.put("settings", Map.of("spark.sql.ansi.enabled", "false"));
    run.put("tolerance", 0.005);
    run.put("maxVerbatim", 0.01);
    run.put("level", 1e-4);
    return run;
  }

  static MixupResult made(Dataset<Row> rows, String label, Path output) throws IOException {
    return Mixup.of(rows).label(label).seed(1).writeTo(output.toString(), FileFormat.PARQUET);
  }

  static Comparison compared(Dataset<Row> original, Dataset<Row> synthetic, String label) {
    MixupRequest roles = MixupRequest.standard().withLabel(Optional.of(label));
    return Comparison.of(
        original, synthetic, new ComparisonRequest(roles, Limits.standard(), 0.01), phase -> {});
  }

  /** Histograms of Gaussians, the second shifted. */
  static Supplements.ColumnHistogram histogram(String column, double shift) {
    Random random = new Random(3);
    Histogram original = new Histogram(-3, 3, 40);
    Histogram synthetic = new Histogram(-3, 3, 40);
    for (int i = 0; i < 4000; i++) {
      original.accept(random.nextGaussian());
      synthetic.accept(random.nextGaussian() + shift);
    }
    return new Supplements.ColumnHistogram(column, original, synthetic);
  }
}
