package io.sparkmixup.compare;

import io.sparkmixup.RequestException;
import io.sparkmixup.io.Jobs;
import io.sparkmixup.mixing.SumsRequest;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.similarity.Similarity;
import io.sparkmixup.survey.Blind;
import io.sparkmixup.survey.Survey;
import io.sparkmixup.verify.Findings;
import io.sparkmixup.verify.Verdict;
import io.sparkmixup.verify.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Compares two datasets whose rows are taken for independent samples, whatever made the second:
 * means, covariances and class shares, over all rows and within classes, and rows that are copies.
 * Nothing is known of parents; see {@link Contrast} for the standard errors.
 *
 * <p>Effects are relative for the mean variance ratio, in standard deviations of the original for a
 * mean, in units of the two standard deviations' product for a covariance, and absolute for a
 * share. A verdict fails on an effect that is both significant and larger than the tolerance, or on
 * too many verbatim rows.
 *
 * @param roles of the original's columns
 * @param overall the moments over all rows
 * @param trace the trace ratio; absent where the original's covariance is singular, is not known
 *     whole, or where rows are few
 * @param shapes third and fourth moments and histograms; absent where the original is not at hand
 * @param classes the moments of the classes that are followed one by one
 * @param shares of the most frequent classes, and of all others together
 * @param classTotal how many classes the original has
 * @param notFollowed how many components of mixed columns are beyond the limit
 * @param verbatim absent where the original is not at hand
 * @param similarity of columns and pairs, which decides nothing
 * @param notes what is not compared, a line each
 * @param notTested which tests were not possible and why, a line each
 * @param verdict on all of it
 */
