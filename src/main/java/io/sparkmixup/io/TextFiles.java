package io.sparkmixup.io;

import java.util.Map;

/** What the text formats have in common. */
final class TextFiles {

  static final Codecs CODECS =
      Codecs.of("none", "uncompressed", "gzip", "bzip2", "deflate", "lz4", "snappy")
          .withClassNames();

  /** A broken record is an error. */
  static final Map<String, String> STRICT = Map.of("mode", "FAILFAST");

  /** Spark's own default writes milliseconds. Old zones' offsets have seconds: XXXXX. */
  static final Map<String, String> TIMESTAMPS =
      Map.of(
          "timestampFormat",
          "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXXXX",
          "timestampNTZFormat",
          "yyyy-MM-dd'T'HH:mm:ss.SSSSSS");

  private TextFiles() {}
}
