package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * One file on HDFS, a file system like it, or local disk, that appears whole or not at all: it is
 * written beside its place, under a hidden name, and renamed.
 */
public final class WholeFile {

  private final String location;
  private final OutputMode mode;
  private final Path target;
  private final FolderStore store;

  private WholeFile(String location, OutputMode mode, Path target, FolderStore store) {
    this.location = location;
    this.mode = mode;
    this.target = target;
    this.store = store;
  }

  /**
   * Looks at the place, and leaves it as it is.
   *
   * @throws RequestException if the file is there already and not to be replaced, is a folder, or
   *     cannot be made there
   * @throws IOException if the file system cannot be reached
   */
  public static WholeFile of(SparkSession spark, String location, OutputMode mode)
      throws IOException {
    if (mode == OutputMode.APPEND) {
      throw new RequestException(
          "mode append: " + location + " is one file; the modes are errorifexists, overwrite");
    }
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    Path target = CanonicalPath.of(HadoopPaths.parse(location, "output"), conf);
    if (target.getParent() == null) {
      throw new RequestException(
          "output " + location + " is the root of a file system: name a file below it");
    }
    WholeFile file = new WholeFile(location, mode, target, FolderStore.of(target, conf));
    file.check();
    Place.check(file.store, target.getParent(), location);
    return file;
  }

  private void check() throws IOException {
    if (store.isFolder(target)) {
      throw new RequestException("output " + location + " is a folder: name a file");
    }
    if (mode == OutputMode.ERRORIFEXISTS && store.exists(target)) {
      throw exists();
    }
  }

  private RequestException exists() {
    return new RequestException(
        "output " + location + " exists already: name another, or use --mode overwrite");
  }

  /**
   * Writes the file.
   *
   * @throws RequestException if it has appeared meanwhile and is not to be replaced
   * @throws IOException if the file system fails
   */
  public void write(byte[] content) throws IOException {
    store.makeFolder(target.getParent());
    Path beside =
        new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID() + ".part");
    try {
      store.createNew(beside, content);
      check();
      if (mode == OutputMode.OVERWRITE) {
        store.replaceFile(beside, target);
      } else {
        store.moveFile(beside, target);
      }
    } catch (FileAlreadyExistsException e) {
      throw exists();
    } finally {
      store.delete(beside);
    }
  }

  /**
   * Writes a file of any Hadoop file system in place of the one that is there: by rename, where
   * that is one step; object stores show a file once it is closed.
   *
   * @throws IOException if the file system fails
   */
  public static void replace(Path file, Configuration conf, byte[] content) throws IOException {
    Path target = CanonicalPath.of(file, conf);
    Optional<FolderStore> store = FolderStore.find(target, conf);
    if (store.isPresent()) {
      new WholeFile(file.toString(), OutputMode.OVERWRITE, target, store.get()).write(content);
      return;
    }
    try (OutputStream out = file.getFileSystem(conf).create(file, /* overwrite= */ true)) {
      out.write(content);
    }
  }

  /**
   * Reads a small file of any Hadoop file system.
   *
   * @param what says in messages which one it is
   * @throws RequestException if there is no such file
   * @throws IOException if the file system fails
   */
  public static byte[] read(SparkSession spark, String location, String what) throws IOException {
    Path path = HadoopPaths.parse(location, what);
    try (InputStream in =
        path.getFileSystem(spark.sparkContext().hadoopConfiguration()).open(path)) {
      return in.readAllBytes();
    } catch (FileNotFoundException e) {
      throw new RequestException(what + " " + location + ": there is no such file", e);
    }
  }
}
