package io.sparkmixup.testing;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A local disk that has folders as object stores do: renaming one moves file by file, and Hadoop's
 * {@code FileContext} does not know it. Scheme {@code flat}.
 */
public final class FlatFileSystem extends NestingFileSystem {

  private static final String SCHEME = "flat";
  private static final List<Path> MOVED = new CopyOnWriteArrayList<>();
  private static final AtomicInteger looksLeft = new AtomicInteger();
  private static volatile Path wanted;

  /** Makes the scheme known. */
  public static void register(Configuration conf) {
    conf.setClass("fs.flat.impl", FlatFileSystem.class, FileSystem.class);
  }

  /** The folders that were renamed so far, of all users of the scheme. */
  public static List<Path> moved() {
    return List.copyOf(MOVED);
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  /** Makes a folder right after it was looked for in vain so many times. */
  public static void makeAfter(int looks, Path folder) {
    wanted = folder;
    looksLeft.set(looks);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    try {
      return super.getFileStatus(path);
    } catch (FileNotFoundException e) {
      if (isWanted(path) && looksLeft.decrementAndGet() == 0) {
        create(new Path(path, "part-0")).close();
      }
      throw e;
    }
  }

  @Override
  public boolean exists(Path path) throws IOException {
    try {
      getFileStatus(path);
      return true;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  private static boolean isWanted(Path path) {
    return wanted != null && path.toUri().getPath().equals(wanted.toUri().getPath());
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    if (!getFileStatus(from).isDirectory()) {
      return super.rename(from, to);
    }
    MOVED.add(from);
    mkdirs(to);
    for (FileStatus child : listStatus(from)) {
      rename(child.getPath(), new Path(to, child.getPath().getName()));
    }
    return delete(from, /* recursive= */ true);
  }
}
