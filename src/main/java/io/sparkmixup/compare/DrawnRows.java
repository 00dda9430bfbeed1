package io.sparkmixup.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * How T = sum b_c^2 / m_c varies where n of N rows are drawn by chance, b_c of them of class c,
 * which has m_c of the N. Exactly: with (x)_r = x (x - 1) ... (x - r + 1), all ways to draw them
 * being equally likely,
 *
 * <pre>    E[(b_c)_r (b_d)_s ...] = (m_c)_r (m_d)_s ... rho_(r + s + ...),    rho_R = (n)_R / (N)_R
 * </pre>
 *
 * so that a class's b^2 / m, b^4 / m^2 and b^6 / m^3 are polynomials f, g and h in a symbol z, z^R
 * to be replaced by rho_R after all products are taken (powers of b by Stirling's numbers); and by
 * sums over classes that are not the same,
 *
 * <pre>
 *    E[T] = U,  E[T^2] = V + U^2,  E[T^3] = W + 3 V U + U^3
 *    U = sum f,  V = sum (g - f^2),  W = sum (h - 3 g f + 2 f^3)
 * </pre>
 *
 * Moments about the mean are differences of numbers that are larger by the third power of N, which
 * is what the digits are for. The variance is that of Dawson (Biometrika 41, 1954, 280).
 *
 * @param variance E[(T - E[T])^2]
 * @param third E[(T - E[T])^3]
 */
record DrawnRows(double variance, double third) {

  private static final MathContext DIGITS = new MathContext(64);

  private static final int[] SQUARE = {0, 1, 1};
  private static final int[] FOURTH = {0, 1, 7, 6, 1};
  private static final int[] SIXTH = {0, 1, 31, 90, 65, 15, 1};

  /** A polynomial in z of degree 6 at most. */
  private static final class Polynomial {

    private final BigDecimal[] terms = new BigDecimal[SIXTH.length];

    private Polynomial() {
      Arrays.fill(terms, BigDecimal.ZERO);
    }

    /** A power of b over a power of m. */
    private static Polynomial of(int[] stirling, BigDecimal m, int power) {
      Polynomial to = new Polynomial();
      BigDecimal falling = BigDecimal.ONE.divide(m.pow(power), DIGITS);
      for (int r = 1; r < stirling.length; r++) {
        falling = falling.multiply(m.subtract(BigDecimal.valueOf(r - 1L)), DIGITS);
        to.terms[r] = falling.multiply(BigDecimal.valueOf(stirling[r]), DIGITS);
      }
      return to;
    }

    private Polynomial plus(Polynomial other, long times) {
      Polynomial to = new Polynomial();
      for (int r = 0; r < terms.length; r++) {
        to.terms[r] =
            terms[r].add(other.terms[r].multiply(BigDecimal.valueOf(times), DIGITS), DIGITS);
      }
      return to;
    }

    private Polynomial times(Polynomial other) {
      Polynomial to = new Polynomial();
      for (int r = 0; r < terms.length; r++) {
        for (int s = 0; r + s < terms.length; s++) {
          if (terms[r].signum() != 0 && other.terms[s].signum() != 0) {
            to.terms[r + s] =
                to.terms[r + s].add(terms[r].multiply(other.terms[s], DIGITS), DIGITS);
          }
        }
      }
      return to;
    }

    private BigDecimal at(BigDecimal[] rho) {
      BigDecimal sum = BigDecimal.ZERO;
      for (int r = 0; r < terms.length; r++) {
        sum = sum.add(terms[r].multiply(rho[r], DIGITS), DIGITS);
      }
      return sum;
    }
  }

  /** Of the classes of a table, where chance says which of all rows are the synthetic ones. */
  static DrawnRows of(ClassTable table) {
    // As many classes have so many rows.
    Map<Long, Long> sizes = new TreeMap<>();
    table.cells().forEach(c -> sizes.merge(c.original() + c.synthetic(), c.classes(), Long::sum));
    Polynomial u = new Polynomial();
    Polynomial v = new Polynomial();
    Polynomial w = new Polynomial();
    for (Map.Entry<Long, Long> size : sizes.entrySet()) {
      BigDecimal m = BigDecimal.valueOf(size.getKey());
      Polynomial f = Polynomial.of(SQUARE, m, 1);
      Polynomial g = Polynomial.of(FOURTH, m, 2);
      Polynomial h = Polynomial.of(SIXTH, m, 3);
      Polynomial ff = f.times(f);
      u = u.plus(f, size.getValue());
      v = v.plus(g.plus(ff, -1), size.getValue());
      w = w.plus(h.plus(g.times(f), -3).plus(ff.times(f), 2), size.getValue());
    }
    BigDecimal[] rho = rho((long) table.syntheticRows(), (long) table.originalRows());
    Polynomial uu = u.times(u);
    BigDecimal mean = u.at(rho);
    BigDecimal second = v.plus(uu, 1).at(rho);
    BigDecimal third = w.plus(v.times(u), 3).plus(uu.times(u), 1).at(rho);
    BigDecimal square = mean.multiply(mean, DIGITS);
    BigDecimal cube = square.multiply(mean, DIGITS);
    BigDecimal three = BigDecimal.valueOf(3);
    return new DrawnRows(
        second.subtract(square, DIGITS).doubleValue(),
        third
            .subtract(mean.multiply(second, DIGITS).multiply(three, DIGITS), DIGITS)
            .add(cube.multiply(BigDecimal.valueOf(2), DIGITS), DIGITS)
            .doubleValue());
  }

  private static BigDecimal[] rho(long drawn, long others) {
    BigDecimal[] rho = new BigDecimal[SIXTH.length];
    rho[0] = BigDecimal.ONE;
    for (int r = 1; r < rho.length; r++) {
      long left = drawn - r + 1;
      rho[r] =
          left <= 0
              ? BigDecimal.ZERO
              : rho[r - 1]
                  .multiply(BigDecimal.valueOf(left), DIGITS)
                  .divide(BigDecimal.valueOf(left + others), DIGITS);
    }
    return rho;
  }
}
