package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The README's table of options is that of the code. */
class OptionsTableTest {

  private static final Pattern NAME = Pattern.compile("`(--[a-z0-9-]+)");

  private static final CommandSpec SYNTHESIZE =
      CommandSpec.forAnnotatedObject(new SynthesizeCommand(null, System.out, System.err));

  /** The first cells of the rows, by the options that they name. */
  private static Map<String, String> table() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int from = readme.indexOf("## Options of `synthesize`");
    Map<String, String> rows = new TreeMap<>();
    for (String line : readme.substring(from, readme.indexOf("\n## ", from + 1)).lines().toList()) {
      if (line.startsWith("| `--")) {
        String[] cells = line.split("(?<!\\\\)\\|", -1);
        Matcher names = NAME.matcher(cells[1]);
        while (names.find()) {
          rows.put(names.group(1), cells[1] + cells[2]);
        }
      }
    }
    return rows;
  }

  @Test
  void everyOptionIsInTheTableAndNoOther() throws IOException {
    Set<String> options = new TreeSet<>();
    SYNTHESIZE.options().forEach(option -> options.add(option.longestName()));
    // What every command has.
    options.removeAll(Set.of("--help", "--version"));
    assertThat(table().keySet()).isEqualTo(options);
  }

  @Test
  void theTableSaysTheDefaults() throws IOException {
    Map<String, String> rows = table();
    for (OptionSpec option : SYNTHESIZE.options()) {
      if (option.defaultValue() != null) {
        assertThat(rows.get(option.longestName()))
            .as(option.longestName())
            .contains(option.defaultValue());
      }
    }
  }
}
