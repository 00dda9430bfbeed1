package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.SaveMode;

/** What to do with an output that is already there. */
public enum OutputMode {
  /** Refuse. */
  ERRORIFEXISTS,
  /** Replace it, whole. */
  OVERWRITE,
  /** Add to it. */
  APPEND;

  /** The name as users spell it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What Spark calls it. */
  SaveMode saveMode() {
    return switch (this) {
      case ERRORIFEXISTS -> SaveMode.ErrorIfExists;
      case OVERWRITE -> SaveMode.Overwrite;
      case APPEND -> SaveMode.Append;
    };
  }

  /**
   * Returns the mode that a user names.
   *
   * @throws RequestException where there is none of that name
   */
  public static OutputMode of(String name) {
    return Arrays.stream(values())
        .filter(mode -> mode.id().equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new RequestException(
                    "unknown mode '" + name + "': the modes are errorifexists, overwrite, append"));
  }
}
