package io.sparkmixup.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that give columns their roles, the same in every command that decides about them. */
final class RoleOptions {

  @Option(
      names = "--mix",
      split = ",",
      converter = ListedName.class,
      paramLabel = "COLUMN",
      description =
          "columns to mix; all numbers, vectors and arrays of numbers otherwise. A name, a glob (x*)"
              + " or re: and a regular expression; a name with a comma in double quotes")
  private List<String> mix = List.of();

  @Option(
      names = "--copy",
      split = ",",
      converter = ListedName.class,
      paramLabel = "COLUMN",
      description = "columns to carry from the primary row unchanged")
  private List<String> copy = List.of();

  @Option(
      names = "--drop",
      split = ",",
      converter = ListedName.class,
      paramLabel = "COLUMN",
      description = "columns to leave out")
  private List<String> drop = List.of();

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description =
          "the column to be predicted: text, boolean or whole numbers are classes, which partners"
              + " share; other numbers are a regression target, which is mixed")
  private String label;

  List<String> mix() {
    return mix;
  }

  List<String> copy() {
    return copy;
  }

  List<String> drop() {
    return drop;
  }

  Optional<String> label() {
    return Optional.ofNullable(label);
  }
}
