package io.sparkmixup.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the launcher answers without Spark, from its start to its end. */
final class CommandsWithoutSpark {

  private static final String LAUNCHER = "submit-scripts/spark-mixup";

  /** Commands and the codes that they end with. */
  private static final Map<String, Integer> COMMANDS =
      new TreeMap<>(Map.of("--help", 0, "solve", 0, "synthesize --no-such-option", 2));

  private CommandsWithoutSpark() {}

  static void measure(Bench bench) throws Exception {
    bench.report().heading("Commands without Spark");
    bench.report().line("Seconds from the start of `%s` to its end.", LAUNCHER);
    start("--help", 0); // It may have to build the jar.
    List<Contender> contenders = new ArrayList<>();
    COMMANDS.forEach(
        (arguments, code) ->
            contenders.add(Contender.of("`" + arguments + "`", output -> start(arguments, code))));
    Timings timings = bench.timer().time(contenders);
    List<List<String>> table = new ArrayList<>();
    for (Contender contender : contenders) {
      List<String> row = new ArrayList<>(List.of(contender.name()));
      row.addAll(
          timings.isLeftOut(contender.name())
              ? List.of("", timings.whyLeftOut(contender.name()), "")
              : Report.numbers(timings.seconds(contender.name())));
      row.add("under 1");
      table.add(row);
    }
    bench.report().table(List.of("", "min", "median", "max", "aim"), table);
  }

  private static void start(String arguments, int expected)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER));
    command.addAll(List.of(arguments.split(" ", -1)));
    int code =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (code != expected) {
      throw new IOException(String.join(" ", command) + " ended with " + code);
    }
  }
}
