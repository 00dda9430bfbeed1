package io.sparkmixup.plan;

import io.sparkmixup.RequestException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.StructType;

/**
 * What exact moments need: values that can be moved by any amount, and at least one synthetic row
 * of each original one, so that none of its moments is lost.
 */
public final class ExactRequest {

  private static final String EXACT = "--moments exact ";

  /**
   * Rounding to doubles that are u apart adds u^2 / 12 to a variance. This is where that is half a
   * per cent of it, what a verdict tolerates by default: four steps to a standard deviation.
   */
  private static final double COARSEST = Math.sqrt(12 * 0.005);

  /** Products of smaller variances lose digits, or all: numbers below 1e-308 have fewer. */
  public static final double LEAST_VARIANCE = 1e-270;

  /** Means of large strata that the driver and each task hold, in doubles: 64 MB. */
  private static final long MOST_NUMBERS = 1L << 23;

  private ExactRequest() {}

  /** Refuses rules and ratios, before there are columns. */
  public static void check(MixupRequest request) {
    if (request.rules().moments() != Rules.Moments.EXACT) {
      return;
    }
    // Whether a number of rows or a balance works depends on how many rows there are.
    if (request.sizes().ratio().compareTo(BigDecimal.ONE) < 0) {
      throw refused(request.sizes());
    }
    if (request.rules().ranges().how() != Ranges.How.NONE) {
      throw new RequestException(
          EXACT + "moves values wherever it has to: leave out --range, or use --moments expected");
    }
  }

  /** Refuses columns, rules and ratios, before anything is read. */
  public static void check(StructType schema, ColumnRoles roles, MixupRequest request) {
    Rules rules = request.rules();
    if (rules.moments() != Rules.Moments.EXACT) {
      return;
    }
    check(request);
    Sizes sizes = request.sizes();
    if (sizes.balance().isPresent()
        && roles.classLabel().filter(roles.within()::contains).isEmpty()) {
      throw new RequestException(
          EXACT
              + "and "
              + sizes.described()
              + " need partners of one class: leave out --within, or name the label in it");
    }
    for (String name : roles.names(Role.MIXED)) {
      DataType type = schema.apply(name).dataType();
      if (WrittenTypes.of(type, rules.integers()) instanceof DoubleType) {
        continue;
      }
      throw new RequestException(
          String.format(
              EXACT + "needs mixed columns of type double: '%s' is %s; %s",
              name,
              type.catalogString(),
              WrittenTypes.isWholeNumber(type)
                  ? "use --integers double, or carry it with --copy"
                  : "cast it, or carry it with --copy"));
    }
  }

  /**
   * Refuses a balance, once it is known how many rows its classes have.
   *
   * @param classes the number of original rows of each
   */
  public static void check(MixupRequest request, long[] classes) {
    Sizes sizes = request.sizes();
    if (request.rules().moments() != Rules.Moments.EXACT || sizes.balance().isEmpty()) {
      return;
    }
    long largest = Arrays.stream(classes).max().orElse(0);
    boolean kept = sizes.originals() == Sizes.Originals.KEPT;
    long needed = kept ? Math.multiplyExact(2, largest) : largest;
    if (sizes.balance().get().target(classes) < needed) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              EXACT + "and %s%s: the largest class has %,d rows and needs as many synthetic ones%s",
              sizes.described(),
              kept ? " --keep-originals" : "",
              largest,
              kept
                  ? String.format(
                      Locale.ROOT,
                      " beside them: use --balance %d or more, or --balance max without"
                          + " --keep-originals",
                      needed)
                  : String.format(
                      Locale.ROOT, ": use --balance max, or --balance %d or more", needed)));
    }
  }

  /** Refuses sizes, once it is known how many rows there are. */
  public static void check(MixupPlan plan) {
    if (plan.request().rules().moments() != Rules.Moments.EXACT) {
      return;
    }
    Sizes sizes = plan.request().sizes();
    if (plan.quotas().least() < 1) {
      throw refused(sizes);
    }
    long numbers = (long) plan.strata().size() * plan.names(Role.MIXED).size();
    if (!plan.quotas().equal() && numbers > MOST_NUMBERS) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              EXACT
                  + "has to know a mean of each of %,d strata of more than %,d rows, which is more"
                  + " than fits: use a whole --ratio, such as 1 or 2, in place of %s",
              plan.strata().size(),
              LargeStrata.CELL_ROWS,
              sizes.described()));
    }
  }

  /**
   * Refuses columns whose values are too coarse or vary too little to have exact moments, once they
   * are known.
   */
  public static void check(MixupPlan plan, Dimensions dimensions) {
    if (plan.request().rules().moments() != Rules.Moments.EXACT) {
      return;
    }
    for (int k = 0; k < dimensions.size(); k++) {
      double deviation = Math.sqrt(dimensions.variances()[k]);
      double extent = dimensions.extent(k);
      if (extent > 0 && extent < Math.sqrt(LEAST_VARIANCE)) {
        throw new RequestException(
            String.format(
                Locale.ROOT,
                "--moments exact: column '%s' varies by %.3g, and products of so small numbers lose"
                    + " digits. Multiply it by a constant, or carry it with --copy",
                dimensions.names().get(k),
                extent));
      }
      double step = Math.ulp(dimensions.centres()[k]);
      if (deviation > 0 && step > COARSEST * deviation) {
        throw new RequestException(
            String.format(
                Locale.ROOT,
                "--moments exact: column '%s' varies by %.3g about %.3g, where doubles are %.3g apart:"
                    + " rounding alone would change its moments. Subtract a constant from it, or"
                    + " carry it with --copy",
                dimensions.names().get(k),
                deviation,
                dimensions.centres()[k],
                step));
      }
    }
  }

  private static RequestException refused(Sizes sizes) {
    return new RequestException(
        EXACT
            + "needs at least one synthetic row of each original one: use --ratio 1 or more in"
            + " place of "
            + sizes.described());
  }
}
