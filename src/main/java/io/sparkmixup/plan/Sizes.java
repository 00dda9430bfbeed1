package io.sparkmixup.plan;

import io.sparkmixup.RequestException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;

/**
 * How many synthetic rows are asked for. Immutable.
 *
 * @param ratio synthetic rows per original row; where neither {@code rows} nor {@code balance} is
 *     given
 * @param rows the number of synthetic rows
 * @param balance the number of rows of every class of the label
 * @param originals whether the original rows are written, too; they count towards a balance
 */
public record Sizes(
    BigDecimal ratio, Optional<Long> rows, Optional<Balance> balance, Originals originals) {

  /** What becomes of the original rows. */
  public enum Originals {
    /** Only synthetic rows are written. */
    LEFT_OUT,
    /** They are written beside the synthetic ones, told apart by a column. */
    KEPT
  }

  /** What is not fewer is more than any disk holds, and soon more than is counted. */
  static final long TOO_MANY = 1_000_000_000_000_000_000L;

  public Sizes {
    Objects.requireNonNull(ratio, "ratio");
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(balance, "balance");
    Objects.requireNonNull(originals, "originals");
    if (ratio.signum() <= 0) {
      throw new RequestException("--ratio " + ratio.toPlainString() + ": must be above 0");
    }
    if (rows.isPresent() && rows.get() < 1) {
      throw new RequestException("--rows " + rows.get() + ": must be 1 or more");
    }
    if (rows.isPresent() && rows.get() >= TOO_MANY) {
      throw new RequestException("--rows " + rows.get() + ": must be fewer than 10^18");
    }
    boolean ratioGiven = ratio.compareTo(BigDecimal.ONE) != 0;
    if ((rows.isPresent() ? 1 : 0) + (balance.isPresent() ? 1 : 0) + (ratioGiven ? 1 : 0) > 1) {
      throw new RequestException(
          "--ratio, --rows and --balance each say how many rows come out: give one of them");
    }
  }

  /** One synthetic row for each original one. */
  public static Sizes standard() {
    return new Sizes(BigDecimal.ONE, Optional.empty(), Optional.empty(), Originals.LEFT_OUT);
  }

  public Sizes withRatio(BigDecimal value) {
    return new Sizes(value, rows, balance, originals);
  }

  public Sizes withRows(long value) {
    return new Sizes(ratio, Optional.of(value), balance, originals);
  }

  public Sizes withBalance(Balance value) {
    return new Sizes(ratio, rows, Optional.of(Objects.requireNonNull(value, "balance")), originals);
  }

  public Sizes withOriginals(Originals value) {
    return new Sizes(ratio, rows, balance, value);
  }

  /** How it was asked for. */
  String described() {
    return rows.map(n -> "--rows " + n)
        .or(() -> balance.map(to -> "--balance " + to))
        .orElseGet(() -> "--ratio " + ratio.toPlainString());
  }

  /** The number of synthetic rows for a number of original ones, where no balance is asked for. */
  long total(long original) {
    if (rows.isPresent()) {
      return rows.get();
    }
    BigDecimal total =
        ratio.multiply(BigDecimal.valueOf(original)).setScale(0, RoundingMode.HALF_EVEN);
    if (total.signum() == 0 || total.precision() > 18) {
      throw new RequestException(
          String.format(
              "--ratio %s of %d rows makes %s rows: must make at least one, and fewer than 10^18",
              ratio.toPlainString(), original, total.toPlainString()));
    }
    return total.longValueExact();
  }
}
