package io.sparkmixup.compare;

import io.sparkmixup.verify.Finding;
import io.sparkmixup.verify.Findings;
import io.sparkmixup.verify.Interval;
import java.util.Locale;
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
 * The p-value is that of Pearson's type III distribution (a gamma distribution that is shifted)
 * with the mean, the variance V and the skewness that X^2 has given the m_c, all ways to draw the
 * synthetic rows from all being equally likely: exact ones, see {@link DrawnRows}. Where all
 * classes are frequent it is the chi-square distribution with K - 1 degrees of freedom. Elsewhere
 * it is not: beside a class of nearly all rows there is next to no freedom left in its own term,
 * and a class of one row has none. So no classes have to be pooled for being rare. The skewness is
 * 2 V^(1/2) / mean at least, which is the gamma distribution's that begins at 0.
 *
 * @param classes K
 * @param statistic X^2
 * @param mean of X^2
 * @param variance V; 0 where X^2 is the same whichever rows are drawn
 * @param skewness of X^2
 * @param distance the total variation distance of the shares, 1/2 sum |a_c / n_A - b_c / n_B|
 * @param byChance the mean of the distance where the shares are the same
 */
record Homogeneity(
    long classes,
    double statistic,
    double mean,
    double variance,
    double skewness,
    double distance,
    double byChance) {

  /** Where X^2 varies no more than this, in units of its mean, it does not. */
  private static final double ROUNDING = 1e-9;

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
    double distance = 0;
    double byChance = 0;
    for (ClassTable.Cell cell : table.cells()) {
      double m = cell.rows();
      double off = cell.synthetic() - m * p;
      k += cell.classes();
      statistic += cell.classes() * (off * off / (m * pq));
      distance += cell.classes() * Math.abs(off);
      byChance += cell.classes() * (deviation(m, p) * Math.sqrt((n - m) / (n - 1)));
    }
    // Of a_c / n_A - b_c / n_B the part that is left to chance is b_c - m_c p, so many times.
    double each = (1 / a + 1 / b) / 2;
    DrawnRows drawn = DrawnRows.of(table);
    double mean = (k - 1) * n / (n - 1);
    // X^2 is that of DrawnRows over p q, less a constant.
    double deviation = Math.sqrt(Math.max(0, drawn.variance())) / pq;
    boolean varies = deviation > ROUNDING * mean;
    double skewness =
        varies ? Math.max(drawn.third() / Math.pow(deviation * pq, 3), 2 * deviation / mean) : 0;
    return new Homogeneity(
        k,
        statistic,
        mean,
        varies ? deviation * deviation : 0,
        skewness,
        each * distance,
        each * byChance);
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
   * Whether the shares are farther apart than chance alone puts them, with X^2 against its mean;
   * the effect is the distance without chance's part. Nothing where there is one class, or rows are
   * few.
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
                String.format(Locale.ROOT, "Pearson's X2 of %,d classes", found.classes),
                found.mean,
                found.statistic,
                Math.sqrt(found.variance),
                found.effect(),
                found.pValue(),
                1,
                Interval.KNOWN));
  }
}
