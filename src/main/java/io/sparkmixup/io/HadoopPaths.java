package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** What Hadoop's {@link Path} leaves open: hidden names, globs and their escapes. */
final class HadoopPaths {

  private static final Pattern GLOB_CHARACTER = Pattern.compile("[{}\\[\\]*?\\\\]");

  private HadoopPaths() {}

  /** Parses a user's path; {@code what} says in the message which one it is. */
  static Path parse(String location, String what) {
    if (location.isBlank() || location.indexOf('\0') >= 0) {
      throw new RequestException(
          String.format(
              "%s '%s' is not a path: it %s",
              what, location, location.isBlank() ? "is blank" : "holds a NUL character"));
    }
    try {
      return new Path(location);
    } catch (IllegalArgumentException e) {
      throw new RequestException(
          String.format("%s '%s' is not a path: %s", what, location, e.getMessage()), e);
    }
  }

  /**
   * The file system of a path.
   *
   * @throws RequestException where a path of HDFS says nowhere of which
   */
  static FileSystem fileSystem(Path path, Configuration conf) throws IOException {
    try {
      return path.getFileSystem(conf);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).startsWith("Incomplete HDFS URI")) {
        throw new RequestException(
            path + " names no host, and fs.defaultFS is no HDFS: write hdfs://HOST:PORT/FOLDER", e);
      }
      throw e;
    }
  }

  /**
   * The same of an input or output.
   *
   * @param described what it is, and as the user named it
   * @throws RequestException where there is no such file system, too
   */
  static FileSystem fileSystem(String described, Path path, Configuration conf) throws IOException {
    try {
      return fileSystem(path, conf);
    } catch (RequestException e) {
      throw e;
    } catch (UnsupportedFileSystemException | RuntimeException e) {
      // Hadoop wraps a missing connector in a RuntimeException.
      if (e instanceof IOException || e.getCause() instanceof ClassNotFoundException) {
        throw new RequestException(
            String.format(
                "%s is on a file system that this Spark does not know: add the connector for %s: to"
                    + " its class path",
                described, path.toUri().getScheme()),
            e);
      }
      throw e;
    }
  }

  static boolean isGlob(String location) {
    return GLOB_CHARACTER.matcher(location).find();
  }

  /** Spark takes every path for a glob; this one stands for itself only. */
  static String escapeGlob(Path path) {
    return GLOB_CHARACTER.matcher(path.toString()).replaceAll("\\\\$0");
  }

  /** Whether a match of a glob was asked for: hidden names have to be spelled out. */
  static boolean isVisibleTo(Path glob, Path match) {
    Set<String> spelled = new HashSet<>(components(glob));
    return components(match).stream().allMatch(name -> !isHidden(name) || spelled.contains(name));
  }

  /** Whether Spark passes over a file while it reads the folder. */
  static boolean isHiddenBelow(Path folder, Path file) {
    List<String> names = components(file);
    return names.subList(folder.depth(), names.size()).stream().anyMatch(HadoopPaths::isHidden);
  }

  /** Spark's rule: {@code _name=value} is a partition and not hidden. */
  private static boolean isHidden(String name) {
    return name.startsWith(".") || (name.startsWith("_") && !name.contains("="));
  }

  private static List<String> components(Path path) {
    return Arrays.stream(path.toUri().getPath().split("/"))
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
