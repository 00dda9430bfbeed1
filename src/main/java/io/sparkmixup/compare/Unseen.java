package io.sparkmixup.compare;

import io.sparkmixup.verify.Finding;
import io.sparkmixup.verify.Findings;
import io.sparkmixup.verify.Interval;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Synthetic rows of classes that the original does not have. A sample misses what is rare, and
 * another one of the same law then has it: the share of rows of such classes is expected to be
 *
 * <pre>    f_1 / n_A
 * </pre>
 *
 * with f_r the number of classes that the n_A original rows have r times (Good, The population
 * frequencies of species and the estimation of population parameters, Biometrika 40, 1953, 237; the
 * idea is Turing's), with variance (f_1 + 2 f_2) / n_A^2 (Robbins 1968), to which that of n_B
 * synthetic rows is added.
 *
 * <p>Whether there are too many is asked given how many rows each class has on both sides together,
 * m_c, of n_A + n_B: a class falls to the synthetic rows alone with probability p^m_c at most, p =
 * n_B / (n_A + n_B), and classes do so less often together than if they were independent (Joag-Dev
 * and Proschan, Annals of Statistics 11, 1983, 286). So u rows and more do with probability min
 * over t of exp(K(t) - t u) at most, Chernoff's bound, where
 *
 * <pre>    K(t) = sum log(1 + p^m_c (e^(t m_c) - 1))
 * </pre>
 *
 * The largest classes, which together are on one side alone with probability 1e-12 at most, are
 * left out of K, and that much is added: in K they would keep t from growing to where the bound of
 * what is rare is near.
 *
 * <p>Too few of them are no fault: rows that are made from the original have its classes.
 *
 * @param rows u
 * @param predicted f_1 / n_A
 * @param observed u / n_B
 * @param error the standard error of their difference
 * @param pValue the bound; 1 where there are no more than are expected given the m_c
 */
record Unseen(double rows, double predicted, double observed, double error, double pValue) {

  private static final int STEPS = 60;

  /** How likely it is at most that one of the classes that are left out is on one side alone. */
  private static final double NEGLIGIBLE = 1e-12;

  static Unseen of(ClassTable table) {
    double a = table.originalRows();
    double b = table.syntheticRows();
    double rows = table.sum(c -> c.original() == 0 ? c.synthetic() : 0);
    double once = table.sum(c -> c.original() == 1 ? 1 : 0);
    double twice = table.sum(c -> c.original() == 2 ? 1 : 0);
    double observed = rows / b;
    return new Unseen(
        rows,
        once / a,
        observed,
        Math.sqrt((once + 2 * twice) / (a * a) + observed * (1 - observed) / b),
        bound(table, rows, Math.log(b / (a + b))));
  }

  private static double bound(ClassTable all, double rows, double logP) {
    if (!(rows > slope(all, 0, logP))) {
      return 1;
    }
    ClassTable table = withoutTheLargest(all, logP);
    if (rows > table.sum(ClassTable.Cell::rows)) {
      return NEGLIGIBLE;
    }
    double low = 0;
    double high = 1;
    while (slope(table, high, logP) < rows) {
      low = high;
      high *= 2;
    }
    for (int i = 0; i < STEPS; i++) {
      double middle = (low + high) / 2;
      if (slope(table, middle, logP) < rows) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double t = low;
    double k = table.sum(c -> generating(c.rows(), t, logP));
    return Math.min(1, NEGLIGIBLE + Math.exp(k - t * rows));
  }

  private static ClassTable withoutTheLargest(ClassTable all, double logP) {
    List<ClassTable.Cell> cells =
        all.cells().stream().sorted(Comparator.comparingDouble(ClassTable.Cell::rows)).toList();
    int kept = cells.size();
    double left = 0;
    while (kept > 0) {
      ClassTable.Cell largest = cells.get(kept - 1);
      left += largest.classes() * Math.exp(largest.rows() * logP);
      if (left > NEGLIGIBLE) {
        break;
      }
      kept--;
    }
    return new ClassTable(cells.subList(0, kept));
  }

  /** K'(t): at 0 how many rows are expected. */
  private static double slope(ClassTable table, double t, double logP) {
    return table.sum(
        c -> c.rows() / (1 - Math.expm1(c.rows() * logP) * Math.exp(-c.rows() * (logP + t))));
  }

  /** What a class of m rows adds to K(t). */
  private static double generating(double m, double t, double logP) {
    double x = m * (logP + t);
    double misses = -Math.expm1(m * logP);
    return x > 0 ? x + Math.log1p(misses * Math.exp(-x)) : Math.log1p(Math.exp(x) - 1 + misses);
  }

  /** Nothing where all synthetic rows are of classes that the original has. */
  static Optional<Finding> finding(ClassTable table) {
    Unseen found = of(table);
    return found.rows == 0 ? Optional.empty() : Optional.of(found.finding());
  }

  private Finding finding() {
    // Where none is expected, such rows count whole, as a class does that only one side has.
    double effect = predicted == 0 ? 1 : Math.max(0, observed - predicted);
    return new Finding(
        Findings.SHARE,
        "classes that the original does not have",
        predicted,
        observed,
        error,
        effect,
        pValue,
        1,
        Interval.KNOWN);
  }
}
