package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.law.LawRequest;
import io.sparkmixup.plan.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The README's table of options is that of the code. */
class OptionsTableTest {

  private static final String TABLE = "## Options of `synthesize`";

  /** An option, and what stands behind its name: {@code `--ids new\|keep\|drop`}. */
  private static final Pattern OPTION = Pattern.compile("`(--[a-z0-9-]+)((?:\\\\\\||[^`|])*)`");

  /** What every command has. */
  private static final Set<String> GENERAL = Set.of("--help", "--version");

  private static final CommandSpec SYNTHESIZE =
      CommandSpec.forAnnotatedObject(new SynthesizeCommand(null, System.out, System.err));

  /** One option of the table. */
  private record Entry(String name, String values, String defaults) {}

  private static List<Entry> entries() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int from = readme.indexOf(TABLE);
    assertThat(from).as("README.md: the heading %s", TABLE).isNotNegative();
    List<Entry> entries = new ArrayList<>();
    for (String line : readme.substring(from, readme.indexOf("\n## ", from + 1)).lines().toList()) {
      if (line.startsWith("| `--")) {
        String[] cells = line.split("(?<!\\\\)\\|", -1);
        Matcher option = OPTION.matcher(cells[1]);
        while (option.find()) {
          entries.add(new Entry(option.group(1), option.group(2).strip(), cells[2]));
        }
      }
    }
    return entries;
  }

  private static Map<String, Entry> table() throws IOException {
    Map<String, Entry> table = new TreeMap<>();
    entries().forEach(entry -> table.put(entry.name(), entry));
    return table;
  }

  private static List<String> options() {
    return SYNTHESIZE.options().stream()
        .map(OptionSpec::longestName)
        .filter(name -> !GENERAL.contains(name))
        .toList();
  }

  /** Balance takes the lower one, where the mean of both might be expected. */
  @Test
  void whichMedianIsMeantIsSaid() throws IOException {
    String help = String.join(" ", SYNTHESIZE.findOption("--balance").description());
    assertThat(help).contains("median (the lower middle one of an even number of classes)");
    assertThat(Files.readString(Path.of("README.md")))
        .contains("`median`: of an even number of classes, the lower middle one");
  }

  @Test
  void everyOptionIsInTheTable() throws IOException {
    Set<String> table = table().keySet();
    assertThat(options().stream().filter(name -> !table.contains(name)))
        .as("options without a row in README.md, %s: add them", TABLE)
        .isEmpty();
  }

  @Test
  void everyRowOfTheTableIsAnOption() throws IOException {
    assertThat(table().keySet().stream().filter(name -> !options().contains(name)))
        .as("rows of README.md, %s, that are no options of the command: take them out", TABLE)
        .isEmpty();
  }

  /** Defaults of the model, and those that the code fills in where an option is not given. */
  private static Map<String, String> defaults() {
    Map<String, String> defaults = new TreeMap<>();
    for (OptionSpec option : SYNTHESIZE.options()) {
      if (option.defaultValue() != null) {
        defaults.put(option.longestName(), option.defaultValue());
      }
    }
    defaults.put("--ratio", Sizes.standard().ratio().toString());
    defaults.put("--epsilon0", String.valueOf(LawRequest.EPSILON));
    defaults.put("--epsilon1", String.valueOf(LawRequest.EPSILON));
    defaults.put("--partner-weight", String.valueOf(LawRequest.PARTNER_WEIGHT));
    return defaults;
  }

  @Test
  void theTableSaysTheDefaults() throws IOException {
    Map<String, Entry> table = table();
    defaults()
        .forEach(
            (name, value) -> {
              Entry entry = table.get(name);
              assertThat(entry).as("the row of %s in README.md", name).isNotNull();
              // The first of several choices is the default.
              boolean first = entry.values().startsWith(value + "\\|");
              assertThat(first || words(entry.defaults()).contains(value))
                  .as("README.md on %s: '%s' should say its default, %s", name, entry, value)
                  .isTrue();
            });
  }

  /** The words and numbers of a cell: 0 is none of those in 0.005. */
  private static List<String> words(String cell) {
    return Stream.of(cell.split("[^A-Za-z0-9.]+")).map(w -> w.replaceAll("\\.$", "")).toList();
  }

  static Stream<Arguments> choices() throws IOException {
    return entries().stream()
        .filter(entry -> entry.values().contains("\\|"))
        .flatMap(
            entry ->
                Stream.of(entry.values().split("\\\\\\|"))
                    // Capitals stand for what the user fills in.
                    .filter(value -> value.matches("[a-z]+"))
                    .map(value -> Arguments.of(entry.name(), value)));
  }

  @ParameterizedTest
  @MethodSource("choices")
  void everyChoiceOfTheTableIsTaken(String name, String value) {
    List<String> args = new ArrayList<>(List.of("synthesize", "--input", "a.csv"));
    args.addAll(List.of("--output", "out", name, value));
    // What cannot do without.
    if (name.equals("--ids")) {
      args.addAll(List.of("--id-columns", "id"));
    }
    if (name.equals("--law") && value.equals("beta")) {
      args.addAll(List.of("--alpha", "2"));
    } else if (name.equals("--law") && value.equals("fixed")) {
      args.addAll(List.of("--partner-weight", "0.1"));
    }
    CommandRun run = CommandRun.preflight(args.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(Preflight.NEEDS_SPARK);
  }
}
