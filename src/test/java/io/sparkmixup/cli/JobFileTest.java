package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.plan.Extra;
import io.sparkmixup.plan.Ranges;
import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobFileTest {

  @TempDir private Path folder;

  private String file(String... lines) throws IOException {
    return Files.write(folder.resolve("job.conf"), Arrays.asList(lines)).toString();
  }

  private static SynthesizeRequest request(String... args) {
    List<String> all = new ArrayList<>(List.of("synthesize"));
    all.addAll(Arrays.asList(args));
    SynthesizeRequest[] asked = new SynthesizeRequest[1];
    CommandRun run =
        CommandRun.of(
            (request, out, err) -> {
              asked[0] = request;
              return 0;
            },
            all.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return asked[0];
  }

  private void refused(String message, String... args) {
    List<String> all = new ArrayList<>(List.of("synthesize"));
    all.addAll(Arrays.asList(args));
    CommandRun run = CommandRun.of(all.toArray(String[]::new));
    assertThat(run.err()).isEqualTo("spark-mixup: " + message + "\n");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void everyKindOfValueIsTaken() throws IOException {
    String file =
        file(
            "input = [a.csv, \"b c.csv\"]",
            "output = out",
            "input-option { multiLine = true, \"x.y\" = 1e-3, sep = \";\" }",
            "mix = [x, \"a,b\", \"x*\"]",
            "ratio = 2.5",
            "lineage = true, dry-run = false",
            "label = ${?NO_SUCH_VARIABLE}",
            "base = 5",
            "seed = ${base}");
    // 'base' is no option: substitutions take it from the environment or another option.
    refused("--config " + file + ", line 8: unknown key 'base'", "--config", file);

    SynthesizeRequest request =
        request(
            "--config",
            file(
                Files.readString(Path.of(file))
                    .replace("base = 5\n", "")
                    .replace("${base}", "5")
                    .split("\n")));
    assertThat(request.input().locations()).containsExactly("a.csv", "b c.csv");
    assertThat(request.input().options())
        .isEqualTo(Map.of("multiLine", "true", "x.y", "0.001", "sep", ";"));
    assertThat(request.mixup().mix()).containsExactly("x", "a,b", "x*");
    assertThat(request.mixup().sizes().ratio()).isEqualByComparingTo("2.5");
    assertThat(request.mixup().extras()).containsExactly(Extra.LINEAGE);
    assertThat(request.dryRun()).isFalse();
    assertThat(request.mixup().label()).isEmpty();
    assertThat(request.mixup().seed()).isEqualTo(5);
  }

  @Test
  void theCommandLineGoesBeforeTheFileAndTheFileBeforeTheDefault() throws IOException {
    String file =
        file("input = [a.csv]", "output = out", "seed = 3", "mix = [x]", "tolerance = 0.1");
    SynthesizeRequest request = request("--seed", "4", "--config", file, "--mix=y,z");
    assertThat(request.mixup().seed()).isEqualTo(4);
    assertThat(request.mixup().mix()).containsExactly("y", "z");
    assertThat(request.limits().tolerance()).isEqualTo(0.1);
    assertThat(request.limits().level()).isEqualTo(1e-4);
    assertThat(request.mixup().maxVerbatim()).isEqualTo(0.01);
  }

  @Test
  void howManyRowsComeOutIsSaidByTheCommandLineAlone() throws IOException {
    String file = file("input = a.csv", "output = out", "ratio = 2");
    assertThat(request("--config", file, "--rows", "10").mixup().sizes().rows()).contains(10L);
    assertThat(request("--config", file).mixup().sizes().ratio()).isEqualByComparingTo("2");
  }

  @Test
  void aWordAloneIsReadAsOnTheCommandLine() throws IOException {
    String file = file("input = a.csv", "output = out", "mix = \"x,y\"", "drop = [\"a,b\"]");
    SynthesizeRequest request = request("--config", file);
    assertThat(request.mixup().mix()).containsExactly("x", "y");
    assertThat(request.mixup().drop()).containsExactly("a,b");
  }

  @Test
  void textInDoubleQuotesThatIsNoListStaysAsItIs() {
    String condition = "\"a\" = \"b\"";
    String[] args = {"--input", "a.csv", "--output", "o", "--filter", condition};
    assertThat(request(args).query().filter()).contains(condition);
  }

  @Test
  void aNameWithACommaStandsInDoubleQuotes() {
    assertThat(request("--input", "a.csv", "--output", "o", "--mix", "\"a,b\",c").mixup().mix())
        .containsExactly("a,b", "c");
    assertThat(request("--input", "a.csv", "--output", "o", "--mix=\"a,b\"").mixup().mix())
        .containsExactly("a,b");
    assertThat(
            request("--input", "a.csv", "--output", "o", "--range", "\"a,b\"=0..1")
                .mixup()
                .rules()
                .ranges()
                .bounds())
        .containsExactly(Ranges.Bounds.of("a,b", BigDecimal.ZERO, BigDecimal.ONE));
  }

  @Test
  void whatIsPrintedRunsTheSameJob() throws IOException {
    String[] args = {
      "--input",
      "a.csv",
      "b.csv",
      "--output",
      "o",
      "--mix",
      "\"a,b\",c",
      "--within",
      "none",
      "--input-option",
      "x.y=1",
      "--rows",
      "10",
      "--range",
      "x=0..",
      "--range",
      "\"a,b\"=0..1",
      "--keep-originals",
      "--law",
      "uniform",
      "--null-values",
      "NA,?"
    };
    List<String> all = new ArrayList<>(List.of("synthesize", "--print-config"));
    all.addAll(Arrays.asList(args));
    CommandRun printed = CommandRun.preflight(all.toArray(String[]::new));
    assertThat(printed.code()).isZero();
    assertThat(printed.out()).contains("tolerance=0.005", "within=[", "keep-originals=true");

    SynthesizeRequest one = request(args);
    SynthesizeRequest other = request("--config", file(printed.out().split("\n")));
    assertThat(other).usingRecursiveComparison().ignoringFields("commandLine").isEqualTo(one);
  }

  /** A name that begins with a double quote is one that stands in quotes. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {"\"\"q\"\", \"q\"", "\"\"open\", \"open", "\"\"\", \"", "in\"side, in\"side"})
  void namesWithQuotesComeBackFromWhatIsPrinted(String word, String name) throws IOException {
    String[] args = {"--input", "a.csv", "--output", "o", "--mix", word};
    assertThat(request(args).mixup().mix()).containsExactly(name);
    List<String> all = new ArrayList<>(List.of("synthesize", "--print-config"));
    all.addAll(Arrays.asList(args));
    CommandRun printed = CommandRun.preflight(all.toArray(String[]::new));
    assertThat(request("--config", file(printed.out().split("\n"))).mixup().mix())
        .containsExactly(name);
  }

  /**
   * Attached to its option, or in a file, a value may begin as options do, or be the like of one.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--null-values=-999,NA",
        "--null-values=--",
        "--null-values=-999",
        "--filter=-x < 900",
        "--filter=-height > 1",
        "--label=-n",
        "--schema=-a INT",
        "--mix=-n",
        "--mix=--lineage,-V",
        "--drop=--seed=1",
        "--input-option=-k=v",
        "--seed=-5"
      })
  void whatIsAttachedIsAValueAndComesBackFromWhatIsPrinted(String option) throws IOException {
    String[] args = {"--input", "a.csv", "--output", "o", option};
    List<String> all = new ArrayList<>(List.of("synthesize", "--print-config"));
    all.addAll(Arrays.asList(args));
    CommandRun printed = CommandRun.preflight(all.toArray(String[]::new));
    assertThat(printed.err()).isEmpty();
    assertThat(printed.out()).contains(option.replaceAll(".*=|,.*", ""));

    SynthesizeRequest one = request(args);
    SynthesizeRequest other = request("--config", file(printed.out().split("\n")));
    assertThat(other).usingRecursiveComparison().ignoringFields("commandLine").isEqualTo(one);
  }

  @Test
  void valuesThatBeginWithADashAreTakenAsTheyAre() throws IOException {
    SynthesizeRequest request =
        request(
            "--input=-a.csv",
            "--input=b.csv",
            "c.csv",
            "--output=-o",
            "--null-values=-999,NA,--",
            "--filter=-x < 900",
            "--mix=-n,--lineage",
            "--lineage");
    assertThat(request.input().locations()).containsExactly("-a.csv", "b.csv", "c.csv");
    assertThat(request.input().nullValues()).containsExactly("-999", "NA", "--");
    assertThat(request.query().filter()).contains("-x < 900");
    assertThat(request.mixup().mix()).containsExactly("-n", "--lineage");
    assertThat(request.mixup().extras()).containsExactly(Extra.LINEAGE);
    assertThat(request.commandLine()).contains("--mix=-n,--lineage");

    String file =
        file(
            "input = [\"-a.csv\", b.csv]",
            "output = o",
            "null-values = [\"--\", \"NA\"]",
            "filter = \"-x < 900\"");
    assertThat(request("--config", file).input().locations()).containsExactly("-a.csv", "b.csv");
    assertThat(request("--config", file).input().nullValues()).containsExactly("--", "NA");
    assertThat(request("--config", file).query().filter()).contains("-x < 900");
  }

  @Test
  void aWordThatBeginsWithAnAtSignIsNoFile() throws IOException {
    String word = "@" + file("--lineage");
    SynthesizeRequest request = request("--input", "a.csv", "--output", "o", "--drop", word);
    assertThat(request.mixup().drop()).containsExactly(word);
    assertThat(request.mixup().extras()).isEmpty();
  }

  @Test
  void whatIsNoJobFileIsRefused() throws IOException {
    refused("--config absent.conf: there is no such file", "--config", "absent.conf");
    String unknown = file("input = [a]", "ratoi = 5");
    refused(
        "--config " + unknown + ", line 2: unknown key 'ratoi'; did you mean 'ratio'?",
        "--config=" + unknown);
    String flag = file("lineage = yes-please");
    refused(
        "--config " + flag + ", line 1: lineage is yes-please: must be true or false",
        "--config",
        flag);
    String nested = file("seed = [1, 2]");
    refused(
        "--config " + nested + ", line 1: a list stands where a word or a number would be right",
        "--config",
        nested);
    String object = file("input = [{a = 1}]");
    refused(
        "--config " + object + ", line 1: an object stands where a word or a number would be right",
        "--config",
        object);
    String none = file("input = [null]");
    refused(
        "--config " + none + ", line 1: null stands where a word or a number would be right",
        "--config",
        none);
  }

  @ParameterizedTest
  @CsvSource({"'input = [', no job file", "'output = ${absent}', no job file"})
  void whatIsNoHoconIsRefusedInOneLine(String line, String message) throws IOException {
    CommandRun run = CommandRun.of("synthesize", "--config", file(line));
    assertThat(run.err()).startsWith("spark-mixup: --config ").contains(message);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a:", "a."})
  void whatIsNestedWithoutEndIsRefused(String piece) throws IOException {
    String deep = file(piece.repeat(100_000) + "a = 1");
    refused("--config " + deep + " is no job file: it is nested too deeply", "--config", deep);
  }

  @ParameterizedTest
  @ValueSource(strings = {"penguins", "every-class-alike"})
  void theExamplesRun(String name) {
    LocalSpark.session();
    Path out = folder.resolve("out");
    CommandRun run =
        CommandRun.onSpark(
            "synthesize",
            "--config",
            "conf/" + name + ".conf",
            "--output",
            out.toString(),
            "--report",
            folder.resolve("report").toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("verdict     passed");
    assertThat(out).isDirectory();
  }
}
