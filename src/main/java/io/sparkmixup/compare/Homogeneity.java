package io.sparkmixup.compare;

import io.sparkmixup.verify.Finding;
import io.sparkmixup.verify.Findings;
import io.sparkmixup.verify.Interval;
import java.util.Optional;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * Whether two samples have the same shares of all classes together: Pearson's test of homogeneity.
 * With a_c and b_c the rows of class c in the samples, of n_A and n_B rows, m_c = a_c + b_c, N =
 * n_A + n_B, p = n_B / N and q = 1 - p,
 *
 * <pre>    X^2 = sum (b_c - m_c p)^2 / (m_c p q)    over the K classes with m_c &gt; 0
 * </pre>
 *
 * Given the m_c, its mean is (K - 1) N / (N - 1), and its variance V is known exactly (Dawson, A
 * simplified expression for the variance of the chi^2 function on a contingency table, Biometrika
 * 41, 1954, 280). The third cumulant is that of independent binomial counts,
 *
 * <pre>
 *    (K - 1) / K  sum 8 + (22 - 112 p q) / (m_c p q) + (1 - 30 p q + 120 p^2 q^2) / (m_c p q)^2
 * </pre>
 *
 * or 2 V^2 / mean where that is more. The p-value is that of Pearson's type III distribution (a
 * gamma distribution that is shifted) with these three moments. Where all classes are frequent it
 * is the chi-square distribution with K - 1 degrees of freedom; where they are rare in a small
 * sample beside a large one, that would reject eight times too often. So none have to be pooled.
 *
 * @param classes K
 * @param statistic X^2
 * @param mean of X^2
 * @param variance V
 * @param skewness of X^2
 * @param distance the total variation distance of the shares, 1/2 sum |a_c / n_A - b_c / n_B|
 * @param byChance the mean of the distance where the shares are the same
 * @param error the standard error of the distance, at most: that of a sum of signs, 1/2 sqrt(1 /
 *     n_A + 1 / n_B)
 */
record Homogeneity(
    long classes,
    double statistic,
    double mean,
    double variance,
    double skewness,
    double distance,
    double byChance,
    double error) {

  /**
   * The test of two samples.
   *
   * @param table of all rows, each of one class
   */
  static Homogeneity of(ClassTable table) {
    double a = table.originalRows();
    double b = table.syntheticRows();
    double n = a + b;
    double p = b / n;
    double pq = p * (1 - p);
    long k = 0;
    double statistic = 0;
    double inverses = 0;
    double inverseSquares = 0;
    double distance = 0;
    double byChance = 0;
    for (ClassTable.Cell cell : table.cells()) {
      double m = cell.rows();
      double off = cell.synthetic() - m * p;
      k += cell.classes();
      statistic += cell.classes() * (off * off / (m * pq));
      inverses += cell.classes() / m;
      inverseSquares += cell.classes() / (m * m);
      distance += cell.classes() * Math.abs(off);
      byChance += cell.classes() * (deviation(m, p) * Math.sqrt((n - m) / (n - 1)));
    }
    // Of a_c / n_A - b_c / n_B the part that is left to chance is b_c - m_c p, so many times.
    double each = (1 / a + 1 / b) / 2;
    double mean = (k - 1) * n / (n - 1);
    // The table has two rows and K columns.
    double v1 = (n - 2) / (n - 1);
    double v2 = (k - 1) * (n - k) / (n - 1);
    double w1 = (n / a + n / b - 4) / (n - 2);
    double w2 = (n * inverses - (double) k * k) / (n - 2);
    double variance =
        Math.max(0, 2 * n / (n - 3) * (v1 - w1) * (v2 - w2) + n * n / (n - 1) * w1 * w2);
    double third =
        (k - 1.0)
            / k
            * (8 * k
                + (22 - 112 * pq) / pq * inverses
                + (1 - 30 * pq + 120 * pq * pq) / (pq * pq) * inverseSquares);
    double skewness =
        Math.max(third / variance / Math.sqrt(variance), 2 * Math.sqrt(variance) / mean);
    return new Homogeneity(
        k,
        statistic,
        mean,
        variance,
        skewness,
        each * distance,
        each * byChance,
        Math.sqrt(each / 2));
  }

  /**
   * The mean deviation of a binomial count from its mean m p, by De Moivre's formula: 2 q i P(i)
   * with i the first whole number above the mean.
   */
  private static double deviation(double m, double p) {
    double i = Math.floor(m * p) + 1;
    double logarithm =
        i * Math.log(p)
            + (m - i) * Math.log1p(-p)
            - Math.log(m + 1)
            - LogBeta.value(i + 1, m - i + 1);
    return 2 * (1 - p) * i * Math.exp(logarithm);
  }

  /**
   * The distance without what chance alone gives, the root of the difference of their squares: 0.8
   * times the true distance of the shares where that is far below chance's, all of it far above.
   */
  double effect() {
    return Math.sqrt(Math.max(0, distance * distance - byChance * byChance));
  }

  /** How likely chance alone makes X^2 that large; 1 where every class has a single row. */
  double pValue() {
    if (!(variance > 0)) {
      return 1;
    }
    double shape = 4 / (skewness * skewness);
    double z = (statistic - mean) / Math.sqrt(variance);
    double at = shape + Math.sqrt(shape) * z;
    return at > 0 ? RegularizedGamma.Q.value(shape, at) : 1;
  }

  /**
   * How much farther apart the shares are than chance alone puts them; nothing where there is one
   * class, or rows are few.
   */
  static Optional<Finding> finding(ClassTable table) {
    if (Math.min(table.originalRows(), table.syntheticRows()) < GroupComparison.LEAST_VALUES) {
      return Optional.empty();
    }
    Homogeneity found = of(table);
    return found.classes < 2
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Findings.SHARES,
                Findings.distanceOf(found.classes),
                found.byChance,
                found.distance,
                found.error,
                found.effect(),
                found.pValue(),
                1,
                Interval.KNOWN));
  }
}
