package io.sparkmixup.cli;

import java.util.List;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.ParserSpec;

/**
 * What is attached to an option is its value, {@code --filter=-x < 900}, and so are the values of a
 * job file. A word of its own that begins with a dash is an option: otherwise {@code --input a.csv
 * --ratoi 2} would be three inputs.
 */
final class AttachedValues implements IParameterPreprocessor {

  /** No word: an argument of a process cannot hold it. */
  private static final String NEVER = "\0";

  private AttachedValues() {}

  /** Has a command read the values of its options so. */
  static void in(CommandSpec command) {
    AttachedValues preprocessor = new AttachedValues();
    for (OptionSpec option : List.copyOf(command.options())) {
      command.remove(option);
      command.add(OptionSpec.builder(option).preprocessor(preprocessor).build());
    }
  }

  /** Sets what picocli makes of the value that it takes next. */
  @Override
  public boolean preprocess(
      Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    ParserSpec parser = command.parser();
    boolean anything =
        parser.separator().equals(info.get("separator")) && words.peek().startsWith("-");
    parser
        .unmatchedOptionsAllowedAsOptionParameters(anything)
        .allowOptionsAsOptionParameters(anything)
        .endOfOptionsDelimiter(anything ? NEVER : "--")
        // Or the options after it would be values, too.
        .aritySatisfiedByAttachedOptionParam(anything);
    return false;
  }
}
