package io.sparkmixup;

import io.sparkmixup.io.FileFormat;
import io.sparkmixup.io.Jobs;
import io.sparkmixup.io.OutputRequest;
import io.sparkmixup.io.Sink;
import io.sparkmixup.io.Sinks;
import io.sparkmixup.io.SparkConnect;
import io.sparkmixup.io.Staged;
import io.sparkmixup.law.Law;
import io.sparkmixup.mixing.MixSums;
import io.sparkmixup.mixing.Mixing;
import io.sparkmixup.mixing.SumsAccumulator;
import io.sparkmixup.mixing.SumsRequest;
import io.sparkmixup.pairing.Pairing;
import io.sparkmixup.plan.Balance;
import io.sparkmixup.plan.ColumnRanges;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.Extra;
import io.sparkmixup.plan.Ids;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.plan.Ranges;
import io.sparkmixup.plan.Role;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.plan.Sizes;
import io.sparkmixup.plan.StructLeaves;
import io.sparkmixup.rows.Fingerprint;
import io.sparkmixup.rows.RowShape;
import io.sparkmixup.survey.Blind;
import io.sparkmixup.survey.Depth;
import io.sparkmixup.survey.Survey;
import io.sparkmixup.verify.Limits;
import io.sparkmixup.verify.Verification;
import io.sparkmixup.verify.VerifyMode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.types.StructType;

/**
 * Makes synthetic rows by generalized mixup: each is {@code lambda x_i + (1 - lambda) x_j} of two
 * original rows, with a law of the weight that keeps means and covariances.
 *
 * <pre>{@code
 * MixupResult result =
 *     Mixup.of(rows).label("species").seed(7).writeTo("out/penguins", FileFormat.PARQUET);
 * }</pre>
 *
 * Immutable: every setter returns another instance. The same rows, settings and seed give the same
 * synthetic rows, bit for bit, however the rows are partitioned.
 */
public final class Mixup {

  /** Above this share of rows, guests are worth a word. */
  private static final double MANY_GUESTS = 0.1;

  private final Dataset<Row> rows;
  private final MixupRequest request;
  private final VerifyMode verify;
  private final Limits limits;
  private final Consumer<String> progress;
  private final Optional<Fingerprint> begun;

  private Mixup(
      Dataset<Row> rows,
      MixupRequest request,
      VerifyMode verify,
      Limits limits,
      Consumer<String> progress,
      Optional<Fingerprint> begun) {
    this.rows = Objects.requireNonNull(rows, "rows");
    this.request = Objects.requireNonNull(request, "request");
    this.verify = Objects.requireNonNull(verify, "verify");
    this.limits = Objects.requireNonNull(limits, "limits");
    this.progress = Objects.requireNonNull(progress, "progress");
    this.begun = begun;
  }

  /**
   * Mixup of these rows with the default settings: all numbers mixed, partners from any row.
   *
   * @throws RequestException if they are a client's of Spark Connect
   */
  public static Mixup of(Dataset<Row> rows) {
    SparkConnect.refuse(Objects.requireNonNull(rows, "rows").sparkSession());
    return new Mixup(
        rows,
        MixupRequest.standard(),
        VerifyMode.FAIL,
        Limits.standard(),
        message -> {},
        Optional.empty());
  }

  /** Mixes these columns, and carries all others from the primary row. */
  public Mixup mix(String... columns) {
    return with(request.withMix(named("mix", columns)));
  }

  /** Carries these columns from the primary row. */
  public Mixup copy(String... columns) {
    return with(request.withCopy(named("copy", columns)));
  }

  /** Leaves these columns out. */
  public Mixup drop(String... columns) {
    return with(request.withDrop(named("drop", columns)));
  }

  /** Names the columns that identify a row: keys are hashed from them alone. */
  public Mixup idColumns(String... columns) {
    return with(request.withIdColumns(named("idColumns", columns)));
  }

  /** What synthetic rows get in the id columns; new ids by default. */
  public Mixup ids(Ids ids) {
    return with(request.withIds(ids));
  }

  /**
   * Names the column to be predicted. Text, booleans and whole numbers are classes: carried, with
   * partners from the same class. Other numbers are regression targets: mixed.
   */
  public Mixup label(String column) {
    return with(request.withLabel(Optional.of(Objects.requireNonNull(column, "label"))));
  }

