package io.sparkmixup.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * The compressed file that cannot be decompressed. Where Spark reads files whole to infer a schema,
 * with {@code multiLine=true}, it does not say which one failed.
 */
final class DamagedFiles {

  private static final String DAMAGED = "damaged";

  private DamagedFiles() {}

  /** The first one; decompresses all files, in one job. */
  static Optional<String> first(FilesToRead files) {
    List<String> all = files.each();
    Map<String, String> found =
        Jobs.describe(
            files.spark(),
            "Look for the damaged file of " + files.described(),
            () ->
                FileSchemas.distinct(
                    files.spark(), all, (file, conf) -> isDamaged(file, conf) ? DAMAGED : ""));
    return Optional.ofNullable(found.get(DAMAGED));
  }

  private static boolean isDamaged(Path file, Configuration conf) throws IOException {
    CompressionCodec codec = new CompressionCodecFactory(conf).getCodec(file);
    if (codec == null) {
      return false;
    }
    try (InputStream raw = file.getFileSystem(conf).open(file);
        InputStream in = codec.createInputStream(raw)) {
      in.transferTo(OutputStream.nullOutputStream());
      return false;
    } catch (IOException e) {
      if (InputFailures.isDamage(e)) {
        return true;
      }
      throw e;
    }
  }
}
