package io.sparkmixup.mixing;

import java.util.Arrays;

/**
 * A few rows side by side, for sums over all pairs of d components. Pairs are met in circulant
 * order, component i with component i + lag modulo d for lag = 0 to d / 2, and of each component
 * all rows lie together:
 *
 * <pre>    place(i, row) = i lanes + row,   0 &lt;= i &lt; d,   0 &lt;= row &lt; lanes</pre>
 *
 * so that a lag is one loop over d lanes places, whose length is the same for all lags and suits
 * vector code, however few components there are. Where fewer rows are loaded the rest is 0.
 */
final class Abreast {

  /** How long a loop has to be at least, unless that takes more than {@link #MOST_LANES} rows. */
  private static final int LENGTH = 96;

  private static final int MOST_LANES = 32;

  private final int[] matrix;
  private final int lanes;

  /** Reciprocals of the units: a division costs as much as several products. */
  private final double[] inverses;

  /** What is expected of rows and their steps, in units; followed by themselves once more. */
  private final double[] expected;

  private final double[] steps;

  private final double[] shiftedExpected;
  private final double[] shiftedSteps;

  /**
   * @param matrix the components whose pairs are met
   * @param units of all components: see {@link Fluctuation}
   * @param lanes how many rows are abreast
   */
  Abreast(int[] matrix, double[] units, int lanes) {
    this.matrix = matrix;
    this.lanes = lanes;
    inverses = Arrays.stream(matrix).mapToDouble(k -> 1 / units[k]).toArray();
    int length = matrix.length * lanes;
    expected = new double[2 * length];
    steps = new double[2 * length];
    shiftedExpected = new double[length];
    shiftedSteps = new double[length];
  }

  /** How many rows of d components have to be abreast for loops that are long enough. */
  static int lanes(int d) {
    return Math.min(MOST_LANES, (LENGTH + d - 1) / d);
  }

  /** How many lags there are, 0 among them. */
  static int lags(int d) {
    return d / 2 + 1;
  }

  int lanes() {
    return lanes;
  }

  /**
   * Loads rows {@code from} to {@code to - 1}, as many as there are lanes at most.
   *
   * @param e what is expected of each row, by component; 0 where missing
   * @param d the step from its partner to its primary; 0 where missing
   */
  void load(double[][] e, double[][] d, int from, int to) {
    int length = matrix.length * lanes;
    if (to - from < lanes) {
      Arrays.fill(expected, 0, length, 0);
      Arrays.fill(steps, 0, length, 0);
    }
    for (int r = from; r < to; r++) {
      double[] er = e[r];
      double[] dr = d[r];
      for (int i = 0; i < matrix.length; i++) {
        int place = i * lanes + r - from;
        expected[place] = er[matrix[i]] * inverses[i];
        steps[place] = dr[matrix[i]] * inverses[i];
      }
    }
    System.arraycopy(expected, 0, expected, length, length);
    System.arraycopy(steps, 0, steps, length, length);
  }

  /** Makes component i + lag lie where i lies. */
  void shift(int lag) {
    System.arraycopy(expected, lag * lanes, shiftedExpected, 0, shiftedExpected.length);
    System.arraycopy(steps, lag * lanes, shiftedSteps, 0, shiftedSteps.length);
  }

  double[] expected() {
    return expected;
  }

  double[] steps() {
    return steps;
  }

  double[] shiftedExpected() {
    return shiftedExpected;
  }

  double[] shiftedSteps() {
    return shiftedSteps;
  }
}
