package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The few operations that publishing needs, each with a promise that Hadoop's own leave open. */
interface FolderStore {

  /** Renaming there copies, file by file, or is not exclusive. */
  Set<String> OBJECT_STORES =
      Set.of("s3", "s3a", "s3n", "gs", "wasb", "wasbs", "oss", "cosn", "obs", "swift", "o3fs");

  /**
   * Returns the store that holds a canonical path.
   *
   * @throws RequestException where nothing can be renamed in one step
   */
  static FolderStore of(Path path, Configuration conf) throws IOException {
    String scheme = path.toUri().getScheme();
    if (OBJECT_STORES.contains(scheme)) {
      throw new RequestException(
          String.format(
              "%s is in an object store, where nothing is renamed in one step: name a place on HDFS,"
                  + " ABFS or local disk, and copy it from there",
              path));
    }
    return scheme.equals("file") ? new LocalStore() : HadoopStore.of(path, conf);
  }

  /** The same; empty where nothing can be renamed in one step. */
  static Optional<FolderStore> find(Path path, Configuration conf) throws IOException {
    try {
      // A connector that is missing is no failure here: who writes there says so.
      HadoopPaths.fileSystem("output " + path, path, conf);
      return Optional.of(of(path, conf));
    } catch (RequestException e) {
      return Optional.empty();
    }
  }

  /** What needs a folder that another job may remove, since it is empty. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /** Does it again, a few times, where the folder has just gone. */
  static void whileOthersRemove(Step step) throws IOException {
    for (int left = 9; ; left--) {
      try {
        step.run();
        return;
      } catch (NoSuchFileException e) {
        if (left == 0) {
          throw e;
        }
      }
    }
  }

  boolean exists(Path path) throws IOException;

  boolean isFolder(Path path) throws IOException;

  /** The children of a folder; none where there is no such folder. */
  List<Path> list(Path folder) throws IOException;

  /** Makes the folder and those above it, also while others remove them. */
  void makeFolder(Path folder) throws IOException;

  /**
   * Makes the folder, and none above it.
   *
   * @throws NoSuchFileException where there is none above it
   */
  void makeFolderWithin(Path folder) throws IOException, NoSuchFileException;

  /**
   * Makes the folder and those above it; what users may do in the folder above it, they may in it.
   *
   * @throws NoSuchFileException where it has gone again meanwhile, or is something else
   */
  void makeFolderForAll(Path folder) throws IOException, NoSuchFileException;

  /**
   * Creates a file; of several callers one succeeds. A crash may leave it without its content: what
   * others look at is created under a name of one's own, and moved.
   */
  void createNew(Path file, byte[] content) throws IOException, FileAlreadyExistsException;

  /** The content of a small file; empty where there is none. */
  Optional<byte[]> read(Path file) throws IOException, AccessDeniedException;

  /**
   * What keeps a folder from being moved, and files from being moved into it from beside it, where
   * that is known beforehand.
   */
  Optional<String> whyNotMovable(Path folder) throws IOException;

  /** Renames a file or folder: never onto another one, and never into it. */
  void move(Path from, Path to) throws IOException, FileAlreadyExistsException;

  /** Gives a file another name, in one step: never that of another one. */
  void moveFile(Path from, Path to) throws IOException, FileAlreadyExistsException;

  /** Puts a file in the place of another one, in one step. */
  void replaceFile(Path from, Path to) throws IOException;

  /** Removes a file, or a folder and all below; links are removed, not followed. */
  void delete(Path path) throws IOException;

  /** Removes a folder unless something is in it. */
  void deleteIfEmpty(Path folder) throws IOException;
}
