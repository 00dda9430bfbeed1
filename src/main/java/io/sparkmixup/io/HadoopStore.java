package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;

/** HDFS and file systems like it, where renaming is one step and creating a file is exclusive. */
final class HadoopStore implements FolderStore {

  private final FileSystem fs;
  private final FileContext context;

  private HadoopStore(FileSystem fs, FileContext context) {
    this.fs = fs;
    this.context = context;
  }

  static HadoopStore of(Path path, Configuration conf) throws IOException {
    try {
      return new HadoopStore(
          HadoopPaths.fileSystem(path, conf), FileContext.getFileContext(path.toUri(), conf));
    } catch (UnsupportedFileSystemException e) {
      throw new RequestException(
          String.format(
              "%s is on a file system where nothing is renamed in one step: name a place on HDFS, ABFS"
                  + " or local disk, and copy it from there",
              path),
          e);
    }
  }

  @Override
  public boolean exists(Path path) throws IOException {
    return fs.exists(path);
  }

  @Override
  public boolean isFolder(Path path) throws IOException {
    try {
      return fs.getFileStatus(path).isDirectory();
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    try {
      return Arrays.stream(fs.listStatus(folder)).map(FileStatus::getPath).toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  @Override
  public void makeFolder(Path folder) throws IOException {
    if (!fs.mkdirs(folder)) {
      throw new IOException("cannot make the folder " + folder);
    }
  }

  @Override
  public void makeFolderWithin(Path folder) throws IOException {
    try {
      context.mkdir(folder, FsPermission.getDirDefault(), /* createParent= */ false);
    } catch (FileNotFoundException e) {
      NoSuchFileException missing = new NoSuchFileException(folder.toString());
      missing.initCause(e);
      throw missing;
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Made under another name, since others look at it as soon as it has its own. Its group is
   * that of the folder above from the first.
   */
  @Override
  public void makeFolderForAll(Path folder) throws IOException {
    makeFolder(folder.getParent());
    if (isFolder(folder)) {
      return;
    }
    Path made = new Path(folder.getParent(), folder.getName() + "-" + UUID.randomUUID());
    makeFolder(made);
    try {
      fs.setPermission(made, fs.getFileStatus(folder.getParent()).getPermission());
    } catch (IOException e) {
      // A system without permissions.
    }
    try {
      move(made, folder);
    } catch (IOException e) {
      delete(made);
      if (!isFolder(folder)) {
        throw new NoSuchFileException(folder.toString(), null, e.toString());
      }
      // Another job was first.
    }
  }

  @Override
  public void createNew(Path file, byte[] content) throws IOException {
    try (OutputStream out = fs.create(file, /* overwrite= */ false)) {
      out.write(content);
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
      throw alreadyExists(file, e);
    }
  }

  @Override
  public Optional<byte[]> read(Path file) throws IOException {
    try (FSDataInputStream in = fs.open(file)) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (AccessControlException e) {
      AccessDeniedException denied = new AccessDeniedException(file.toString());
      denied.initCause(e);
      throw denied;
    }
  }

  @Override
  public Optional<String> whyNotMovable(Path folder) {
    return Optional.empty();
  }

  /**
   * {@inheritDoc}
   *
   * <p>By {@link FileContext}: {@link FileSystem#rename} onto an existing folder moves into it, and
   * returns true.
   */
  @Override
  public void move(Path from, Path to) throws IOException {
    try {
      context.rename(from, to);
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
      throw alreadyExists(to, e);
    }
  }

  /** {@inheritDoc} */
  @Override
  public void moveFile(Path from, Path to) throws IOException {
    try {
      move(from, to);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      // Some file systems say no more than that they did not rename.
      if (exists(from) && exists(to)) {
        throw alreadyExists(to, e);
      }
      throw e;
    }
  }

  @Override
  public void replaceFile(Path from, Path to) throws IOException {
    context.rename(from, to, Options.Rename.OVERWRITE);
  }

  private static FileAlreadyExistsException alreadyExists(Path path, IOException cause) {
    FileAlreadyExistsException e = new FileAlreadyExistsException(path.toString());
    e.initCause(cause);
    return e;
  }

  @Override
  public void delete(Path path) throws IOException {
    fs.delete(path, /* recursive= */ true);
  }

  @Override
  public void deleteIfEmpty(Path folder) throws IOException {
    try {
      fs.delete(folder, /* recursive= */ false);
    } catch (IOException e) {
      // HDFS and others say "not empty" by different exceptions.
      if (list(folder).isEmpty()) {
        throw e;
      }
    }
  }
}
