package io.sparkmixup.io;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * One spelling for each place: absolute, with scheme and authority, without {@code ..} or a slash
 * at the end; links on local disk resolved; s3 and s3n spelled s3a.
 */
final class CanonicalPath {

  private CanonicalPath() {}

  static Path of(Path path, Configuration conf) throws IOException {
    Path qualified = path;
    String scheme = path.toUri().getScheme();
    if (scheme == null || (scheme.equals("hdfs") && path.toUri().getAuthority() == null)) {
      FileSystem fs = HadoopPaths.fileSystem(path, conf);
      qualified = path.makeQualified(fs.getUri(), fs.getWorkingDirectory());
    }
    URI uri = qualified.toUri();
    return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
      case "file" -> local(uri.getPath());
      case "s3", "s3n", "s3a" -> new Path("s3a", uri.getAuthority(), uri.getPath());
      case "hdfs" -> new Path("hdfs", withoutDefaultPort(uri.getAuthority()), uri.getPath());
      default -> qualified;
    };
  }

  private static String withoutDefaultPort(String authority) {
    return authority == null ? null : authority.replaceFirst(":8020$", "");
  }

  /** What exists of the path is resolved; what does not exist yet has no links in it. */
  private static Path local(String path) throws IOException {
    java.nio.file.Path whole = java.nio.file.Path.of(path).toAbsolutePath().normalize();
    java.nio.file.Path existing = whole;
    while (!java.nio.file.Files.exists(existing)) {
      existing = existing.getParent();
    }
    java.nio.file.Path real = existing.toRealPath().resolve(existing.relativize(whole));
    return new Path("file", null, real.toString());
  }
}