  /** Partners agree on these columns. Without any, partners are drawn from all rows. */
  public Mixup within(String... columns) {
    return with(request.withWithin(Optional.of(named("within", columns))));
  }

  /** The law of the weight; by default the preserving EpBeta. */
  public Mixup law(Law law) {
    return with(request.withLaw(law));
  }

  /**
   * Synthetic rows per original row, above 0; of 100 rows a ratio of 0.1 makes 10, divided over the
   * classes of the label in proportion.
   */
  public Mixup ratio(double ratio) {
    if (!(ratio > 0 && ratio < Double.POSITIVE_INFINITY)) {
      throw new RequestException("ratio " + ratio + ": must be a number above 0");
    }
    return with(request.withSizes(request.sizes().withRatio(BigDecimal.valueOf(ratio))));
  }

  /** The number of synthetic rows, in place of a ratio. */
  public Mixup rows(long number) {
    return with(request.withSizes(request.sizes().withRows(number)));
  }

  /** Evens out the classes of the label, in place of a ratio. */
  public Mixup balance(Balance balance) {
    return with(request.withSizes(request.sizes().withBalance(balance)));
  }

  /** Writes the original rows, too, told apart by a column {@code synthetic}. */
  public Mixup keepOriginals() {
    return with(request.withSizes(request.sizes().withOriginals(Sizes.Originals.KEPT)));
  }

  /**
   * Adds the columns {@code mixup_primary}, {@code mixup_partner} and {@code mixup_weight}: the
   * parents' ids, or their keys where there are no id columns, and the weight of the primary.
   */
  public Mixup lineage() {
    return with(request.withExtra(Extra.LINEAGE));
  }

  /**
   * Adds a column for each class of the label, {@code LABEL_CLASS}: the weight of the parents that
   * are of it, so that they add up to 1. Needs partners of any class: {@code within()}.
   */
  public Mixup softLabels() {
    return with(request.withExtra(Extra.SOFT_LABELS));
  }

  /** What becomes of columns whose vectors or arrays differ in length; by default refused. */
  public Mixup ragged(Rules.Ragged rule) {
    return with(request.withRules(request.rules().withRagged(rule)));
  }

  /** What becomes of rows that miss a mixed value; by default they are mixed with their like. */
  public Mixup nulls(Rules.Nulls rule) {
    return with(request.withRules(request.rules().withNulls(rule)));
  }

  /** What becomes of mixtures of whole numbers; by default they are rounded half to even. */
  public Mixup integers(Rules.Integers rule) {
    return with(request.withRules(request.rules().withIntegers(rule)));
  }

  /**
   * Whether means and covariances are kept in expectation, or in the sample itself.
   *
   * @see io.sparkmixup.plan.ExactRequest for what exact moments need
   */
  public Mixup moments(Rules.Moments moments) {
    return with(request.withRules(request.rules().withMoments(moments)));
  }

  /** Which values synthetic rows may hold: none by default. */
  public Mixup range(Ranges ranges) {
    return with(request.withRules(request.rules().withRanges(ranges)));
  }

  /** The seed; 0 by default. */
  public Mixup seed(long seed) {
    return with(request.withSeed(seed));
  }

  /** The largest share of rows that may come out as verbatim copies; 0.01 by default. */
  public Mixup maxVerbatim(double share) {
    return with(request.withMaxVerbatim(share));
  }

  /** What verification decides about; {@link VerifyMode#FAIL} by default. */
  public Mixup verify(VerifyMode mode) {
    return new Mixup(rows, request, mode, limits, progress, begun);
  }

  /** The largest effect that a verdict lets pass even if significant; 0.005 by default. */
  public Mixup tolerance(double effect) {
    return new Mixup(rows, request, verify, limits.withTolerance(effect), progress, begun);
  }

  /** The significance level of a verdict, over everything that it tests; 1e-4 by default. */
  public Mixup level(double p) {
    return new Mixup(rows, request, verify, limits.withLevel(p), progress, begun);
  }

  /** What a verdict lets pass: both of the above in one value. */
  public Mixup limits(Limits newLimits) {
    return new Mixup(rows, request, verify, newLimits, progress, begun);
  }

