package io.sparkmixup.moments;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Moments by their definitions: sums in exact decimal arithmetic, divisions to 60 digits. */
final class Exact {

  private static final MathContext DIGITS = new MathContext(60);

  private Exact() {}

  /** Rows that hold all of the columns, as exact decimals. */
  private static List<BigDecimal[]> complete(double[][] rows, int... columns) {
    List<BigDecimal[]> complete = new ArrayList<>();
    for (double[] row : rows) {
      BigDecimal[] values = new BigDecimal[columns.length];
      boolean holds = true;
      for (int c = 0; c < columns.length; c++) {
        holds = holds && !Double.isNaN(row[columns[c]]);
        values[c] = holds ? new BigDecimal(row[columns[c]]) : null;
      }
      if (holds) {
        complete.add(values);
      }
    }
    return complete;
  }

  static long count(double[][] rows, int j, int k) {
    return complete(rows, j, k).size();
  }

  static double mean(double[][] rows, int j) {
    return mean(complete(rows, j), 0).doubleValue();
  }

  static double covariance(double[][] rows, int j, int k) {
    return covariance(complete(rows, j, k), 0, 1).doubleValue();
  }

  static double correlation(double[][] rows, int j, int k) {
    List<BigDecimal[]> pairs = complete(rows, j, k);
    BigDecimal scale = covariance(pairs, 0, 0).multiply(covariance(pairs, 1, 1)).sqrt(DIGITS);
    return covariance(pairs, 0, 1).divide(scale, DIGITS).doubleValue();
  }

  static double secondMoment(double[][] rows, int j, int k, double[] about) {
    List<BigDecimal[]> pairs = complete(rows, j, k);
    BigDecimal a = new BigDecimal(about[j]);
    BigDecimal b = new BigDecimal(about[k]);
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal[] pair : pairs) {
      sum = sum.add(pair[0].subtract(a).multiply(pair[1].subtract(b)));
    }
    return sum.divide(BigDecimal.valueOf(pairs.size()), DIGITS).doubleValue();
  }

  /** The p-th central moment, denominator n. */
  static double central(double[][] rows, int j, int p) {
    List<BigDecimal[]> values = complete(rows, j);
    BigDecimal mean = mean(values, 0);
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal[] value : values) {
      sum = sum.add(value[0].subtract(mean).pow(p), DIGITS);
    }
    return sum.divide(BigDecimal.valueOf(values.size()), DIGITS).doubleValue();
  }

  private static BigDecimal mean(List<BigDecimal[]> rows, int c) {
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal[] row : rows) {
      sum = sum.add(row[c]);
    }
    return sum.divide(BigDecimal.valueOf(rows.size()), DIGITS);
  }

  private static BigDecimal covariance(List<BigDecimal[]> rows, int a, int b) {
    BigDecimal meanA = mean(rows, a);
    BigDecimal meanB = mean(rows, b);
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal[] row : rows) {
      sum = sum.add(row[a].subtract(meanA).multiply(row[b].subtract(meanB)), DIGITS);
    }
    return sum.divide(BigDecimal.valueOf(rows.size()), DIGITS);
  }
}
