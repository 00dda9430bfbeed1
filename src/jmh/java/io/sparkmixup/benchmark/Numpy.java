package io.sparkmixup.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code src/jmh/python/in_memory.py}: what numpy does with everything in memory. It takes its own
 * time, without the start of Python and its imports.
 */
final class Numpy {

  private static final String SCRIPT = "src/jmh/python/in_memory.py";

  private final String python;
  private final Optional<String> version;

  private Numpy(String python, Optional<String> version) {
    this.python = python;
    this.version = version;
  }

  /** numpy and pyarrow as {@code python} finds them, if it does. */
  static Numpy of(String python) throws InterruptedException {
    try {
      return new Numpy(python, Optional.of(new Numpy(python, Optional.empty()).run("version")));
    } catch (IOException e) {
      return new Numpy(python, Optional.empty());
    }
  }

  String version() {
    return version.orElse("no numpy and pyarrow");
  }

  /** Why nothing here can be run, if so. */
  Optional<String> absence() {
    return version.isPresent() ? Optional.empty() : Optional.of("no numpy/pyarrow");
  }

  /** Seconds for reading Parquet, mixing all columns but {@code id}, and writing Parquet. */
  double mix(String input, String output) throws IOException, InterruptedException {
    return Double.parseDouble(run("mix", input, output));
  }

  /** Seconds for the covariance matrix of Gaussian rows, on one thread: the median of some runs. */
  double covariance(int rows, int columns) throws IOException, InterruptedException {
    return Double.parseDouble(run("cov", String.valueOf(rows), String.valueOf(columns)));
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(python, SCRIPT));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String last = "";
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line;
      }
    }
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + code);
    }
    return last;
  }
}
