package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The files and folders that the locations of a request stand for, globs resolved. */
final class InputLocations {

  private final List<String> asked;
  private final List<FileStatus> roots;
  private final Configuration conf;

  private InputLocations(List<String> asked, List<FileStatus> roots, Configuration conf) {
    this.asked = asked;
    this.roots = roots;
    this.conf = conf;
  }

  /**
   * Resolves the locations.
   *
   * @throws RequestException where a path is missing or a glob matches nothing
   */
  static InputLocations resolve(List<String> locations, Configuration conf) throws IOException {
    List<FileStatus> roots = new ArrayList<>();
    for (String location : locations) {
      roots.addAll(resolve(location, conf));
    }
    return new InputLocations(locations, roots, conf);
  }

  private static List<FileStatus> resolve(String location, Configuration conf) throws IOException {
    Path path = HadoopPaths.parse(location, "input");
    FileSystem fs = HadoopPaths.fileSystem("input " + location, path, conf);
    if (fs.exists(path)) {
      // A name that exists is meant as it stands, even where it looks like a glob.
      return List.of(fs.getFileStatus(path));
    }
    if (!HadoopPaths.isGlob(location)) {
      throw new RequestException("input " + location + " does not exist");
    }
    FileStatus[] matches = matches(location, path, fs);
    List<FileStatus> visible =
        Arrays.stream(matches == null ? new FileStatus[0] : matches)
            .filter(match -> HadoopPaths.isVisibleTo(path, match.getPath()))
            .toList();
    if (visible.isEmpty()) {
      throw new RequestException("input " + location + " matches no file or folder");
    }
    return visible;
  }

  private static FileStatus[] matches(String location, Path path, FileSystem fs)
      throws IOException {
    try {
      return fs.globStatus(path);
    } catch (IOException e) {
      // Of a regular expression, which Hadoop makes of the glob, and whose class it hides.
      if (String.valueOf(e.getCause()).contains("PatternSyntaxException")) {
        throw new RequestException(
            "input "
                + location
                + " does not exist, and is no glob: "
                + e.getCause().getMessage().replaceFirst("^error parsing regexp: ", ""),
            e);
      }
      throw e;
    }
  }

  List<Path> paths() {
    return roots.stream().map(FileStatus::getPath).toList();
  }

  /** The paths in a form that Spark's readers take as they stand. */
  String[] forSpark() {
    return paths().stream().map(HadoopPaths::escapeGlob).toArray(String[]::new);
  }

  /** How messages name the input: as the user did. */
  String described() {
    return String.join(", ", asked);
  }

  /**
   * Tells the format from file names: a path's own extension, else those of the files below it.
   *
   * @throws RequestException where the names tell nothing, or several formats
   */
  FileFormat tellFormat() throws IOException {
    Set<FileFormat> found = EnumSet.noneOf(FileFormat.class);
    for (FileStatus root : roots) {
      Optional<FileFormat> own = FileFormat.ofFileName(root.getPath().getName());
      if (own.isPresent()) {
        found.add(own.get());
      } else if (root.isDirectory()) {
        collectFormatsBelow(root.getPath(), found);
      }
    }
    if (found.size() == 1) {
      return found.iterator().next();
    }
    String formats = String.join(", ", FileFormat.ids());
    throw new RequestException(
        found.isEmpty()
            ? String.format(
                "the file names of input %s do not tell the format: name it with --input-format (%s)",
                described(), formats)
            : String.format(
                "input %s holds files of several formats (%s): give one kind, or name it with"
                    + " --input-format",
                described(), String.join(", ", found.stream().map(FileFormat::id).toList())));
  }

  private void collectFormatsBelow(Path folder, Set<FileFormat> found) throws IOException {
    RemoteIterator<LocatedFileStatus> files =
        folder.getFileSystem(conf).listFiles(folder, /* recursive= */ true);
    while (files.hasNext()) {
      Path file = files.next().getPath();
      if (!HadoopPaths.isHiddenBelow(folder, file)) {
        FileFormat.ofFileName(file.getName()).ifPresent(found::add);
      }
    }
  }
}
