package io.sparkmixup.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Runs contenders in turns: a machine's speed differs from hour to hour. */
final class Timer {

  private final Path output;
  private final int rounds;
  private final int warmUp;
  private boolean failed;

  Timer(Path folder, int rounds, int warmUp) {
    output = folder.resolve("out");
    this.rounds = rounds;
    this.warmUp = warmUp;
  }

  int rounds() {
    return rounds;
  }

  int warmUp() {
    return warmUp;
  }

  /** Whether any contender so far ended with an exception. */
  boolean failed() {
    return failed;
  }

  /** The seconds of all contenders in all counted rounds. What fails is not run again. */
  Timings time(List<Contender> contenders) throws IOException {
    Timings timings = new Timings();
    for (Contender contender : contenders) {
      contender.absence().ifPresent(reason -> timings.leaveOut(contender, "not run: " + reason));
    }
    for (int round = -warmUp; round < rounds; round++) {
      for (Contender contender : contenders) {
        if (!timings.isLeftOut(contender.name())) {
          run(contender, round, timings);
        }
      }
    }
    delete(output);
    return timings;
  }

  private void run(Contender contender, int round, Timings timings) throws IOException {
    delete(output);
    System.gc();
    try {
      double seconds = contender.program().seconds(output.toString());
      System.err.printf(Locale.ROOT, "round %d, %s: %.2f s%n", round, contender.name(), seconds);
      if (round >= 0) {
        timings.add(contender, seconds);
      }
    } catch (Exception e) { // One table fewer, not the loss of hours of others.
      e.printStackTrace();
      failed = true;
      timings.leaveOut(contender, "failed: " + e.getMessage());
    }
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
