package io.sparkmixup.testing;

import java.util.SplittableRandom;
import org.apache.commons.numbers.gamma.Erfc;

/** Laws of columns that are correlated 0.5 before they are bent. Rows are the same at each call. */
public enum SampleLaw {
  GAUSSIAN("Gaussian"),
  LOGNORMAL("lognormal(0.7)"),
  T5("t, 5 degrees of freedom"),
  /** Of two classes, three standard deviations apart, that no label tells apart. */
  CLASSES("two classes"),
  /** Of classes 0, 1 and 2 in shares of 6 : 3 : 1, with means and covariances of their own. */
  LABELLED("three classes"),
  /** Poisson, of mean 2, by inversion of the Gaussian. */
  COUNTS("Poisson(2)"),
  /** 0 or 1 with equal probability: all values lie equally far from their mean. */
  COINS("coins"),
  /** Gaussian, a tenth of the values missing. */
  A_TENTH_MISSING("Gaussian, a tenth missing");

  private static final double[] CLASS_MEANS = {0, 3, -2};
  private static final double[] CLASS_DEVIATIONS = {1, 2, 0.5};

  /** Correlations within a class. */
  private static final double[] CLASS_CORRELATIONS = {0.5, 0.2, 0.8};

  private final String words;

  SampleLaw(String words) {
    this.words = words;
  }

  /** The law's name in tables. */
  public String words() {
    return words;
  }

  /** Rows of a law, and their classes. Arrays are given out as they are. */
  public static final class Rows {
    private final double[][] values;
    private final int[] classes;

    private Rows(double[][] values, int[] classes) {
      this.values = values;
      this.classes = classes;
    }

    /** Rows that no law made. */
    public static Rows of(double[][] values, int[] classes) {
      return new Rows(values, classes);
    }

    /** NaN where missing. */
    public double[][] values() {
      return values;
    }

    /** One for each row where the law has a label, else empty. */
    public int[] classes() {
      return classes;
    }
  }

  /** Independent rows; no two seeds have any in common. */
  public Rows rows(int n, int d, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[n][d];
    int[] classes = new int[this == LABELLED ? n : 0];
    for (int r = 0; r < n; r++) {
      double common = random.nextGaussian();
      double u = random.nextDouble();
      if (this == LABELLED) {
        classes[r] = u < 0.6 ? 0 : u < 0.9 ? 1 : 2;
        ofClass(classes[r], common, random, rows[r]);
        continue;
      }
      for (int k = 0; k < d; k++) {
        double z = Math.sqrt(0.5) * (common + random.nextGaussian());
        rows[r][k] = bend(z, k, u < 0.3, random);
      }
    }
    return new Rows(rows, classes);
  }

  private double bend(double z, int k, boolean ofSecond, SplittableRandom random) {
    return switch (this) {
      case GAUSSIAN -> 10 * (k + 1) + (k + 1) * z;
      case LOGNORMAL -> (k + 1) * Math.exp(0.7 * z);
      case T5 -> z / Math.sqrt(chiSquare5(random) / 5);
      case CLASSES -> z + (ofSecond ? 3 : 0);
      case COUNTS -> poisson(0.5 * Erfc.value(-z / Math.sqrt(2)));
      case COINS -> z > 0 ? 1 : 0;
      case A_TENTH_MISSING -> random.nextDouble() < 0.1 ? Double.NaN : z;
      case LABELLED -> throw new AssertionError(this);
    };
  }

  private static void ofClass(int c, double common, SplittableRandom random, double[] row) {
    double shared = Math.sqrt(CLASS_CORRELATIONS[c]) * common;
    for (int k = 0; k < row.length; k++) {
      double own = Math.sqrt(1 - CLASS_CORRELATIONS[c]) * random.nextGaussian();
      double side = k % 2 == 0 ? 1 : -0.5;
      row[k] = side * CLASS_MEANS[c] + CLASS_DEVIATIONS[c] * (shared + own);
    }
  }

  /** The smallest count whose probability function adds up to p. */
  private static double poisson(double p) {
    int count = 0;
    double term = Math.exp(-2);
    for (double sum = term; sum < p && count < 50; sum += term) {
      count++;
      term *= 2.0 / count;
    }
    return count;
  }

  private static double chiSquare5(SplittableRandom random) {
    double sum = 0;
    for (int i = 0; i < 5; i++) {
      double z = random.nextGaussian();
      sum += z * z;
    }
    return sum;
  }
}
