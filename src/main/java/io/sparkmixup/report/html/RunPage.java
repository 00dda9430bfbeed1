package io.sparkmixup.report.html;

import io.sparkmixup.MixupResult;
import io.sparkmixup.law.Law;
import io.sparkmixup.law.LawCosts;
import io.sparkmixup.mixing.MixSums;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.Weighting;
import io.sparkmixup.report.GroupView;
import io.sparkmixup.report.Printable;
import io.sparkmixup.report.RunReport;
import io.sparkmixup.verify.GroupMoments;
import io.sparkmixup.verify.Verdict;
import io.sparkmixup.verify.Verification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A run, in the words of a page. */
final class RunPage {

  private final MixupResult result;
  private final MixupPlan plan;
  private final MixSums sums;
  private final Map<String, Object> circumstances;
  private final Supplements more;
  private final double tolerance;

  RunPage(MixupResult result, Map<String, Object> circumstances, Supplements more) {
    this.result = result;
    plan = result.plan();
    sums = result.sums();
    this.circumstances = circumstances;
    this.more = result.verification().map(Shapes::of).map(s -> s.and(more)).orElse(more);
    tolerance = RunSections.number(circumstances, "tolerance");
  }

  Page page() {
    List<Page.Section> sections = new ArrayList<>();
    result.verification().ifPresent(v -> moments(v, sections));
    RunSections.histograms(more).ifPresent(sections::add);
    sections.addAll(RunSections.tables(more));
    result.verification().flatMap(this::classes).ifPresent(sections::add);
    sections.add(new RuleSection(result).section());
    sections.add(copies());
    sections.add(plan());
    sections.add(RunSections.again(circumstances, fingerprints()));
    return new Page("synthesize", banner(), facts(), sections, RunSections.foot(circumstances));
  }

  private Page.Banner banner() {
    return result
        .verification()
        .map(
            v ->
                Headline.of(
                    v.verdict(),
                    GroupView.of(v.overall()),
                    tolerance,
                    Weighting.originals(result.plan())))
        .orElseGet(
            () ->
                new Page.Banner(
                    Page.Outcome.NOT_VERIFIED,
                    "Nobody has looked at what was written.",
                    "The run was asked not to (--verify off).",
                    Optional.empty()));
  }

  private List<Page.Fact> facts() {
    List<Page.Fact> facts = new ArrayList<>();
    facts.add(
        new Page.Fact(
            "Rows",
            RunSections.count(plan.rows()) + " → " + RunSections.count(plan.writtenRows()),
            RunSections.count(plan.syntheticRows()) + " of them synthetic"));
    facts.add(
        new Page.Fact(
            "Verbatim rows",
            RunSections.percent(result.verbatimShare()),
            RunSections.count(sums.verbatim())
                + " rows; up to "
                + RunSections.percent(plan.request().maxVerbatim())
                + " may be"));
    result.verdict().flatMap(v -> Headline.nearest(v, Verification.LEVEL)).ifPresent(facts::add);
    if (result.survey().classTotal() > 0) {
      facts.add(
          new Page.Fact(
              "Classes",
              RunSections.count(result.survey().classTotal()),
              plan.classLabel().map(l -> "of " + Printable.cut(l, 40)).orElse("")));
    }
    facts.add(
        new Page.Fact(
            "Output",
            result.published() ? "published" : "withheld",
            String.format(Locale.ROOT, "after %.1f s", result.elapsed().toMillis() / 1000.0)));
    return facts;
  }

  private void moments(Verification found, List<Page.Section> sections) {
    Verdict verdict = found.verdict();
    MomentSections all = new MomentSections(GroupView.of(found.overall()), tolerance);
    if (!verdict.findings().isEmpty()) {
      sections.add(MomentSections.findings(verdict, tolerance, found.level()));
    }
    String about =
        Weighting.of(plan).map(often -> " Each original row counts " + often + ".").orElse("");
    GroupMoments overall = found.overall();
    sections.add(all.columns(about + notFollowed(overall.notFollowed())));
    if (all.hasMatrix()) {
      sections.add(all.covariance(about + RunSections.spread(GroupView.of(overall))));
    }
  }

  private static String notFollowed(long components) {
    return components == 0
        ? ""
        : String.format(Locale.ROOT, " %,d more are mixed, but were not followed.", components);
  }

  private Optional<Page.Section> classes(Verification found) {
    return ClassSection.of(
        GroupView.of(found.overall()),
        found.classes().stream().map(GroupView::of).toList(),
        found.shares().stream()
            .map(s -> new ClassSection.Share(s.name(), s.original(), s.predicted(), s.synthetic()))
            .toList(),
        result.survey().classTotal());
  }

  private Page.Section copies() {
    return new Page.Section(
        "copies",
        "Verbatim rows",
        List.of(
            new Page.Prose(
                String.format(
                    Locale.ROOT,
                    "%,d of %,d synthetic rows (%s) equal a parent in all mixed columns, before rounding:"
                        + " %,d of them had no partner. %,d rows met a partner that equals them, and"
                        + " do not count.",
                    sums.verbatim(),
                    sums.rows(),
                    RunSections.percent(result.verbatimShare()),
                    sums.lone(),
                    sums.twins())),
            new Page.Prose(RunSections.NO_PRIVACY)));
  }

  private Page.Section plan() {
    Map<String, Object> settings = new LinkedHashMap<>(RunReport.plan(result.survey()));
    // They have tables of their own, or are too long to be read.
    List.of("law", "columns", "schema").forEach(settings::remove);
    return new Page.Section(
        "plan",
        "The plan",
        List.of(
            law(),
            new Page.Table(
                "Columns and their roles",
                List.of(
                    Page.name("Column"), Page.words("Role"), Page.words("Type"), Page.words("Why")),
                RunSections.roles(plan.roles().columns())),
            RunSections.settings("Settings, by their names in report.json", settings)));
  }

  private Page.Table law() {
    Law law = plan.law();
    LawCosts costs = law.costs();
    return new Page.Table(
        "The law of the weight, and what it does to moments",
        List.of(Page.words("Of the law"), Page.words("Value")),
        List.of(
            List.of("law", law.toString()),
            List.of(
                "weights", String.format(Locale.ROOT, "%.4g to %.4g", law.lower(), law.upper())),
            List.of("partner weight, on average", Printable.number(law.partnerWeight())),
            List.of("covariances are multiplied by", Printable.number(costs.covarianceFactor())),
            List.of("third moments are multiplied by", Printable.number(costs.thirdMomentFactor())),
            List.of(
                "a fourth moment becomes",
                Printable.number(costs.fourthMomentFactor())
                    + " of it + "
                    + Printable.number(costs.fourthMomentSigma4())
                    + " σ⁴"),
            List.of("weights outside [0, 1]", RunSections.percent(costs.outsideUnitInterval()))));
  }

  private List<List<String>> fingerprints() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("original", plan.input().toString()));
    result.verification().ifPresent(v -> rows.add(List.of("written", v.output().toString())));
    return rows;
  }
}