  /** Receives a line as each phase begins. */
  public Mixup progress(Consumer<String> listener) {
    return new Mixup(rows, request, verify, limits, listener, begun);
  }

  /**
   * Goes on from an earlier run of the same request: rows other than those that it surveyed are
   * refused with an {@link InputChangedException}, before any is made.
   *
   * @param input {@link MixupPlan#input} of that run
   */
  public Mixup begunFrom(Fingerprint input) {
    Objects.requireNonNull(input, "input");
    return new Mixup(rows, request, verify, limits, progress, Optional.of(input));
  }

  /** Takes all of this over: the settings above in one value. */
  public Mixup request(MixupRequest newRequest) {
    return with(newRequest);
  }

  private static List<String> named(String setting, String... columns) {
    for (String column : Objects.requireNonNull(columns, setting)) {
      Objects.requireNonNull(column, setting);
    }
    return List.of(columns);
  }

  private Mixup with(MixupRequest newRequest) {
    return new Mixup(rows, newRequest, verify, limits, progress, begun);
  }

  /**
   * Surveys the rows and decides about everything, without making any.
   *
   * @throws RequestException if the rows cannot be mixed as asked
   */
  public Survey survey() {
    checkNames();
    return survey(leaves().takenOut(rows), Depth.MOMENTS);
  }

  /** Fields of structs that have roles of their own. */
  private StructLeaves leaves() {
    StructLeaves leaves = StructLeaves.of(rows.schema(), request);
    for (List<String> path : leaves.paths().values()) {
      StructType struct = rows.schema();
      String above = "";
      for (String name : path.subList(0, path.size() - 1)) {
        struct = (StructType) struct.apply(name).dataType();
        above += name + ".";
        checkDistinct(struct, above);
      }
    }
    return leaves;
  }

  private Survey survey(Dataset<Row> flat, Depth depth) {
    // Refuses columns to be added that cannot be, before any row is read.
    Mixing.outputSchema(flat.schema(), Survey.roles(flat, request), request);
    progress.accept("surveying the input");
    Survey survey =
        Jobs.describe(
            rows.sparkSession(),
            "spark-mixup: surveying rows, strata and duplicates",
            () -> Survey.of(flat, request, depth));
    begun.ifPresent(before -> checkSame(before, survey.plan().input()));
    // Now that classes are known, their columns are.
    checkDistinct(Mixing.outputSchema(survey.plan()), "");
    survey.plan().roles().columns().stream()
        .filter(column -> column.reason().equals(ColumnRoles.NEARLY_UNIQUE))
        .forEach(
            column ->
                progress.accept(
                    String.format(
                        "note: column '%s' is carried: hardly a value comes twice, as in ids; --mix"
                            + " mixes it",
                        column.name())));
    List<String> noRange =
        ColumnRanges.of(flat.schema(), survey.plan().roles(), request.rules().ranges()).without();
    if (!noRange.isEmpty()) {
      progress.accept(
          String.format(
              "warning: --range leaves column %s as it is mixed: arrays and vectors have no range",
              "'" + String.join("', '", noRange) + "'"));
    }
    if (survey.guests() > MANY_GUESTS * survey.plan().rows()) {
      progress.accept(
          String.format(
              Locale.ROOT,
              "note: %,d of %,d rows are alone in their pattern of missing values, and are mixed"
                  + " with the complete rows of their group only; carry or drop columns that are"
                  + " often missing",
              survey.guests(),
              survey.plan().rows()));
    }
    return survey;
  }

  /** The plan alone: see {@link #survey}, which reads more. */
  public MixupPlan plan() {
    checkNames();
    return survey(leaves().takenOut(rows), Depth.STRATA).plan();
  }

  /**
   * The synthetic rows as a lazy dataset, without verification. Surveys the rows first.
   *
   * @throws RequestException if the rows cannot be mixed as asked
   */
  public Dataset<Row> dataset() {
    checkNames();
    StructLeaves leaves = leaves();
    Dataset<Row> flat = leaves.takenOut(rows);
    MixupPlan plan = survey(flat, Depth.STRATA).plan();
    return leaves.putBack(Mixing.mix(Pairing.pair(flat, plan), plan));
  }

