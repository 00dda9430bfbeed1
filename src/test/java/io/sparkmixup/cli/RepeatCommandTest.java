package io.sparkmixup.cli;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.repeat.Drift;
import io.sparkmixup.repeat.DriftPlot;
import io.sparkmixup.repeat.DriftRecord;
import io.sparkmixup.repeat.Round;
import io.sparkmixup.testing.Bits;
import io.sparkmixup.testing.LocalSpark;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The command {@code repeat}: what becomes of moments, round by round, against the theory. */
class RepeatCommandTest {

  private static final SparkSession SPARK = LocalSpark.session();
  private static final int ROWS = 2000;

  @TempDir private Path folder;

  /** Sums of uniform numbers, correlated, with an id. */
  @BeforeEach
  void write() {
    SPARK
        .range(0, ROWS, 1, 2)
        .selectExpr(
            "concat('row-', id) as key",
            "pmod(xxhash64(id), 100003) / 100003D as u",
            "pmod(xxhash64(id, 1), 100003) / 100003D as v",
            "pmod(xxhash64(id, 2), 100003) / 100003D as w")
        .selectExpr("key", "u + v as x", "v + w as `y.z`", "concat('c', round(u)) as c")
        .write()
        .parquet(folder.resolve("in").toString());
  }

  private CommandRun repeat(String output, String... options) {
    List<String> args = new ArrayList<>(List.of("repeat", "--input"));
    args.add(folder.resolve("in").toString());
    args.addAll(List.of("--output", folder.resolve(output).toString(), "--id-columns", "key"));
    args.addAll(Arrays.asList(options));
    return CommandRun.onSpark(args.toArray(String[]::new));
  }

  private List<Drift> drifts(String output) throws Exception {
    return DriftRecord.fromJson(Files.readString(folder.resolve(output).resolve("repeat.json")))
        .drifts();
  }

  private List<Row> rows(String output, String round) {
    return SPARK.read().parquet(folder.resolve(output).resolve(round).toString()).collectAsList();
  }

  /**
   * Uniform weights keep 1 - 2q - 2q / (n - 1) of every covariance, q = 1/6; the preserving law all
   * of it. Kurtosis: see {@link #kurtosis}. Within five standard errors, of seeds that are fixed.
   */
  @Test
  void roundsDoWhatTheLawSays() throws Exception {
    CommandRun run =
        repeat(
            "out", "--rounds", "4", "--within", "none", "--compare", "uniform,beta=0.1", "--keep");
    assertThat(run.code()).as(run.err() + run.out()).isEqualTo(ExitCodes.DONE);
    assertThat(run.err()).contains("round 4 of 4\n", "round 4 of 4, Uniform(0, 1)\n");
    List<Drift> drifts = drifts("out");
    assertThat(drifts).extracting(d -> d.rounds().size()).containsExactly(4, 4, 4);

    double[] factors = {1, 2.0 / 3, 1 - 0.1 / 1.2};
    for (int d = 0; d < factors.length; d++) {
      double q = (1 - factors[d]) / 2;
      double factor = factors[d] - 2 * q / (ROWS - 1);
      for (Round round : drifts.get(d).rounds()) {
        double predicted = Math.pow(factor, round.number());
        // The prediction knows who was paired with whom: that adds 2q times their correlation.
        double pairs = 5 * 2 * q / Math.sqrt(ROWS) * round.number();
        assertThat(round.predicted()).isCloseTo(predicted, within(1e-6 + pairs));
        assertThat(Math.abs(round.ratio() - round.predicted())).isLessThan(5 * round.error());
        assertThat(round.error()).isBetween(1e-4, 0.05);
        // Many of the weights of Beta(0.1, 0.1) are 0 or 1 in doubles.
        assertThat(round.verbatim() == 0).isEqualTo(d < 2);
        assertThat(round.passed()).isEqualTo(d < 2);
      }
    }
    assertThat(drifts.get(1).rounds().get(3).high()).as("far from 1").isLessThan(0.3);

    double before = drifts.get(1).kurtosis();
    assertThat(before).as("of a sum of two uniform numbers").isCloseTo(2.4, within(0.1));
    // Of uniform weights q is 1/6, and E[w^2 (1 - w)^2] = B(3, 3) = 1/30.
    double after = kurtosis(before, 1.0 / 6, 1.0 / 30);
    assertThat(drifts.get(1).rounds().get(0).kurtosis()).isCloseTo(after, within(0.1));

    for (int round = 1; round <= 4; round++) {
      assertThat(rows("out", "round-00" + round)).hasSize(ROWS);
      assertThat(rows("out", "uniform/round-00" + round)).hasSize(ROWS);
    }
    assertThat(rows("out", "round-004").stream().map(r -> r.<String>getAs("key")).distinct())
        .hasSize(ROWS);
  }

