package io.sparkmixup.fidelity;

import io.sparkmixup.testing.LocalSpark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Data sets of known shape, the same at each call. */
final class Samples {

  /** What the columns look like. */
  enum Shape {
    GAUSSIAN,
    LOGNORMAL,
    T5
  }

  private Samples() {}

  /** Rows whose columns come from Gaussians correlated 0.5, or in the case of t5 less. */
  static double[][] rows(Shape shape, int n, int d, long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      double common = random.nextGaussian();
      for (int k = 0; k < d; k++) {
        double z = Math.sqrt(0.5) * (common + random.nextGaussian());
        row[k] =
            switch (shape) {
              case GAUSSIAN -> 10 * (k + 1) + (k + 1) * z;
              case LOGNORMAL -> (k + 1) * Math.exp(0.7 * z);
              case T5 -> z / Math.sqrt(chiSquare5(random) / 5);
            };
      }
    }
    return rows;
  }

  private static double chiSquare5(Random random) {
    double sum = 0;
    for (int i = 0; i < 5; i++) {
      double z = random.nextGaussian();
      sum += z * z;
    }
    return sum;
  }

  /** Puts holes (NaN) into a share of the values, at random. */
  static double[][] withHoles(double[][] rows, double share, long seed) {
    Random random = new Random(seed);
    for (double[] row : rows) {
      for (int k = 0; k < row.length; k++) {
        if (random.nextDouble() < share) {
          row[k] = Double.NaN;
        }
      }
    }
    return rows;
  }

  /** A dataset of columns x0, x1, ... of doubles. */
  static Dataset<Row> dataset(double[][] rows) {
    return dataset(rows, DataTypes.DoubleType, 0);
  }

  /**
   * A dataset of columns x0, x1, ... of a type, null where NaN.
   *
   * @param classes how many classes column "class" deals out in turn; 0 for no such column
   */
  static Dataset<Row> dataset(double[][] rows, DataType type, int classes) {
    List<Row> result = new ArrayList<>();
    for (int r = 0; r < rows.length; r++) {
      List<Object> values = new ArrayList<>();
      for (double value : rows[r]) {
        values.add(value(value, type));
      }
      if (classes > 0) {
        values.add(r % classes);
      }
      result.add(RowFactory.create(values.toArray()));
    }
    List<StructField> fields = new ArrayList<>();
    for (int k = 0; k < rows[0].length; k++) {
      fields.add(DataTypes.createStructField("x" + k, type, true));
    }
    if (classes > 0) {
      fields.add(DataTypes.createStructField("class", DataTypes.IntegerType, false));
    }
    StructType schema = DataTypes.createStructType(fields);
    return LocalSpark.session().createDataFrame(Collections.unmodifiableList(result), schema);
  }

  private static Object value(double value, DataType type) {
    if (Double.isNaN(value)) {
      return null;
    }
    return type.equals(DataTypes.IntegerType) ? (Object) (int) Math.rint(value) : (Object) value;
  }
}
