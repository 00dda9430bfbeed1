package io.sparkmixup.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs what needs a JVM of its own: Spark has one context in each. */
public final class ForkedJvm {

  private ForkedJvm() {}

  /**
   * Runs a class with the options and class path of this JVM, and returns what it printed.
   *
   * @param log where it prints to
   */
  public static List<String> run(Path log, Class<?> main, String... args)
      throws IOException, InterruptedException {
    Process process = builder(main, args).redirectOutput(log.toFile()).start();
    int code = process.waitFor();
    List<String> lines = Files.readAllLines(log);
    assertThat(code).as(String.join("\n", lines)).isZero();
    return lines;
  }

  /** Starts a class likewise; it prints to the process's own output. */
  public static Process start(Class<?> main, String... args) throws IOException {
    return builder(main, args).start();
  }

  private static ProcessBuilder builder(Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> !a.startsWith("-javaagent") && !a.startsWith("-Xmx"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }
}
