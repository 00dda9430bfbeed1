package io.sparkmixup.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.Mixup;
import io.sparkmixup.MixupResult;
import io.sparkmixup.compare.Comparison;
import io.sparkmixup.io.FileFormat;
import io.sparkmixup.law.Beta;
import io.sparkmixup.law.Law;
import io.sparkmixup.law.Uniform;
import io.sparkmixup.plan.Balance;
import io.sparkmixup.report.Printable;
import io.sparkmixup.testing.LocalSpark;
import io.sparkmixup.verify.VerifyMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** The page that people look at. With -Dreport.samples=DIR it keeps the pages to be looked at. */
class HtmlReportTest {

  private static final List<String> CLASSES = List.of("a", "</table>", "\u202eb");
  private static final String LABEL = "kind <b>";

  @TempDir static Path folder;

  private static Dataset<Row> rows;
  private static MixupResult made;
  private static String run;
  private static String comparison;

  @BeforeAll
  static void make() throws IOException {
    rows = SamplePages.rows(SamplePages.HOSTILE, LABEL, 300, CLASSES).cache();
    made = SamplePages.made(rows, LABEL, folder.resolve("out"));
    Supplements more =
        new Supplements(
            List.of(
                SamplePages.histogram(SamplePages.HOSTILE.get(0), 0.2),
                SamplePages.histogram("y", 0)),
            List.of(
                new Supplements.TitledTable(
                    "Similarity <i>",
                    "How it is read.",
                    List.of("Column", "KS complement"),
                    List.of(List.of("<u>", "0.98")))));
    run = HtmlReport.of(made, SamplePages.circumstances("synthesize", "--sql", "a <b> 'c'"), more);
    Dataset<Row> synthetic = LocalSpark.session().read().parquet(folder.resolve("out").toString());
    Comparison found = SamplePages.compared(rows, synthetic, LABEL);
    comparison = HtmlReport.of(found, SamplePages.circumstances("verify"), Supplements.none());
    keep("hostile", run);
    keep("hostile-verify", comparison);
  }

  private static void keep(String name, String html) throws IOException {
    String samples = System.getProperty("report.samples");
    if (samples != null) {
      Files.writeString(Path.of(samples, name + ".html"), html);
    }
  }

  private static List<Document> both() throws Exception {
    return List.of(new Document(run), new Document(comparison));
  }

