package io.sparkmixup.testing;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Damage done to complete rows, to be found by a verdict. */
public enum Tampering implements UnaryOperator<double[][]> {
  NOTHING("nothing") {
    @Override
    public double[][] apply(double[][] rows) {
      return rows;
    }
  },
  /** All deviations from the mean shrink alike. */
  FIVE_PER_CENT_LESS_COVARIANCE("5 % less covariance") {
    @Override
    public double[][] apply(double[][] rows) {
      double[][] result = copy(rows);
      for (int k = 0; k < rows[0].length; k++) {
        stretch(result, k, 0.95);
      }
      return result;
    }
  },
  TEN_PER_CENT_MORE_VARIANCE("one variance 10 % larger") {
    @Override
    public double[][] apply(double[][] rows) {
      double[][] result = copy(rows);
      stretch(result, 0, 1.1);
      return result;
    }
  },
  TEN_PER_CENT_LESS_VARIANCE("one variance 10 % smaller") {
    @Override
    public double[][] apply(double[][] rows) {
      double[][] result = copy(rows);
      stretch(result, 0, 0.9);
      return result;
    }
  },
  /** The last column changes so that its correlation with the one before does, and nothing else. */
  ONE_CORRELATION_LARGER("one correlation 0.1 larger") {
    @Override
    public double[][] apply(double[][] rows) {
      return moveCorrelation(rows, 0.1);
    }
  },
  ONE_CORRELATION_SMALLER("one correlation 0.1 smaller") {
    @Override
    public double[][] apply(double[][] rows) {
      return moveCorrelation(rows, -0.1);
    }
  };

  private final String words;

  Tampering(String words) {
    this.words = words;
  }

  /** What is done, for tables. */
  public String words() {
    return words;
  }

  /** A verdict on rows that something was done to: whether they pass. */
  @FunctionalInterface
  public interface Judged {
    boolean passes(Tampering tampering);
  }

  /**
   * How often each damage is seen, as a share of runs: 20, or with {@code -Dcalibration.table=true}
   * 2,000, printed as lines of a table; others with {@code -Dcalibration.runs=}.
   *
   * @param words what the verdict knows, and {@code rows} how many rows it is about
   * @param runs the rows of each run
   */
  public static Map<Tampering, Double> power(String words, int rows, IntFunction<Judged> runs) {
    boolean table = Boolean.getBoolean("calibration.table");
    int count = Integer.getInteger("calibration.runs", table ? 2000 : 20);
    Map<Tampering, Double> power = new EnumMap<>(Tampering.class);
    IntStream.range(0, count)
        .parallel()
        .mapToObj(runs)
        .forEach(
            run -> {
              for (Tampering one : values()) {
                double seen = run.passes(one) ? 0 : 1.0 / count;
                synchronized (power) {
                  power.merge(one, seen, Double::sum);
                }
              }
            });
    if (table) {
      power.forEach(
          (one, share) ->
              System.out.println(
                  String.format(
                      Locale.ROOT,
                      "| %s | %,d | %s | %,d | %.2f |",
                      words,
                      rows,
                      one.words(),
                      count,
                      100 * share)));
    }
    return power;
  }

  private static double[][] copy(double[][] rows) {
    double[][] result = new double[rows.length][];
    for (int r = 0; r < rows.length; r++) {
      result[r] = rows[r].clone();
    }
    return result;
  }

  private static void stretch(double[][] rows, int k, double variance) {
    double mean = mean(rows, k);
    for (double[] row : rows) {
      row[k] = mean + Math.sqrt(variance) * (row[k] - mean);
    }
  }

  private static double mean(double[][] rows, int k) {
    double sum = 0;
    for (double[] row : rows) {
      sum += row[k];
    }
    return sum / rows.length;
  }

  /**
   * With L L' = R the correlations of the rows and M M' those that are wanted, standardized rows z
   * become M inv(L) z: only the last row of M differs from that of L.
   */
  private static double[][] moveCorrelation(double[][] rows, double by) {
    int d = rows[0].length;
    double[] means = new double[d];
    double[] deviations = new double[d];
    double[][] moved = correlations(rows, means, deviations);
    double[][] factor = cholesky(moved);
    moved[d - 1][d - 2] += by;
    double[] last = cholesky(moved)[d - 1];
    double[][] result = copy(rows);
    for (double[] row : result) {
      double[] w = new double[d];
      double sum = 0;
      for (int i = 0; i < d; i++) {
        double rest = (row[i] - means[i]) / deviations[i];
        for (int j = 0; j < i; j++) {
          rest -= factor[i][j] * w[j];
        }
        w[i] = rest / factor[i][i];
        sum += last[i] * w[i];
      }
      row[d - 1] = means[d - 1] + deviations[d - 1] * sum;
    }
    return result;
  }

  /** The lower triangle; means and standard deviations are filled in. */
  private static double[][] correlations(double[][] rows, double[] means, double[] deviations) {
    int d = means.length;
    double[][] result = new double[d][d];
    for (int i = 0; i < d; i++) {
      means[i] = mean(rows, i);
    }
    for (double[] row : rows) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j <= i; j++) {
          result[i][j] += (row[i] - means[i]) * (row[j] - means[j]) / rows.length;
        }
      }
    }
    for (int i = 0; i < d; i++) {
      deviations[i] = Math.sqrt(result[i][i]);
      for (int j = 0; j <= i; j++) {
        result[i][j] /= deviations[i] * deviations[j];
      }
    }
    return result;
  }

  private static double[][] cholesky(double[][] lower) {
    int d = lower.length;
    double[][] factor = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = lower[i][j];
        for (int k = 0; k < j; k++) {
          rest -= factor[i][k] * factor[j][k];
        }
        factor[i][j] = i == j ? Math.sqrt(rest) : rest / factor[j][j];
      }
    }
    return factor;
  }
}