  /** ((1 - 4q + 2r) M_4 + 6 r sigma^4) / ((1 - 2q) sigma^2)^2. */
  private static double kurtosis(double before, double q, double r) {
    return ((1 - 4 * q + 2 * r) * before + 6 * r) / ((1 - 2 * q) * (1 - 2 * q));
  }

  @Test
  void aRunThatWasStoppedGoesOn() throws Exception {
    assertThat(repeat("whole", "--rounds", "3", "--label", "c").code()).isZero();
    assertThat(repeat("parts", "--rounds", "1", "--label", "c").code()).isZero();
    // Written, and stopped before it was recorded.
    Files.createDirectories(folder.resolve("parts/round-002"));
    Files.writeString(folder.resolve("parts/round-002/part-0.parquet"), "half of it");
    CommandRun run = repeat("parts", "--rounds", "3", "--label", "c");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).doesNotContain("round 1 of 3").contains("round 2 of 3", "round 3 of 3");
    assertThat(Bits.sorted(rows("parts", "round-003")))
        .isEqualTo(Bits.sorted(rows("whole", "round-003")));
    assertThat(folder.resolve("parts/repeat.json"))
        .hasSameTextualContentAs(folder.resolve("whole/repeat.json"));
    assertThat(folder.resolve("parts/round-002")).doesNotExist();
    CommandRun nothing = repeat("parts", "--rounds", "2", "--label", "c");
    assertThat(nothing.code()).isZero();
    assertThat(nothing.err()).doesNotContain("round 2 of 2");
  }

  /** Later rounds are measured against the rows of before, and other laws start from them. */
  @ParameterizedTest
  @ValueSource(strings = {"--rounds 1", "--rounds 2", "--rounds 1 --compare uniform"})
  void anotherInputIsNotGoneOnWith(String options) throws Exception {
    assertThat(repeat("out", "--rounds", "1").code()).isZero();
    Map<String, byte[]> before = files("out");
    Dataset<Row> changed =
        SPARK.read().parquet(folder.resolve("in").toString()).withColumn("x", expr("x + 1"));
    changed.localCheckpoint().write().mode("overwrite").parquet(folder.resolve("in").toString());
    CommandRun run = repeat("out", options.split(" "));
    assertThat(run.err())
        .matches(
            "(?s).*\nspark-mixup: the input is another than the one that this began from: 2,000"
                + " rows, 2,000 then \\(fingerprints \\w+-2000 and \\w+-2000\\); nothing was"
                + " published, give the rows of then, or begin anew in another output\n");
    assertThat(run.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(files("out")).containsExactlyInAnyOrderEntriesOf(before);
  }

  /** What lies below a folder, byte for byte. */
  private Map<String, byte[]> files(String below) throws Exception {
    Map<String, byte[]> result = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve(below))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        result.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return result;
  }

  /** By a run that made them, or one that found them. */
  @Test
  void whatWasKeptStays() throws Exception {
    assertThat(repeat("out", "--rounds", "1").code()).isZero();
    assertThat(repeat("out", "--rounds", "1", "--keep").code()).isZero();
    assertThat(repeat("out", "--rounds", "2", "--keep").code()).isZero();
    CommandRun without = repeat("out", "--rounds", "4");
    assertThat(without.code()).as(without.err()).isZero();
    for (String kept : List.of("round-001", "round-002", "round-004")) {
      assertThat(rows("out", kept)).hasSize(ROWS);
    }
    assertThat(folder.resolve("out/round-003")).as("made without --keep").doesNotExist();
    assertThat(drifts("out").get(0).rounds())
        .extracting(Round::kept)
        .containsExactly(true, true, false, false);
  }

  /** Killed before any round was recorded: nothing holds the folder to what was asked then. */
  @Test
  void aRunThatWasKilledInItsFirstRoundGoesOn() throws Exception {
    assertThat(repeat("out", "--rounds", "1").code()).isZero();
    Files.writeString(
        folder.resolve("out/repeat.json"),
        new DriftRecord(Map.of("--label", "c"), Optional.empty(), List.of(), List.of()).toJson());
    CommandRun run = repeat("out", "--rounds", "1", "--seed", "7");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(drifts("out")).hasSize(1);
    assertThat(repeat("other", "--rounds", "1", "--seed", "7").code()).isZero();
    assertThat(folder.resolve("out/repeat.json"))
        .hasSameTextualContentAs(folder.resolve("other/repeat.json"));
  }

  /** Laws, and what passes, change no row of those that are there. */
  @Test
  void whatDecidesAboutNoRowMayChange() throws Exception {
    assertThat(repeat("whole", "--rounds", "2", "--compare", "uniform").code()).isZero();
    assertThat(repeat("parts", "--rounds", "2").code()).isZero();
    CommandRun more = repeat("parts", "--rounds", "2", "--compare", "uniform", "--level", "1e-5");
    assertThat(more.code()).as(more.err()).isZero();
    assertThat(more.err())
        .contains("round 1 of 2, Uniform(0, 1)\n", "round 2 of 2, Uniform(0, 1)\n")
        .doesNotContain("of 2\n");
    assertThat(folder.resolve("parts/repeat.json"))
        .hasSameTextualContentAs(folder.resolve("whole/repeat.json"));
    assertThat(Bits.sorted(rows("parts", "uniform/round-002")))
        .isEqualTo(Bits.sorted(rows("whole", "uniform/round-002")));
    CommandRun without = repeat("parts", "--rounds", "2", "--tolerance", "0.01");
    assertThat(without.code()).as(without.err()).isZero();
    assertThat(drifts("parts")).hasSize(2);
  }

  /** Names that begin as options do that may change. */
  @Test
  void columnsDecideWhateverTheirNames() {
    String[] first = {
      "--rounds", "1", "--copy", "keep1", "--sql", "select *, c as keep1 from input"
    };
    assertThat(repeat("out", first).code()).isZero();
    CommandRun other = repeat("out", "--rounds", "1", "--sql", "select *, c as keep1 from input");
    assertThat(other.err())
        .endsWith(
            "out holds rounds of another request (--copy was [\"keep1\"], and is not given): name"
                + " another output\n");
    assertThat(other.code()).isEqualTo(ExitCodes.REFUSED);
  }

  /**
   * Classes lie apart in b, whose variance within them is all that uniform weights shrink: of a by
   * 2/3 a round, of b to (25 + (2/3)^r) / 26. Rounds are random about that; not so their sum.
   */
  @Test
  void columnsShrinkByFactorsOfTheirOwn() throws Exception {
    SPARK
        .range(0, ROWS, 1, 2)
        .selectExpr(
            "randn(1) as a",
            "10 * (id % 2) + randn(2) as b",
            "concat('c', id % 2) as g",
            "id as key")
        .write()
        .mode("overwrite")
        .parquet(folder.resolve("in").toString());
    CommandRun run = repeat("out", "--rounds", "5", "--label", "g", "--compare", "uniform");
    assertThat(run.err()).contains("round 5 of 5");
    for (Round round : drifts("out").get(1).rounds()) {
      double left = Math.pow(2.0 / 3, round.number());
      assertThat(round.predicted()).isCloseTo((left + (25 + left) / 26) / 2, within(0.015));
      assertThat(Math.abs(round.ratio() - round.predicted())).isLessThan(4 * round.error());
    }
  }

  @Test
  void exactMomentsDoNotDrift() throws Exception {
    CommandRun run = repeat("out", "--rounds", "5", "--moments", "exact");
    assertThat(run.code()).as(run.err()).isZero();
    for (Round round : drifts("out").get(0).rounds()) {
      assertThat(round.ratio()).isCloseTo(1, within(1e-10));
      assertThat(round.error()).isZero();
    }
  }

  @Test
  void thePictureIsWellFormedAndShowsEveryRound() throws Exception {
    Round round = new Round(1, 0.9, 1, 0.05, Double.NaN, 0, true, "f", false);
    List<Drift> drifts = new ArrayList<>();
    for (String law : List.of("A <b> & c", "B")) {
      double[] one = {1};
      drifts.add(new Drift(law, one, one, 3, one, one, List.of(round)));
    }
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(DriftPlot.of(drifts))));
    // Two laws: round 0 twice, round 1 once, as it has no kurtosis.
    assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(6);
    assertThat(svg.getDocumentElement().getTextContent()).contains("A <b> & c; band");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rounds 0 | --rounds 0: must lie in [1, 999]",
        "--rounds 2 --tolerance -1 | --tolerance -1.0: must be 0 or more",
        "--rounds 2 --compare gamma | --compare gamma: must be uniform, beta=A such as beta=0.1, or"
            + " fixed=W",
        "--rounds 2 --compare beta | --compare beta: must be uniform, beta=A such as",
        "--rounds 2 --compare beta=-1 | --compare beta=-1: ",
        "--rounds 2 --lineage | --lineage and --soft-labels: every round needs the columns of the"
            + " last one, and no more; leave it out",
        "--rounds 2 --keep-originals | --keep-originals: every round needs",
        "--rounds 2 --ids drop | --ids drop: every round needs",
        "--rounds 2 --moments exact --ratio 0.5 | --moments exact needs at least one synthetic row of"
            + " each original one: use --ratio 1 or more in place of --ratio 0.5",
        "--rounds 2 --moments exact --label c --within none --balance 900 | --moments exact and"
            + " --balance 900 need partners of one class",
      })
  void wrongRequests(String options, String message) {
    CommandRun run = repeat("out", options.strip().split(" ", -1));
    assertThat(run.err()).startsWith("spark-mixup: " + message);
    assertThat(run.code()).isEqualTo(ExitCodes.REFUSED);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void whatLiesThereIsLeftAlone() throws Exception {
    Files.createDirectories(folder.resolve("taken/of-somebody"));
    CommandRun taken = repeat("taken", "--rounds", "1");
    assertThat(taken.err()).contains("taken exists already, and holds no rounds: name another");
    assertThat(taken.code()).isEqualTo(ExitCodes.REFUSED);

    assertThat(repeat("out", "--rounds", "1").code()).isZero();
    CommandRun other = repeat("out", "--rounds", "2", "--seed", "7");
    assertThat(other.err())
        .contains("holds rounds of another request (--seed was 0, and is 7): name");
    assertThat(other.code()).isEqualTo(ExitCodes.REFUSED);

    CommandRun inside = repeat("in/rounds", "--rounds", "1");
    assertThat(inside.err()).contains("overlaps the input");
    assertThat(inside.code()).isEqualTo(ExitCodes.REFUSED);

    Files.writeString(folder.resolve("out/repeat.json"), "{");
    CommandRun damaged = repeat("out", "--rounds", "2");
    assertThat(damaged.err()).contains("out: is no record of rounds, or a damaged one");
    assertThat(damaged.code()).isEqualTo(ExitCodes.REFUSED);
  }

  @Test
  void seedsOfRoundsDiffer() {
    assertThat(Drift.seed(0, 1)).isNotEqualTo(Drift.seed(0, 2)).isNotEqualTo(Drift.seed(1, 1));
    // The first number of SplitMix64 from state 0, as published.
    assertThat(Drift.seed(0, 1)).isEqualTo(0xE220A8397B1DCDAFL);
  }
}
