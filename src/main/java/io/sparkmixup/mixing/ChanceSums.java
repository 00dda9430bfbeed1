package io.sparkmixup.mixing;

/**
 * Adds up what is random about the rows of one group after another, given their parents: all rows
 * that {@link FarOut lie far out}, and of the others those that are {@link Thinning chosen}. Rows
 * wait until there are enough of them for loops that are worth it.
 */
final class ChanceSums {

  private static final int BATCH = 32;

  private final PairLaw law;
  private final Abreast abreast;

  /** Rows that stand for themselves, and those that stand for others, too. */
  private final Waiting each;

  private final Waiting chosen;
  private final double[] inverses;
  private Thinning thinning = Thinning.NONE;
  private GroupSums to;

  /**
   * @param lanes how many rows are added abreast
   */
  ChanceSums(SumsRequest request, PairLaw law, int lanes) {
    int d = request.dimensions().size();
    this.law = law;
    abreast = new Abreast(request.matrix(), request.dimensions().units(), lanes);
    each = new Waiting(law, d);
    chosen = new Waiting(law, d);
    inverses = new double[d];
  }

  /** Rows about the centre of their group, whose terms are still to be added up. */
  private static final class Waiting {

    final double[][] means;
    final double[][] steps;
    PairLaw law;
    int size;

    Waiting(PairLaw law, int components) {
      this.law = law;
      means = new double[BATCH][components];
      steps = new double[BATCH][components];
    }
  }

  /**
   * Says where the rows that follow belong.
   *
   * @param scales each component's variance times the share of rows that hold it; null where they
   *     are not known
   */
  void start(GroupSums group, Thinning by, double[] scales) {
    if (group == to) {
      return;
    }
    flush();
    to = group;
    thinning = by;
    chosen.law = law.times(by.every());
    for (int k = 0; k < inverses.length; k++) {
      inverses[k] = scales != null && scales[k] > 0 ? 1 / scales[k] : 0;
    }
  }

  /**
   * Adds a row, or leaves it out.
   *
   * @param primary its values about the centre, 0 where missing
   * @param partner those of its partner
   * @param far whether one of them lies far out
   * @param turn what it is chosen by
   */
  void add(double[] primary, double[] partner, boolean far, long turn) {
    if (far) {
      add(primary, partner, each);
    } else if (thinning.takes(turn)) {
      add(primary, partner, chosen);
    }
  }

  private void add(double[] x, double[] p, Waiting rows) {
    double[] mean = rows.means[rows.size];
    double[] step = rows.steps[rows.size];
    double m = law.mean;
    for (int k = 0; k < step.length; k++) {
      step[k] = x[k] - p[k];
    }
    for (int k = 0; k < step.length; k++) {
      mean[k] = p[k] + m * step[k];
    }
    rows.size++;
    if (rows.size == BATCH) {
      sum(rows);
    }
  }

  /** Adds the rows that wait. */
  void flush() {
    sum(each);
    sum(chosen);
  }

  private void sum(Waiting rows) {
    if (rows.size == 0) {
      return;
    }
    for (int r = 0; r < rows.size; r += abreast.lanes()) {
      abreast.load(rows.means, rows.steps, r, Math.min(rows.size, r + abreast.lanes()));
      to.products().add(abreast, rows.law);
    }
    for (int r = 0; r < rows.size; r++) {
      double[] mean = rows.means[r];
      double[] step = rows.steps[r];
      to.values().add(mean, step, rows.law);
      double first = 0;
      double second = 0;
      for (int k = 0; k < inverses.length; k++) {
        double share = step[k] * inverses[k];
        first += 2 * mean[k] * share;
        second += step[k] * share;
      }
      to.ofScale().add(first, second, rows.law);
    }
    rows.size = 0;
  }
}
