package io.sparkmixup.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.Progressable;

/**
 * A local disk that behaves as HDFS does where it matters to publishing: {@code rename} onto an
 * existing folder moves into it and returns true, a file that must not exist yet is created by one
 * of several callers only, and a path below a file is refused. Scheme {@code nesting}.
 */
public class NestingFileSystem extends RawLocalFileSystem {

  private static final String SCHEME = "nesting";
  private static final URI ROOT = URI.create(SCHEME + ":///");

  /** Makes the scheme known. */
  public static void register(Configuration conf) {
    conf.setClass(
        "fs.nesting.impl", NestingFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
    conf.set("fs.AbstractFileSystem.nesting.impl", Context.class.getName());
  }

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  /** Hadoop's local file system looks first and creates then, so that two callers may do it. */
  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    if (!overwrite) {
      createExclusively(file);
    }
    return super.create(file, /* overwrite= */ true, bufferSize, replication, blockSize, progress);
  }

  /** HDFS takes a path below a file for one that may not be looked at. */
  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    if (Files.isRegularFile(pathToFile(file.getParent()).toPath())) {
      throw new AccessControlException(file + " (Ancestor is not a directory).");
    }
    return super.open(file, bufferSize);
  }

  /** The local file system asks for permissions by paths that have its own scheme only. */
  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    FileStatus found = super.getFileStatus(path);
    int mode = (Integer) Files.getAttribute(pathToFile(path).toPath(), "unix:mode") & 07777;
    return new FileStatus(
        found.getLen(),
        found.isDirectory(),
        found.getReplication(),
        found.getBlockSize(),
        found.getModificationTime(),
        found.getAccessTime(),
        new FsPermission((short) mode),
        "",
        "",
        found.getPath());
  }

  @Override
  public void setPermission(Path path, FsPermission permission) throws IOException {
    Files.setAttribute(pathToFile(path).toPath(), "unix:mode", (int) permission.toShort());
  }

  private void createExclusively(Path file) throws IOException {
    while (true) {
      try {
        Files.createFile(pathToFile(file).toPath());
        return;
      } catch (java.nio.file.FileAlreadyExistsException e) {
        throw new FileAlreadyExistsException(file + " exists");
      } catch (NoSuchFileException e) {
        mkdirs(file.getParent());
      }
    }
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    if (Files.isRegularFile(pathToFile(from).toPath())
        && !Files.isDirectory(pathToFile(to).toPath())) {
      return renameFile(pathToFile(from).toPath(), pathToFile(to).toPath());
    }
    boolean nests = exists(to) && getFileStatus(to).isDirectory();
    return super.rename(from, nests ? new Path(to, from.getName()) : to);
  }

  /** Of several callers one succeeds; a file that is there stays. */
  private static boolean renameFile(java.nio.file.Path from, java.nio.file.Path to)
      throws IOException {
    try {
      Files.createLink(to, from);
    } catch (java.nio.file.FileAlreadyExistsException | NoSuchFileException e) {
      return false;
    }
    Files.delete(from);
    return true;
  }

  /** The same for {@code FileContext}. */
  public static final class Context extends DelegateToFileSystem {

    /** Called by Hadoop. */
    public Context(URI uri, Configuration conf) throws Exception {
      super(uri, new NestingFileSystem(), conf, SCHEME, /* authorityRequired= */ false);
    }

    @Override
    public int getUriDefaultPort() {
      return -1;
    }
  }
}
