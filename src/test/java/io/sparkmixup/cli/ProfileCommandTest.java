package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code profile}: what it prints and writes, and what it refuses. */
class ProfileCommandTest {

  private static final String PENGUINS = "notebooks/data/penguins.csv";

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    LocalSpark.session();
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private static CommandRun profile(String... options) {
    List<String> args = new ArrayList<>(List.of("profile"));
    args.addAll(Arrays.asList(options));
    return CommandRun.onSpark(args.toArray(String[]::new));
  }

  private CommandRun penguins(String output, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--input",
                PENGUINS,
                "--null-values",
                "NA",
                "--label",
                "species",
                "--copy",
                "year"));
    args.addAll(List.of("--output", at(output)));
    args.addAll(Arrays.asList(more));
    return profile(args.toArray(String[]::new));
  }

  private static JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(Path.of(file)));
  }

  private void refused(String message, String... options) throws IOException {
    List<Path> before = files();
    CommandRun run = profile(options);
    assertThat(run.err().lines().filter(l -> !l.equals("spark-mixup: profiling the input")))
        .containsExactly("spark-mixup: " + message);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(files()).isEqualTo(before);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void profilesPenguins() throws IOException {
    CommandRun run = penguins("new/p.json");
    assertThat(run.err()).isEqualTo("spark-mixup: profiling the input\n");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            rows        344
            fingerprint 105a6a7e961d10f3e9cc0c015eb7d05f-344
            classes     3: Adelie 44.2 %%, Gentoo 36.0 %%, Chinstrap 19.8 %%

            column             role     type         missing ~distinct        mean     std dev         min      median         max
            species            carried  string             0         3
            island             carried  string             0         3
            bill_length_mm     mixed    double             2                43.922      5.4516      32.100      44.400      59.600
            bill_depth_mm      mixed    double             2                17.151      1.9719      13.100      17.300      21.500
            flipper_length_mm  mixed    int                2        54      200.92      14.041      172.00      197.00      231.00
            body_mass_g        mixed    int                2        93      4201.8      800.78      2700.0      4050.0      6300.0
            sex                carried  string            11         2
            year               carried  int                0         3      2008.0     0.81717      2007.0      2008.0      2009.0

            output      %s
            """
                .formatted(at("new/p.json")));
    assertThat(files())
        .containsExactly(folder, folder.resolve("new"), folder.resolve("new/p.json"));
    JsonNode json = json(at("new/p.json"));
    // By Python 3.11: fractions of the file's decimals, statistics.mean and pvariance.
    JsonNode bill = json.at("/columns/2/numbers/0");
    assertThat(bill.get("mean").asDouble()).isCloseTo(43.9219298245614, within(1e-12));
    assertThat(bill.get("variance").asDouble()).isCloseTo(29.71989919975377, within(1e-12));
    assertThat(bill.get("skewness").asDouble()).isCloseTo(0.05288480859327608, within(1e-12));
    assertThat(json.at("/covariance/components/3").asText()).isEqualTo("body_mass_g");
    assertThat(json.at("/covariance/pairs/3/0").asInt()).isEqualTo(342);
    assertThat(json.at("/covariance/matrix/3/0").asDouble())
        .isCloseTo(2597.973222530009, within(1e-9));
  }

  /** Who reads profiles relies on these; other keys are another version. */
  @Test
  void theKeysOfVersionOne() throws IOException {
    assertThat(penguins("p.json", "--drop", "island").code()).isZero();
    JsonNode json = json(at("p.json"));
    assertThat(json.get("format").asText()).isEqualTo("spark-mixup profile");
    assertThat(json.get("version").asInt()).isEqualTo(1);
    assertThat(keys(json))
        .containsExactly(
            "format",
            "version",
            "rows",
            "fingerprint",
            "options",
            "classes",
            "columns",
            "covariance",
            "moments");
    assertThat(keys(json.get("options"))).containsExactly("mix", "copy", "drop", "label");
    assertThat(keys(json.get("classes"))).containsExactly("most", "counted", "counts");
    assertThat(keys(json.at("/classes/counts/0")))
        .containsExactly("class", "rows", "share", "hash");
    List<String> dropped = List.of("name", "type", "sparkType", "role", "reason");
    List<String> text = plus(dropped, "nulls", "distinct", "distinctSketch");
    assertThat(keys(json.at("/columns/0"))).isEqualTo(text);
    assertThat(keys(json.at("/columns/1"))).isEqualTo(dropped);
    assertThat(keys(json.at("/columns/2"))).isEqualTo(plus(text, "components", "numbers"));
    assertThat(keys(json.at("/columns/2/numbers/0")))
        .containsExactly(
            "component",
            "count",
            "nan",
            "positiveInfinite",
            "negativeInfinite",
            "min",
            "max",
            "mean",
            "variance",
            "skewness",
            "quantiles",
            "rankError",
            "quantileSketch");
    assertThat(keys(json.at("/columns/2/numbers/0/quantiles")))
        .containsExactly("0.01", "0.05", "0.25", "0.5", "0.75", "0.95", "0.99");
    assertThat(keys(json.get("covariance"))).containsExactly("components", "pairs", "matrix");
  }

  private static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static List<String> plus(List<String> keys, String... more) {
    List<String> all = new ArrayList<>(keys);
    all.addAll(Arrays.asList(more));
    return all;
  }

  @Test
  void mergesPartsAndReplacesOnlyWhenAsked() throws IOException {
    penguins("male.json", "--filter", "sex = 'male'");
    penguins("rest.json", "--filter", "sex is null or sex <> 'male'");
    String[] merge = {"--merge", at("male.json"), at("rest.json"), "--output", at("all.json")};
    CommandRun run = profile(merge);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    CommandRun whole = penguins("whole.json");
    assertThat(run.out().replace("all.json", "whole.json")).isEqualTo(whole.out());
    assertThat(json(at("all.json")).get("fingerprint"))
        .isEqualTo(json(at("whole.json")).get("fingerprint"));

    refused(
        "output " + at("all.json") + " exists already: name another, or use --mode overwrite",
        merge);
    assertThat(profile("--merge", at("all.json"), "--output", at("male.json"), "--mode=overwrite"))
        .extracting(CommandRun::code)
        .isEqualTo(0);
    assertThat(Path.of(at("male.json"))).hasSameTextualContentAs(Path.of(at("all.json")));
  }

  @Test
  void takesItsOptionsFromAJobFile() throws IOException {
    Path config = folder.resolve("job.conf");
    Files.writeString(
        config,
        "input = [" + PENGUINS + "], null-values = [NA], output = \"" + at("o.json") + "\"");
    CommandRun run = profile("--config", config.toString(), "--drop", "year,sex");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(json(at("o.json")).at("/options/drop")).hasSize(2);
    Files.writeString(config, "merje = [a.json]");
    assertThat(profile("--config", config.toString()).err())
        .isEqualTo(
            "spark-mixup: --config "
                + config
                + ", line 1: unknown key 'merje'; did you mean 'merge'?\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--output x | nothing to profile: name rows with --input, or profiles with --merge",
        "--input a | Missing required option: '--output=FILE'",
        "--input a --merge b --output x | --input with --merge: profiles are merged as they were"
            + " made; leave it out",
        "--merge b --label y --output x | --label with --merge: profiles are merged as they were"
            + " made; leave it out",
        "--input a --output x --mode append | --mode append: must be one of errorifexists, overwrite",
        "--input-format jdbc --output x --input-option password=p | --input-option password: a"
            + " secret in the open, which logs and process lists show: write password=@env:NAME, or"
            + " password=@file:PATH",
      })
  void refusesWithoutSpark(String options, String message) {
    String[] args = ("profile " + options).split(" ");
    CommandRun run = CommandRun.preflight(args);
    assertThat(run.err()).isEqualTo("spark-mixup: " + message + "\n");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void refusesPlacesThatCannotBe() throws IOException {
    Files.createDirectory(folder.resolve("in"));
    Files.writeString(folder.resolve("in/a.csv"), "x,y\n1,2\n");
    refused(
        "output " + folder + " is a folder: name a file",
        "--input",
        at("in"),
        "--output",
        folder.toString(),
        "--mode",
        "overwrite");
    refused(
        "output "
            + at("in/p.json")
            + " lies within the input file:"
            + at("in")
            + ": name another"
            + " file",
        "--input",
        at("in"),
        "--output",
        at("in/p.json"));
    refused(
        "output "
            + at("in/a.csv")
            + " lies within the input file:"
            + at("in/a.csv")
            + ": name"
            + " another file",
        "--input",
        at("in/a.csv"),
        "--output",
        at("in/a.csv"),
        "--mode",
        "overwrite");
    CommandRun run = profile("--input", at("in"), "--output", at("in/a.csv/p.json"));
    assertThat(run.err())
        .startsWith("spark-mixup: output " + at("in/a.csv/p.json") + " cannot be made: ");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void refusesInputsThatCannotBeProfiled() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "x,y\n1,2\n3\n");
    Files.writeString(folder.resolve("b.csv"), "x,y\n1,2\n");
    refused(
        "input " + at("absent.csv") + " does not exist",
        "--input",
        at("absent.csv"),
        "--output",
        at("p.json"));
    refused(
        "input file file:"
            + at("a.csv")
            + " cannot be read: the record '3' has too few or too many fields; mend the record (line"
            + " breaks within quotes need --input-option multiLine=true)",
        "--input",
        at("a.csv"),
        "--schema",
        "x INT, y INT",
        "--output",
        at("p.json"));
    refused(
        "--label z: there is no such column; the input has x, y",
        "--input",
        at("b.csv"),
        "--label",
        "z",
        "--output",
        at("p.json"));
  }

  @Test
  void refusesPartsThatDoNotGoTogether() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "x,y\n1,2\n");
    Files.writeString(folder.resolve("b.csv"), "x,y\n1.5,2\n");
    Files.writeString(folder.resolve("none.json"), "{}");
    profile("--input", at("a.csv"), "--output", at("a.json"));
    profile("--input", at("b.csv"), "--output", at("b.json"));
    refused(
        "--merge "
            + at("b.json")
            + ": of other columns than the ones before: 'x' double in place"
            + " of 'x' int",
        "--merge",
        at("a.json"),
        at("b.json"),
        "--output",
        at("p.json"));
    refused(
        "--merge " + at("absent.json") + ": there is no such file",
        "--merge",
        at("a.json"),
        at("absent.json"),
        "--output",
        at("p.json"));
    refused(
        "--merge "
            + at("none.json")
            + ": is no profile, or a damaged one: JSON: 1: No"
            + " configuration setting found for key 'format'",
        "--merge",
        at("none.json"),
        "--output",
        at("p.json"));
  }
}
