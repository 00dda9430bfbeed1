package io.sparkmixup.benchmark;

import java.util.Optional;

/**
 * One of the programs that are timed in turn.
 *
 * @param volume what its seconds are divided by, before they are compared: 1, or what it writes or
 *     reads in some unit that all contenders of a table share
 * @param absence why it cannot run here, where it cannot
 */
record Contender(String name, double volume, Program program, Optional<String> absence) {

  /** Runs once and returns the seconds that count; the output is a path that does not exist. */
  @FunctionalInterface
  interface Program {
    double seconds(String output) throws Exception;
  }

  /** What is timed from its beginning to its end. */
  @FunctionalInterface
  interface Job {
    void run(String output) throws Exception;
  }

  static Contender of(String name, Job job) {
    return timed(name, output -> seconds(job, output));
  }

  /** A program that takes its own time. */
  static Contender timed(String name, Program program) {
    return new Contender(name, 1, program, Optional.empty());
  }

  Contender withVolume(double newVolume) {
    return new Contender(name, newVolume, program, absence);
  }

  Contender absent(Optional<String> reason) {
    return new Contender(name, volume, program, reason);
  }

  private static double seconds(Job job, String output) throws Exception {
    long start = System.nanoTime();
    job.run(output);
    return (System.nanoTime() - start) / 1e9;
  }
}
