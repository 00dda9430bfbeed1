package io.sparkmixup.cli;

import io.sparkmixup.RequestException;
import io.sparkmixup.plan.Balance;
import io.sparkmixup.plan.ExactRequest;
import io.sparkmixup.plan.Extra;
import io.sparkmixup.plan.Ids;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.plan.Ranges;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.plan.Sizes;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that decide about the synthetic rows, the same in every command that makes some. */
final class MixupOptions {

  @Mixin private RoleOptions roles = new RoleOptions();

  @Option(
      names = "--id-columns",
      split = ",",
      converter = ListedName.class,
      paramLabel = "COLUMN",
      description = "columns that identify a row")
  private List<String> idColumns = List.of();

  @Option(
      names = "--ids",
      paramLabel = "WHAT",
      defaultValue = "new",
      description = "what synthetic rows get there: new (default), keep (the primary's) or drop")
  private String ids;

  @Option(
      names = "--within",
      split = ",",
      converter = ListedName.class,
      paramLabel = "COLUMN",
      description =
          "columns on which partners agree; the label when it is a class otherwise; 'none' to mix"
              + " across all rows")
  private List<String> within;

  @Mixin private LawOptions law = new LawOptions();

  @Option(
      names = "--ratio",
      paramLabel = "R",
      description = "synthetic rows per original row, such as 0.1 or 7.5 (default 1)")
  private String ratio;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "how many synthetic rows, in place of a ratio; shared out among the classes")
  private String rows;

  @Option(
      names = "--balance",
      paramLabel = "TO",
      description =
          "evens out the classes of the label, in place of a ratio: max, median (the lower middle one"
              + " of an even number of classes), or a number of rows of each class")
  private String balance;

  @Option(
      names = "--keep-originals",
      description =
          "write the original rows, too, with a column 'synthetic' that tells them apart; they count"
              + " towards a balance")
  private boolean keepOriginals;

  @Option(
      names = "--lineage",
      description =
          "add mixup_primary, mixup_partner (ids, or keys without --id-columns) and mixup_weight")
  private boolean lineage;

  @Option(
      names = "--soft-labels",
      description =
          "add a column for each class of the label, LABEL_CLASS, with the weight of the parents"
              + " that are of it; needs --within none")
  private boolean softLabels;

  @Option(
      names = "--nulls",
      paramLabel = "WHAT",
      defaultValue = "match",
      description =
          "rows that miss a mixed value: match (default) mixes them with rows that miss the same,"
              + " drop leaves them out, fail refuses them")
  private String nulls;

  @Option(
      names = "--integers",
      paramLabel = "HOW",
      defaultValue = "round",
      description =
          "mixtures of whole numbers: round (default, half to even), stochastic (up or down by"
              + " chance, unbiased) or double (the columns become doubles)")
  private String integers;

  @Option(
      names = "--moments",
      paramLabel = "HOW",
      defaultValue = "expected",
      description =
          "means and covariances are kept in expectation (expected, the default), or in the rows"
              + " that are written, to rounding (exact: mixtures are moved by an affine map)")
  private String moments;

  @Option(
      names = "--range",
      paramLabel = "RANGE",
      description =
          "what becomes of values that leave the range of the original ones: none (default, they"
              + " stay), clip, or redraw (another weight), for all columns; COLUMN=LOW..HIGH,"
              + " COLUMN=LOW.. or COLUMN=observed go before that, and without a word clip these"
              + " columns alone; of dates and timestamps ends are days as 2013-12-31, of intervals"
              + " durations as PT1H; arrays and vectors have no range; a name may stand in double"
              + " quotes; repeatable")
  private List<String> ranges = List.of();

  @Option(
      names = "--ragged",
      paramLabel = "WHAT",
      defaultValue = "fail",
      description =
          "vectors and arrays of different lengths: fail (default, where rows to be mixed differ)"
              + " or carry (such columns from the primary row)")
  private String ragged;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "default 0")
  private long seed;

  @Option(
      names = "--max-verbatim",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description = "the largest share of rows that may be copies of one parent (default 0.01)")
  private double maxVerbatim;

  /** What is asked of the mixing. */
  MixupRequest request() {
    if (!(maxVerbatim >= 0 && maxVerbatim <= 1)) {
      throw new RequestException("--max-verbatim " + maxVerbatim + ": must lie in [0, 1]");
    }
    MixupRequest request =
        new MixupRequest(
            roles.mix(),
            roles.copy(),
            roles.drop(),
            idColumns,
            parseIds(),
            roles.label(),
            Optional.ofNullable(within).map(w -> w.equals(List.of("none")) ? List.of() : w),
            law.law(),
            sizes(),
            rules(),
            extras(),
            seed,
            maxVerbatim);
    ExactRequest.check(request);
    return request;
  }

  private Ids parseIds() {
    Ids parsed = Ids.valueOf(oneOf("--ids", ids, "new", "keep", "drop"));
    if (parsed != Ids.NEW && idColumns.isEmpty()) {
      throw new RequestException(
          String.format("--ids %s: there are no id columns; name them with --id-columns", ids));
    }
    return parsed;
  }

  private Sizes sizes() {
    if (Stream.of(ratio, rows, balance).filter(Objects::nonNull).count() > 1) {
      throw new RequestException(
          "--ratio, --rows and --balance each say how many rows come out: give one of them");
    }
    Sizes sizes =
        Sizes.standard()
            .withOriginals(keepOriginals ? Sizes.Originals.KEPT : Sizes.Originals.LEFT_OUT);
    if (ratio != null) {
      return sizes.withRatio(parseRatio());
    }
    if (rows != null) {
      return sizes.withRows(parseRows());
    }
    return balance != null ? sizes.withBalance(Balance.of(balance)) : sizes;
  }

  private Set<Extra> extras() {
    Set<Extra> extras = EnumSet.noneOf(Extra.class);
    if (lineage) {
      extras.add(Extra.LINEAGE);
    }
    if (softLabels) {
      extras.add(Extra.SOFT_LABELS);
    }
    return extras;
  }

  private Rules rules() {
    return new Rules(
        Rules.Nulls.valueOf(oneOf("--nulls", nulls, "match", "drop", "fail")),
        Rules.Integers.valueOf(oneOf("--integers", integers, "round", "stochastic", "double")),
        Ranges.parse(ranges),
        Rules.Ragged.valueOf(oneOf("--ragged", ragged, "fail", "carry")),
        Rules.Moments.valueOf(oneOf("--moments", moments, "expected", "exact")));
  }

  private BigDecimal parseRatio() {
    try {
      BigDecimal value = new BigDecimal(ratio);
      if (value.signum() > 0 && value.precision() <= 30 && Math.abs((long) value.scale()) <= 30) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below like any other.
    }
    throw new RequestException(
        "--ratio "
            + ratio
            + ": must be a number from 1e-30 to 1e30 of at most 30 digits, such as 0.1 or 5");
  }

  private long parseRows() {
    try {
      long value = Long.parseLong(rows);
      if (value >= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below like any other.
    }
    throw new RequestException("--rows " + rows + ": must be a whole number, 1 or more");
  }

  /** The value in capitals, as constants are named. */
  static String oneOf(String option, String value, String... allowed) {
    if (!Arrays.asList(allowed).contains(value)) {
      throw new RequestException(
          option + " " + value + ": must be one of " + String.join(", ", allowed));
    }
    return value.toUpperCase(Locale.ROOT);
  }
}
