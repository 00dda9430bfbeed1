package io.sparkmixup.verify;

import io.sparkmixup.RequestException;
import java.util.Arrays;
import java.util.Locale;

/** What a verification decides about. */
public enum VerifyMode {
  /** Nothing is verified. */
  OFF,
  /** The verdict is shown; the output is published. */
  WARN,
  /** The output is published; the run fails on a bad verdict. */
  FAIL,
  /** The run fails on a bad verdict, and the output never becomes visible. */
  WITHHOLD;

  /** The name on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mode of a name on the command line. */
  public static VerifyMode of(String id) {
    return Arrays.stream(values())
        .filter(m -> m.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new RequestException("--verify " + id + ": must be off, warn, fail or withhold"));
  }
}
