package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.Optional;

/**
 * Where and how to write. Immutable; {@code with…} methods return changed copies.
 *
 * @param location the folder to publish, as a URI or path of a Hadoop file system
 * @param format the format of its files
 * @param mode what to do with an output that is already there
 * @param nullValue the token that stands for null in CSV; where empty, the empty field does
 */
public record OutputRequest(
    String location, FileFormat format, OutputMode mode, Optional<String> nullValue) {

  public OutputRequest {
    if (location.isBlank()) {
      throw new RequestException("no output: name a folder with --output");
    }
    if (nullValue.isPresent() && format != FileFormat.CSV) {
      throw new RequestException(
          "a null token is for csv: " + format + " has nulls of its own; leave it out");
    }
  }

  /** Writes to a folder that must not exist yet. */
  public static OutputRequest of(String location, FileFormat format) {
    return new OutputRequest(location, format, OutputMode.ERRORIFEXISTS, Optional.empty());
  }

  public OutputRequest withMode(OutputMode newMode) {
    return new OutputRequest(location, format, newMode, nullValue);
  }

  public OutputRequest withNullValue(String token) {
    return new OutputRequest(location, format, mode, Optional.of(token));
  }
}
