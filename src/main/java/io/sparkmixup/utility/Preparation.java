package io.sparkmixup.utility;

import io.sparkmixup.moments.ColumnMoments;
import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.rows.Blob;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;

/**
 * How rows become vectors, as one training set says. A number x becomes (x - mean) / s, with mean
 * and standard deviation s of the training set (s = 1 where it does not vary), 0 where it is
 * missing, and beside it an indicator of missing values where the training set has some. A word
 * becomes indicators: one for each of the most frequent words ({@link Categories}), one for all
 * others. What the training set has not seen is among the others, as it would be in use.
 */
final class Preparation implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Numbers whose squares are no doubles count as missing. */
  static final double LARGEST = 1e150;

  /** A number of a row that is a feature. */
  private record Component(double mean, double spread, boolean hasGaps) implements Serializable {}

  private final Features features;
  private final List<List<Component>> components = new ArrayList<>();
  private final List<Map<String, Integer>> words = new ArrayList<>();
  private int size;
  private double targetMean;
  private boolean targetVaries;

  private Preparation(Features features) {
    this.features = features;
  }

  /**
   * Learns from a training set: one job, two where there are words.
   *
   * @param count how many rows it has
   */
  static Preparation of(Dataset<byte[]> rows, Features features, long count) {
    Preparation result = new Preparation(features);
    result.learn(moments(rows, features), count);
    boolean anyWords = features.words().size() > (features.isClass() ? 1 : 0);
    if (anyWords) {
      for (List<String> some : Categories.frequent(rows, features)) {
        Map<String, Integer> places = new HashMap<>();
        some.forEach(word -> places.put(word, places.size()));
        result.words.add(places);
      }
      for (int i = 0; i < result.words.size(); i++) {
        result.size += features.isWord(i) ? result.words.get(i).size() + 1 : 0;
      }
    }
    return result;
  }

  private void learn(ColumnMoments[] moments, long count) {
    for (int i = 0; i < moments.length; i++) {
      List<Component> found = new ArrayList<>();
      components.add(found);
      ColumnMoments column = moments[i];
      if (!features.isNumber(i)) {
        targetMean = column.mean(0);
        targetVaries = column.variance(0) > 0;
      }
      for (int k = 0; features.isNumber(i) && k < column.dimension(); k++) {
        if (size < Dimensions.LIMIT) {
          boolean any = column.count(k) > 0;
          double variance = any ? column.variance(k) : 0;
          boolean hasGaps = column.count(k) < count;
          double spread = variance > 0 ? Math.sqrt(variance) : 1;
          found.add(new Component(any ? column.mean(k) : 0, spread, hasGaps));
          size += hasGaps ? 2 : 1;
        }
      }
    }
  }

  /** The moments of every column of numbers, added up in the order of the partitions. */
  private static ColumnMoments[] moments(Dataset<byte[]> rows, Features features) {
    MapPartitionsFunction<byte[], byte[]> scan =
        in -> {
          Fields.Reader reader = features.fields().reader();
          ColumnMoments[] sums = empty(features);
          while (in.hasNext()) {
            reader.read(in.next());
            for (int i = 0; i < sums.length; i++) {
              double[] values = reader.numbers(i);
              int length = values == null ? 0 : Math.min(values.length, Dimensions.LIMIT);
              sums[i].ensureDimension(length);
              for (int k = 0; k < length; k++) {
                sums[i].accept(k, usable(values[k]));
              }
            }
          }
          return List.of(Blob.write(sums)).iterator();
        };
    ColumnMoments[] all = empty(features);
    for (byte[] part : rows.mapPartitions(scan, Encoders.BINARY()).collectAsList()) {
      ColumnMoments[] sums = Blob.read(part, ColumnMoments[].class);
      for (int i = 0; i < all.length; i++) {
        all[i].combine(sums[i]);
      }
    }
    return all;
  }

  private static ColumnMoments[] empty(Features features) {
    ColumnMoments[] sums = new ColumnMoments[features.numbers().size()];
    Arrays.setAll(sums, i -> new ColumnMoments(1));
    return sums;
  }

  private static double usable(double value) {
    return Math.abs(value) <= LARGEST ? value : Double.NaN;
  }

  /** The mean of the regression target. */
  double targetMean() {
    return targetMean;
  }

  /** Whether the regression target has two values or more. */
  boolean targetVaries() {
    return targetVaries;
  }

  /** How many numbers a vector has. */
  int size() {
    return size;
  }

  /** The vector of the row that is read. */
  Vector vector(Fields.Reader row) {
    double[] result = new double[size];
    int at = 0;
    for (int i = 0; i < components.size(); i++) {
      List<Component> some = components.get(i);
      double[] values = some.isEmpty() ? null : row.numbers(i);
      for (int k = 0; k < some.size(); k++) {
        Component c = some.get(k);
        double value = values == null || k >= values.length ? Double.NaN : usable(values[k]);
        boolean missing = Double.isNaN(value);
        result[at++] = missing ? 0 : (value - c.mean()) / c.spread();
        if (c.hasGaps()) {
          result[at++] = missing ? 1 : 0;
        }
      }
    }
    for (int i = 0; i < words.size(); i++) {
      if (features.isWord(i)) {
        Map<String, Integer> places = words.get(i);
        result[at + places.getOrDefault(row.word(i), places.size())] = 1;
        at += places.size() + 1;
      }
    }
    return Vectors.dense(result).compressed();
  }
}