  /** Writes the synthetic rows into a new folder: see {@link #writeTo(Sink)}. */
  public MixupResult writeTo(String location, FileFormat format) throws IOException {
    return writeTo(Sinks.folder(rows.sparkSession(), OutputRequest.of(location, format)));
  }

  /**
   * Makes synthetic rows, stages them, verifies what was written, and publishes it. Where the sink
   * cannot withhold, rows are visible once they are staged.
   *
   * @return what was done; a verdict that failed is in there
   * @throws RequestException if the rows or the output do not fit the request
   * @throws InputChangedException if the rows changed between survey and mixing, or since the run
   *     that this one goes on from
   * @throws OutputChangedException if a table gives back other rows than were verified
   * @throws IOException if the file system fails
   */
  public MixupResult writeTo(Sink sink) throws IOException {
    Objects.requireNonNull(sink, "sink");
    long start = System.nanoTime();
    checkNames();
    StructLeaves leaves = leaves();
    Dataset<Row> flat = leaves.takenOut(rows);
    checkSink(sink, leaves, flat);
    Depth depth = verify == VerifyMode.OFF ? Depth.STRATA : Depth.MOMENTS;
    Survey survey = survey(flat, depth);
    MixupPlan plan = survey.plan();
    if (verify != VerifyMode.OFF) {
      Blind.refuse(survey);
      Blind.notes(survey).forEach(note -> progress.accept("note: " + note));
    }
    int tasks = Pairing.partitions(rows.sparkSession().sparkContext(), plan);
    SumsRequest sumsRequest = verify == VerifyMode.OFF ? null : SumsRequest.of(survey, tasks);
    SumsAccumulator accumulator = Mixing.accumulator(rows.sparkSession(), plan, sumsRequest);
    Dataset<Row> synthetic =
        leaves.putBack(Mixing.mix(Pairing.pair(flat, plan), plan, sumsRequest, accumulator));

    progress.accept(
        String.format(Locale.ROOT, "pairing, mixing and staging %,d rows", plan.syntheticRows()));
    try (Staged staged = sink.stage(synthetic)) {
      staged.warnings().forEach(warning -> progress.accept("warning: " + warning));
      MixSums sums = accumulator.value();
      checkInput(plan, sums);
      checkRows(plan, sums);
      checkOverflow(plan, sums);
      Optional<Verification> verification =
          verify(
              () -> leaves.takenOut(staged.readBack(synthetic.schema())),
              survey,
              sumsRequest,
              sums);
      boolean passed = verification.map(v -> v.verdict().passed()).orElse(true);
      boolean publish = passed || verify != VerifyMode.WITHHOLD;
      if (publish) {
        progress.accept("publishing");
        staged.publish();
        Optional<Dataset<Row>> copy = staged.copied(synthetic.schema()).map(leaves::takenOut);
        if (verification.isPresent() && copy.isPresent()) {
          checkCopy(copy.get(), survey, sumsRequest, verification.get().output());
        }
      }
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      return new MixupResult(survey, sums, verification, publish, elapsed);
    }
  }

  private Optional<Verification> verify(
      Supplier<Dataset<Row>> written, Survey survey, SumsRequest sumsRequest, MixSums sums) {
    if (verify == VerifyMode.OFF) {
      return Optional.empty();
    }
    progress.accept("verifying what was written");
    return Jobs.describe(
        rows.sparkSession(),
        "spark-mixup: reading back and verifying what was written",
        () -> Optional.of(Verification.of(written.get(), survey, sumsRequest, sums, limits)));
  }

  private void checkCopy(
      Dataset<Row> copy, Survey survey, SumsRequest sumsRequest, Fingerprint verified) {
    progress.accept("comparing what was published");
    Fingerprint found =
        Jobs.describe(
            rows.sparkSession(),
            "spark-mixup: comparing what was published with what was verified",
            () -> Verification.fingerprint(copy, survey, sumsRequest));
    if (!found.equals(verified)) {
      throw new OutputChangedException(
          String.format(
              Locale.ROOT,
              "the output holds other rows than were verified: %,d of them, in place of %,d"
                  + " (fingerprints %s and %s); it pads or changes values, or somebody else writes"
                  + " to it",
              found.count(),
              verified.count(),
              found,
              verified));
    }
  }