public record Comparison(
    ColumnRoles roles,
    GroupComparison overall,
    Optional<TraceComparison> trace,
    Optional<ColumnShapes> shapes,
    List<GroupComparison> classes,
    List<ClassShare> shares,
    long classTotal,
    long notFollowed,
    Optional<Verbatim> verbatim,
    Similarity similarity,
    List<String> notes,
    List<String> notTested,
    Verdict verdict) {

  /** So many of the classes that are too few to be tested are named. */
  private static final int NAMED = 5;

  /** The rows of a class, in the original and among the synthetic rows. */
  public record ClassShare(String name, long original, long synthetic) {}

  /**
   * Compares synthetic rows with original ones. The original is read three times: for roles, means
   * and classes, for what is about those means, and for verbatim rows; the synthetic rows twice;
   * and both two to four times more for {@link Similarity}.
   *
   * @param progress receives a line as each phase begins
   * @throws RequestException if either has no rows, or columns do not fit
   */
  public static Comparison of(
      Dataset<Row> original,
      Dataset<Row> synthetic,
      ComparisonRequest request,
      Consumer<String> progress) {
    SparkSession spark = original.sparkSession();
    // Refuses columns that do not fit before any row is read.
    ColumnRoles asked = ColumnRoles.of(original.schema(), request.survey());
    new Columns(original.schema(), asked).of(synthetic);
    requireRows(original, "original");
    progress.accept("surveying the original");
    Survey survey =
        Jobs.describe(
            spark,
            "spark-mixup: surveying the original",
            () -> Survey.of(original, request.survey()));
    Blind.refuse(survey);
    Columns columns = new Columns(original.schema(), survey.plan().roles());
    ColumnRoles roles = columns.plain();
    Dataset<Row> before = columns.of(original);
    Dataset<Row> after = columns.of(synthetic);
    SumsRequest sums = SumsRequest.of(survey, tasks(before, after));
    long[] counted = survey.classes().stream().mapToLong(Survey.ClassSize::high).toArray();
    progress.accept("summing the original");
    SampleScan a =
        Jobs.describe(
            spark,
            "spark-mixup: summing the original",
            () -> SampleScan.ofOriginal(before, roles, sums, counted, survey.plan().rows()));
    SampleScan b = synthetic(after, roles, sums, counted, progress);
    progress.accept("looking for verbatim rows");
    Verbatim verbatim =
        Jobs.describe(
            spark,
            "spark-mixup: looking for verbatim rows",
            () -> Verbatim.of(before, after, roles));
    progress.accept("comparing columns and pairs");
    Similarity similarity =
        Similarity.of(before, after, survey.plan().roles(), a.all.rows(), b.all.rows());

    Scale scale = Scale.of(sums);
    List<GroupComparison> classes = new ArrayList<>();
    for (int g = 0; g < sums.groups().classes(); g++) {
      classes.add(
          new GroupComparison(
              survey.classes().get(g).name(),
              false,
              scale,
              sums.groups().centre(g, sums.dimensions()),
              a.group(g, sums),
              b.group(g, sums)));
    }
    ClassShares shares = shares(survey, before, after, roles, a, b);
    GroupComparison all = overall(sums, a.all, b.all);
    return judged(
        new Comparison(
            survey.plan().roles(),
            all,
            TraceComparison.of(sums.trace(), a.trace.sums(), b.trace.sums()),
            Optional.of(new ColumnShapes(a.marginals, b.marginals)),
            List.copyOf(classes),
            shares.shown(),
            survey.classTotal(),
            sums.dimensions().notFollowed(),
            Optional.of(verbatim),
            similarity,
            notes(columns.notes(synthetic.schema()), survey),
            notTested(all, classes),
            null),
        shares,
        request);
  }

  private static List<String> notTested(GroupComparison all, List<GroupComparison> classes) {
    List<String> few =
        classes.stream().filter(c -> c.tooFew().isPresent()).map(GroupComparison::name).toList();
    List<String> lines = new ArrayList<>(all.notTested());
    if (!few.isEmpty() && all.tooFew().isEmpty()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "moments within classes that have fewer than %d rows on a side: %s",
              GroupComparison.LEAST_VALUES,
              few.size() <= NAMED
                  ? String.join(", ", few)
                  : String.join(", ", few.subList(0, NAMED))
                      + String.format(Locale.ROOT, " and %,d more", few.size() - NAMED)));
    }
    return lines;
  }

  private static ClassShares shares(
      Survey survey,
      Dataset<Row> before,
      Dataset<Row> after,
      ColumnRoles roles,
      SampleScan a,
      SampleScan b) {
    List<ClassShare> listed =
        survey.classes().stream()
            .map(c -> new ClassShare(c.name(), c.rows(), b.classes.get(c.high())))
            .toList();
    ClassCounts all =
        survey.classTotal() > listed.size()
            ? ClassCounts.of(before, after, roles)
            : ClassCounts.of(survey.classes(), after, roles);
    return new ClassShares(listed, a.all.rows(), b.all.rows(), all);
  }

  private static List<String> notes(List<String> columns, Survey survey) {
    return Stream.concat(columns.stream(), Blind.notes(survey).stream()).toList();
  }

  /**
   * Compares synthetic rows with an original of which a profile is stored, by the tests that this
   * allows; the synthetic rows are read three times.
   *
   * @param request of which the roles do not count: they are stored too
   * @throws RequestException if either has no rows, or columns do not fit
   */
  public static Comparison of(
      StoredOriginal original,
      Dataset<Row> synthetic,
      ComparisonRequest request,
      Consumer<String> progress) {
    return StoredComparison.of(original, synthetic, request, progress);
  }

  static GroupComparison overall(SumsRequest sums, Sample original, Sample synthetic) {
    return new GroupComparison(
        "all rows", true, Scale.of(sums), sums.dimensions().centres(), original, synthetic);
  }

  /** Scans the synthetic rows. */
  static SampleScan synthetic(
      Dataset<Row> rows,
      ColumnRoles roles,
      SumsRequest sums,
      long[] counted,
      Consumer<String> progress) {
    progress.accept("summing the synthetic rows");
    SampleScan scan =
        Jobs.describe(
            rows.sparkSession(),
            "spark-mixup: summing the synthetic rows",
            () -> SampleScan.ofSynthetic(rows, roles, sums, counted));
    if (scan.all.rows() == 0) {
      throw noRows("synthetic");
    }
    return scan;
  }

  private static void requireRows(Dataset<Row> rows, String side) {
    if (rows.isEmpty()) {
      throw noRows(side);
    }
  }

  private static RequestException noRows(String side) {
    return new RequestException("--" + side + ": has no rows; there is nothing to compare");
  }

  /** They share what the driver can take. */
  private static int tasks(Dataset<Row> before, Dataset<Row> after) {
    return Math.max(
        1, Math.max(before.javaRDD().getNumPartitions(), after.javaRDD().getNumPartitions()));
  }

  /** How many classes have rows enough for the moments within them to be compared. */
  public long comparedClasses() {
    return classes.stream().filter(c -> c.tooFew().isEmpty()).count();
  }

  /** The share of synthetic rows that equal an original; 0 where that is not known. */
  public double verbatimShare() {
    return verbatim.map(v -> v.share(overall)).orElse(0.0);
  }

  /** The same with its verdict. */
  static Comparison judged(Comparison found, ClassShares shares, ComparisonRequest request) {
    Findings findings = new Findings(request.limits().tolerance(), request.limits().level());
    GroupComparison all = found.overall;
    all.scaleFindings().forEach(findings::add);
    found.trace.map(TraceComparison::finding).ifPresent(findings::add);
    findings.addWorst("covariance", all::covarianceFindings);
    findings.addWorst("mean", all::meanFindings);
    findings.addWorst(Findings.HELD, all::heldFindings);
    findings.addWorst(
        "scale of a class", w -> found.classes.forEach(c -> c.scaleFindings().forEach(w)));
    findings.addWorst(
        "covariance within a class", w -> found.classes.forEach(c -> c.covarianceFindings(w)));
    findings.addWorst("mean of a class", w -> found.classes.forEach(c -> c.meanFindings(w)));
    findings.addWorst(Findings.SHARE, shares::findings);
    shares.together().ifPresent(findings::add);
    return new Comparison(
        found.roles,
        all,
        found.trace,
        found.shapes,
        found.classes,
        found.shares,
        found.classTotal,
        found.notFollowed,
        found.verbatim,
        found.similarity,
        found.notes,
        found.notTested,
        verdict(found, findings, request));
  }

  private static Verdict verdict(Comparison found, Findings findings, ComparisonRequest request) {
    return found
        .verbatim
        .flatMap(v -> v.tooMany(found.overall, request))
        .map(
            copies ->
                findings.failing(
                    copies.sentence(request.maxVerbatim()), copies.deciding(request.maxVerbatim())))
        .orElseGet(
            () ->
                findings.verdict(
                    found.overall.tooFew().map(Wording::tooFew).orElse(Wording.COMPARED)));
  }
}