  @Test
  void namesFromDataAreTextAndNothingElse() throws Exception {
    for (Document page : both()) {
      assertThat(page.all("script")).hasSize(1);
      assertThat(page.all("img")).isEmpty();
      assertThat(page.all("i")).isEmpty();
      assertThat(page.attributes()).noneMatch(a -> a.startsWith("on"));
      assertThat(page.texts("bdi"))
          .contains(
              "<script>alert(1)</script>",
              "\"onload='alert(2)' x=\"",
              "</title></style></svg><img src=x onerror=alert(3)>",
              "right[U+202E]to left[U+202C]",
              "line[U+000A]break[U+0009]and[U+0007]bell[U+009B]2J",
              "&amp;&lt;",
              "</table>",
              "[U+202E]b");
      String cut = SamplePages.HOSTILE.get(7).substring(0, 59) + "…";
      assertThat(page.texts("bdi")).contains(cut);
      assertThat(page.values("title")).contains(SamplePages.HOSTILE.get(7));
    }
    assertThat(run + comparison).doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u202e]");
  }

  /** The policy allows the page's own style and script, by their hashes, and nothing else. */
  @Test
  void nothingIsLoadedAndNoOtherScriptCouldRun() throws Exception {
    for (String html : List.of(run, comparison)) {
      Document page = new Document(html);
      String policy =
          page.all("meta").stream()
              .filter(m -> m.getAttribute("http-equiv").equals("Content-Security-Policy"))
              .map(m -> m.getAttribute("content"))
              .findFirst()
              .orElseThrow();
      assertThat(policy)
          .isEqualTo(
              "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src '%s';"
                      .formatted(hash(page.between("<style>", "</style>")))
                  + " script-src '%s'".formatted(hash(page.between("<script>", "</script>"))));
      assertThat(html).doesNotContain("://", "url(", "@import");
      assertThat(page.attributes()).doesNotContain("src", "srcset", "xlink:href", "action");
      assertThat(page.values("href")).allMatch(h -> h.startsWith("#") || h.startsWith("data:"));
      assertThat(page.values("style")).isEmpty();
    }
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  @Test
  void readersWithoutEyesOrPointersGetEverything() throws Exception {
    for (Document page : both()) {
      assertThat(page.all("html").get(0).getAttribute("lang")).isEqualTo("en");
      for (String landmark : List.of("header", "nav", "main", "footer", "h1", "title")) {
        assertThat(page.all(landmark)).as(landmark).isNotEmpty();
      }
      assertThat(page.all("h1")).hasSize(1);
      assertThat(page.all("h2")).hasSameSizeAs(page.all("section"));
      assertThat(page.values("id")).doesNotHaveDuplicates();
      List<String> ids = page.values("id");
      assertThat(page.values("aria-labelledby"))
          .allSatisfy(refs -> assertThat(ids).contains(refs.split(" ")));
      assertThat(page.values("href"))
          .filteredOn(h -> h.startsWith("#"))
          .allSatisfy(h -> assertThat(ids).contains(h.substring(1)));
      assertThat(page.all("svg"))
          .isNotEmpty()
          .allSatisfy(
              svg -> {
                assertThat(svg.getAttribute("role")).isEqualTo("img");
                assertThat(svg.hasAttribute("aria-label") || svg.hasAttribute("aria-labelledby"))
                    .isTrue();
              });
      assertThat(page.all("table"))
          .allSatisfy(t -> assertThat(t.getElementsByTagName("caption").getLength()).isOne());
      assertThat(page.all("th")).allMatch(th -> th.hasAttribute("scope"));
      // Tab stops: one for each picture of a matrix and each table, not for each cell.
      assertThat(page.values("tabindex").size())
          .isEqualTo(1 + 3 + page.all("table").size() + page.all("pre").size());
    }
  }

  @Test
  void theVerdictComesFirstWithTheNumberThatDecided() throws Exception {
    Document page = new Document(run);
    assertThat(page.texts("title")).first().isEqualTo("Passed – spark-mixup synthesize");
    assertThat(page.texts("h1"))
        .containsExactly("The synthetic rows keep the means and covariances of the original rows.");
    double observed = made.verification().orElseThrow().overall().observedScale();
    assertThat(page.texts("strong")).containsExactly("%.4f".formatted(observed));
    assertThat(page.texts("h2"))
        .containsExactly(
            "What was tested",
            "Means and variances",
            "Covariances",
            "Distributions",
            "Third and fourth moments",
            "Similarity <i>",
            "Classes",
            "What every rule cost",
            "Verbatim rows",
            "The plan",
            "To do it again");
    assertThat(page.texts("code"))
        .containsExactly("spark-mixup synthesize --sql 'a <b> '\\''c'\\'''");
    assertThat(page.texts("p")).anyMatch(p -> p.startsWith("This is no privacy tool"));
    assertThat(page.texts("td"))
        .contains(
            made.plan().input().toString(), made.verification().orElseThrow().output().toString());
  }

  /** Moments over all rows are then others than those of the original rows. */
  @Test
  void howOftenEachOriginalRowCountsIsSaid() throws Exception {
    String kept = "The synthetic rows keep the means and covariances of the original rows";
    Dataset<Row> some = rows.limit(250);
    assertThat(headline(Mixup.of(some).ratio(1.5)))
        .isEqualTo(kept + ", each counted as often as it was used.");
    assertThat(headline(Mixup.of(some).balance(Balance.MAX)))
        .isEqualTo(
            kept
                + ", each counted as often as it was used, so that classes are equally large"
                + " (--balance).");
    assertThat(headline(Mixup.of(some).balance(Balance.to(200)).keepOriginals()))
        .isEqualTo(
            kept
                + ", each counted as often as it was used, so that classes are equally large with the"
                + " originals (--balance).");
    assertThat(headline(Mixup.of(some).ratio(2))).isEqualTo(kept + ".");
  }

  private static String headline(Mixup mixup) throws Exception {
    Path out = Files.createTempDirectory(folder, "headline").resolve("out");
    MixupResult result = mixup.label(LABEL).seed(1).writeTo(out.toString(), FileFormat.PARQUET);
    Document page =
        new Document(
            HtmlReport.of(result, SamplePages.circumstances("synthesize"), Supplements.none()));
    return page.texts("h1").get(0);
  }

  /** Also where what is lost is less than the sampling error of so few rows. */
  @Test
  void aLawThatShrinksPassesAndIsNotSaidToKeepAnything() throws Exception {
    for (Law law : List.of(Uniform.of(), Beta.of(0.1, 0.1))) {
      String out = folder.resolve("shrunk-" + law.getClass().getSimpleName()).toString();
      MixupResult shrunk =
          Mixup.of(rows).label(LABEL).law(law).maxVerbatim(1).writeTo(out, FileFormat.PARQUET);
      Document page =
          new Document(
              HtmlReport.of(shrunk, SamplePages.circumstances("synthesize"), Supplements.none()));
      assertThat(shrunk.verdict().orElseThrow().passed()).isTrue();
      assertThat(page.texts("h1"))
          .singleElement()
          .asString()
          .matches(
              "The synthetic rows are what was predicted, but their variances are [\\d.]+ % smaller"
                  + " than the original's, in the mean over columns\\.");
    }
  }

  @Test
  void whatCouldNotBeTestedIsNotSaidToBeKept() throws Exception {
    Dataset<Row> synthetic = LocalSpark.session().read().parquet(folder.resolve("out").toString());
    Comparison few = SamplePages.compared(rows.limit(29), synthetic, LABEL);
    assertThat(few.verdict().passed()).as(few.verdict().sentence()).isTrue();
    Document page =
        new Document(HtmlReport.of(few, SamplePages.circumstances("verify"), Supplements.none()));
    assertThat(page.texts("h1"))
        .containsExactly(
            "Nothing that could be tested failed, but means and covariances could not be tested.");
  }

  @Test
  void copiesAndDifferencesFailInPlainWords() throws Exception {
    Comparison copy = SamplePages.compared(rows, rows, LABEL);
    Document page =
        new Document(HtmlReport.of(copy, SamplePages.circumstances("verify"), Supplements.none()));
    assertThat(page.texts("title")).first().isEqualTo("Failed – spark-mixup verify");
    assertThat(page.texts("h1"))
        .containsExactly("Too many of the synthetic rows are equal to original rows.");
    assertThat(page.texts("strong")).containsExactly("100 %");

    String name = SamplePages.HOSTILE.get(0);
    Dataset<Row> moved = rows.withColumn(name, rows.col("`" + name + "`").plus(3));
    page =
        new Document(
            HtmlReport.of(
                SamplePages.compared(rows, moved, LABEL),
                SamplePages.circumstances("verify"),
                Supplements.none()));
    assertThat(page.texts("h1"))
        .allMatch(
            h ->
                h.matches(
                    "(A mean|A covariance|The variance) .*is not what it should be: .*alert.*\\."));
    assertThat(page.values("class")).contains("dot apart");
  }

  @Test
  void everyColumnHasItsDistributionAndWhatElseIsGivenComesAfterIt() throws Exception {
    List<String> names = new ArrayList<>();
    SamplePages.HOSTILE.forEach(name -> names.add(Printable.of(name)));
    names.addAll(List.of(SamplePages.HOSTILE.get(0), "y"));
    assertThat(new Document(run).values("data-find")).isEqualTo(names);
    assertThat(new Document(comparison).values("data-find"))
        .isEqualTo(names.subList(0, SamplePages.HOSTILE.size()));
    assertThat(new Document(comparison).texts("h2"))
        .containsSubsequence("Distributions", "Third and fourth moments");
  }

  @Test
  void withoutVerificationItSaysSo() throws Exception {
    MixupResult unseen =
        Mixup.of(rows)
            .label(LABEL)
            .verify(VerifyMode.OFF)
            .writeTo(folder.resolve("unseen").toString(), FileFormat.PARQUET);
    Document page =
        new Document(
            HtmlReport.of(unseen, SamplePages.circumstances("synthesize"), Supplements.none()));
    assertThat(page.texts("title")).first().isEqualTo("Not verified – spark-mixup synthesize");
    assertThat(page.all("svg")).isEmpty();
    assertThat(page.texts("h2")).first().isEqualTo("What every rule cost");
  }

  /** A thousand columns, covariances among two hundred of them, histograms of all. */
  @Test
  void manyColumnsStaySmall() throws Exception {
    List<String> columns = IntStream.range(0, 1000).mapToObj(k -> "measurement_" + k).toList();
    Dataset<Row> wide = SamplePages.rows(columns, "kind", 60, List.of("a", "b"));
    MixupResult result = SamplePages.made(wide, "kind", folder.resolve("wide"));
    String html =
        HtmlReport.of(result, SamplePages.circumstances("synthesize"), Supplements.none());
    keep("wide", html);
    assertThat(html.getBytes(StandardCharsets.UTF_8).length).isBetween(300_000, 2_000_000);
    Document page = new Document(html);
    assertThat(page.texts("bdi")).contains("measurement_0", "measurement_999");
    assertThat(page.all("image")).hasSize(6);
    assertThat(page.values("data-find")).hasSize(60);
    assertThat(page.texts("p"))
        .anyMatch(p -> p.contains("200 of 1,000 columns, at even distances"));
  }

  @Test
  void everyNumberOfTheColumnsIsTheResultsOwn() throws Exception {
    Document page = new Document(comparison);
    Element table =
        page.all("table").stream()
            .filter(t -> t.getTextContent().startsWith("Means and variances of mixed columns"))
            .findFirst()
            .orElseThrow();
    Stream<String> cells = new DocumentCells(table).row(1);
    Comparison found =
        SamplePages.compared(
            rows, LocalSpark.session().read().parquet(folder.resolve("out").toString()), LABEL);
    assertThat(cells)
        .contains(
            Printable.number(found.overall().originalMean(0)),
            Printable.number(found.overall().syntheticMean(0)),
            Printable.number(found.overall().originalVariance(0)),
            Printable.number(found.overall().syntheticVariance(0)));
  }

  /** The cells of a table. */
  private record DocumentCells(Element table) {

    Stream<String> row(int number) {
      Element row = (Element) table.getElementsByTagName("tr").item(number);
      return IntStream.range(0, row.getChildNodes().getLength())
          .mapToObj(i -> row.getChildNodes().item(i).getTextContent());
    }
  }
}