  private void checkSink(Sink sink, StructLeaves leaves, Dataset<Row> flat) throws IOException {
    if (verify == VerifyMode.WITHHOLD && !sink.capabilities().contains(Sink.Capability.WITHHOLD)) {
      throw new RequestException(
          "--verify withhold: this output cannot be withheld once it is written; use --verify fail");
    }
    StructType mixed = Mixing.outputSchema(flat.schema(), Survey.roles(flat, request), request);
    // Refuses types by name that Spark would fail on without one, as soon as it makes rows of them.
    RowShape.of(mixed);
    StructType output =
        leaves.putBack(rows.sparkSession().createDataFrame(List.of(), mixed)).schema();
    sink.check(output);
    sink.warnings(output).forEach(warning -> progress.accept("warning: " + warning));
  }

  /** Names that mean something else to the session. */
  private void checkNames() {
    checkVariables();
    checkDistinct(rows.schema(), "");
  }

  /** In SQL text, and some of what is done here is SQL, a session puts values for variables. */
  private void checkVariables() {
    RuntimeConfig settings = rows.sparkSession().conf();
    if (!Boolean.parseBoolean(settings.get("spark.sql.variable.substitute", "true"))) {
      return;
    }
    for (String name : rows.schema().fieldNames()) {
      if (name.contains("${")) {
        throw new RequestException(
            "column '"
                + name
                + "' is a variable to this session: set spark.sql.variable.substitute=false");
      }
    }
  }

  /** Names that are the same to the session: in case, too, where it ignores that. */
  private void checkDistinct(StructType schema, String above) {
    boolean caseSensitive =
        Boolean.parseBoolean(rows.sparkSession().conf().get("spark.sql.caseSensitive", "false"));
    Set<String> names = new HashSet<>();
    Set<String> seen = new HashSet<>();
    for (String name : schema.fieldNames()) {
      if (!names.add(name)) {
        throw new RequestException(
            "two columns are named '" + above + name + "': rename one of them");
      }
      if (!caseSensitive && !seen.add(name.toLowerCase(Locale.ROOT))) {
        throw new RequestException(
            "column '"
                + above
                + name
                + "' differs from another one in case only: set spark.sql.caseSensitive=true");
      }
    }
  }

  private static void checkSame(Fingerprint before, Fingerprint now) {
    if (!now.equals(before)) {
      throw new InputChangedException(
          String.format(
              Locale.ROOT,
              "the input is another than the one that this began from: %,d rows, %,d then"
                  + " (fingerprints %s and %s); nothing was published, give the rows of then, or"
                  + " begin anew in another output",
              now.count(),
              before.count(),
              now,
              before));
    }
  }

  private static void checkInput(MixupPlan plan, MixSums sums) {
    if (!sums.input().equals(plan.input())) {
      throw new InputChangedException(
          String.format(
              Locale.ROOT,
              "the input changed while it was read: %,d rows in the survey, %,d rows when mixing"
                  + " (fingerprints %s and %s); nothing was published, run again on rows that stay"
                  + " the same",
              plan.input().count(),
              sums.input().count(),
              plan.input(),
              sums.input()));
    }
  }

  private static void checkRows(MixupPlan plan, MixSums sums) {
    if (sums.rows() != plan.syntheticRows()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%,d synthetic rows were made in place of %,d: this is an error in the program;"
                  + " nothing was published",
              sums.rows(),
              plan.syntheticRows()));
    }
  }

  private static void checkOverflow(MixupPlan plan, MixSums sums) {
    Map<String, List<String>> overflowed = new LinkedHashMap<>();
    List<String> names = plan.names(Role.MIXED);
    for (int i = 0; i < names.size(); i++) {
      if (sums.overflows()[i] > 0) {
        overflowed
            .computeIfAbsent(
                Mixing.againstOverflow(plan, names.get(i)), advice -> new ArrayList<>())
            .add(String.format(Locale.ROOT, "'%s' (%,d)", names.get(i), sums.overflows()[i]));
      }
    }
    if (!overflowed.isEmpty()) {
      throw new RequestException(
          "mixtures lie beyond the range of the type in column "
              + overflowed.entrySet().stream()
                  .map(same -> String.join(", ", same.getValue()) + ": " + same.getKey())
                  .collect(Collectors.joining("; in column ")));
    }
  }
}
