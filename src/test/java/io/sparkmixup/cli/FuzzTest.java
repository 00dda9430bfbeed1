package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.RequestException;
import io.sparkmixup.plan.Balance;
import io.sparkmixup.plan.Ranges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Whatever stands in a job file or on a command line: it is read, or refused in one line. A run
 * that goes wrong shows its seed, with which it can be repeated.
 */
class FuzzTest {

  private static final List<String> OPTIONS =
      CommandSpec.forAnnotatedObject(new SynthesizeCommand(null, System.out, System.err))
          .options()
          .stream()
          .flatMap(option -> Stream.of(option.names()))
          .toList();

  /** What the syntaxes of job files, names, ranges and options are made of. */
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "(",
          ")",
          "=",
          ":",
          ",",
          ";",
          "..",
          ".",
          "\"",
          "\"\"\"",
          "'",
          "`",
          "\\",
          "\n",
          "\r\n",
          "\t",
          " ",
          "#",
          "//",
          "${",
          "${?",
          "+=",
          "*",
          "?",
          "re:",
          "@env:",
          "@file:",
          "-",
          "--",
          "@",
          "%s",
          "\0",
          "\u001b[2J",
          "\u202e",
          "\ud800",
          "\ufeff",
          "null",
          "true",
          "false",
          "NaN",
          "Infinity",
          "-0",
          "1e999",
          "1e-999999999",
          "0x1p3",
          "9223372036854775808",
          "2013-12-31",
          "+999999999-12-31",
          "PT1H",
          "PT9223372036854775807S",
          "observed",
          "none",
          "clip",
          "redraw",
          "max",
          "epbeta",
          "x",
          "ratio",
          "seed",
          "input-option",
          "include \"x\"");

  private static Path folder;

  @BeforeContainer
  static void folder() throws IOException {
    folder = Files.createTempDirectory("fuzz");
  }

  @AfterContainer
  static void away() throws IOException {
    Files.deleteIfExists(folder.resolve("job.conf"));
    Files.delete(folder);
  }

  @Provide
  Arbitrary<String> text() {
    Arbitrary<String> pieces =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.of(PIECES)),
            Tuple.of(2, Arbitraries.of(OPTIONS).map(name -> name.replaceFirst("^-+", ""))),
            Tuple.of(1, Arbitraries.strings().ofMaxLength(8)));
    return pieces.list().ofMaxSize(24).map(list -> String.join("", list));
  }

  @Provide
  Arbitrary<String> word() {
    Arbitrary<String> option = Arbitraries.of(OPTIONS);
    return Arbitraries.frequencyOf(
        Tuple.of(2, option),
        Tuple.of(4, Combinators.combine(option, text()).as((name, value) -> name + "=" + value)),
        Tuple.of(2, text()));
  }

  /** A job file as most are, but for one value. */
  @Provide
  Arbitrary<String> jobFile() {
    Arbitrary<String> key = Arbitraries.of(OPTIONS).map(name -> name.replaceFirst("^-+", ""));
    return Combinators.combine(key, text())
        .as((name, value) -> "input = a.csv\noutput = out\n" + name + " = " + value + "\n");
  }

  /** Read, or help shown, or refused in one line. */
  private static void answered(String... args) {
    CommandRun run = CommandRun.preflight(args);
    assertThat(run.code()).isIn(ExitCodes.DONE, ExitCodes.REFUSED, Preflight.NEEDS_SPARK);
    if (run.code() == ExitCodes.REFUSED) {
      assertThat(run.err()).matches("spark-mixup: \\P{Cntrl}+\n");
      assertThat(run.out()).isEmpty();
    } else {
      assertThat(run.err()).isEmpty();
    }
  }

  private static void readAsJobFile(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("job.conf"), content);
    answered("synthesize", "--config", file.toString());
  }

  @Property(tries = 500)
  void anyTextAsJobFile(@ForAll("text") String text) throws IOException {
    readAsJobFile(text.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 500)
  void anyValueInAJobFile(@ForAll("jobFile") String text) throws IOException {
    readAsJobFile(text.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 200)
  void anyBytesAsJobFile(@ForAll byte[] bytes) throws IOException {
    readAsJobFile(bytes);
  }

  @Property(tries = 500)
  void anyWordsOnACommandLine(@ForAll("word") String one, @ForAll("word") String other) {
    answered("synthesize", "--input=a.csv", "--output=out", one, other);
  }

  @Property(tries = 300)
  void anyWordsAsACommand(@ForAll("commands") List<String> words) {
    answered(words.toArray(String[]::new));
  }

  @Provide
  Arbitrary<List<String>> commands() {
    Arbitrary<String> command =
        Arbitraries.of("repeat", "verify", "profile", "solve", "synthesize", "help", "-h", "x");
    return Combinators.combine(command, word().list().ofMaxSize(4))
        .as(
            (name, words) -> {
              List<String> all = new ArrayList<>(List.of(name));
              all.addAll(words);
              return all;
            });
  }

  @Property(tries = 2000)
  void anyTextAsARange(@ForAll("text") String text) {
    parsed(() -> Ranges.parse(List.of(text)));
    parsed(() -> Ranges.parse(List.of("x=" + text)));
  }

  @Property(tries = 2000)
  void anyTextAsABalance(@ForAll("text") String text) {
    parsed(() -> Balance.of(text));
  }

  private static void parsed(Supplier<?> parser) {
    try {
      assertThat(parser.get()).isNotNull();
    } catch (RequestException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
