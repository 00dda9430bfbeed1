package io.sparkmixup.report.html;

import io.sparkmixup.compare.Comparison;
import io.sparkmixup.compare.GroupComparison;
import io.sparkmixup.compare.Verbatim;
import io.sparkmixup.report.GroupView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A comparison, in the words of a page. */
final class ComparisonPage {

  private final Comparison found;
  private final GroupComparison all;
  private final GroupView view;
  private final Map<String, Object> circumstances;
  private final Supplements more;
  private final double tolerance;
  private final double level;

  ComparisonPage(Comparison found, Map<String, Object> circumstances, Supplements more) {
    this.found = found;
    all = found.overall();
    view = GroupView.of(all);
    this.circumstances = circumstances;
    this.more = found.shapes().map(s -> Shapes.of(s, all)).map(s -> s.and(more)).orElse(more);
    tolerance = RunSections.number(circumstances, "tolerance");
    level = RunSections.number(circumstances, "level");
  }

  Page page() {
    List<Page.Section> sections = new ArrayList<>();
    if (!found.verdict().findings().isEmpty()) {
      sections.add(MomentSections.findings(found.verdict(), tolerance, level));
    }
    MomentSections moments = new MomentSections(view, tolerance);
    sections.add(moments.columns(notFollowed()));
    if (moments.hasMatrix()) {
      sections.add(moments.covariance(RunSections.spread(view)));
    }
    RunSections.histograms(more).ifPresent(sections::add);
    SimilaritySection.of(found.similarity()).ifPresent(sections::add);
    sections.addAll(RunSections.tables(more));
    ClassSection.of(
            view,
            found.classes().stream().map(GroupView::of).toList(),
            shares(),
            found.classTotal())
        .ifPresent(sections::add);
    sections.add(copies());
    sections.add(roles());
    sections.add(RunSections.again(circumstances, List.of()));
    return new Page(
        "verify",
        Headline.of(found.verdict(), view, tolerance, "the original rows"),
        facts(),
        sections,
        RunSections.foot(circumstances));
  }

  private String notFollowed() {
    return found.notFollowed() == 0
        ? ""
        : String.format(
            Locale.ROOT, " %,d more components were not followed.", found.notFollowed());
  }

  private List<ClassSection.Share> shares() {
    return found.shares().stream()
        .map(
            s -> {
              double original = (double) s.original() / all.originalRows();
              double synthetic = (double) s.synthetic() / all.syntheticRows();
              return new ClassSection.Share(s.name(), original, original, synthetic);
            })
        .toList();
  }

  private List<Page.Fact> facts() {
    List<Page.Fact> facts = new ArrayList<>();
    facts.add(
        new Page.Fact(
            "Rows",
            RunSections.count(all.originalRows())
                + " and "
                + RunSections.count(all.syntheticRows()),
            "original and synthetic"));
    found
        .verbatim()
        .ifPresent(
            v ->
                facts.add(
                    new Page.Fact(
                        "Verbatim rows",
                        RunSections.percent(found.verbatimShare()),
                        RunSections.count(v.rows())
                            + " rows; up to "
                            + RunSections.percent(RunSections.number(circumstances, "maxVerbatim"))
                            + " may be")));
    Headline.nearest(found.verdict(), level).ifPresent(facts::add);
    if (found.classTotal() > 0) {
      facts.add(
          new Page.Fact(
              "Classes",
              RunSections.count(found.classTotal()),
              RunSections.count(found.comparedClasses()) + " compared one by one"));
    }
    return facts;
  }

  private Page.Section copies() {
    List<Page.Block> blocks = new ArrayList<>();
    blocks.add(
        new Page.Prose(
            found
                .verbatim()
                .map(this::copies)
                .orElse("The original rows are not at hand to look.")));
    blocks.add(new Page.Prose(RunSections.NO_PRIVACY));
    return new Page.Section("copies", "Verbatim rows", blocks);
  }

  private String copies(Verbatim verbatim) {
    return String.format(
        Locale.ROOT,
        "%,d of %,d synthetic rows (%s) equal an original row in all %d %s mixed columns, %,d of them one"
            + " that occurs once; %,d original rows equal another one.",
        verbatim.rows(),
        all.syntheticRows(),
        RunSections.percent(found.verbatimShare()),
        verbatim.columns().size(),
        verbatim.continuous() ? "continuous" : "(none is continuous)",
        verbatim.ofSingles(),
        verbatim.repeatedOriginals());
  }

  private Page.Section roles() {
    List<Page.Block> blocks = new ArrayList<>();
    found.notes().forEach(note -> blocks.add(new Page.Prose(note)));
    found.notTested().forEach(what -> blocks.add(new Page.Prose("Not tested: " + what)));
    blocks.add(
        new Page.Table(
            "Columns and their roles",
            List.of(Page.name("Column"), Page.words("Role"), Page.words("Type"), Page.words("Why")),
            RunSections.roles(found.roles().columns())));
    return new Page.Section("plan", "What was compared", blocks);
  }
}
