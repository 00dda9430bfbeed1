package io.sparkmixup.mixing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps the bytes of a cell's rows: in memory up to a budget, beyond that in a file, so that a
 * thousand rows of megabytes each do not fill the heap. The file is gone when it is closed.
 */
final class RowStore implements Closeable {

  /** How many bytes of rows one task keeps in memory. */
  private static final long BUDGET = 64L << 20;

  private final long budget;
  private long inMemory;
  private long end;
  private FileChannel file;

  RowStore() {
    this(BUDGET);
  }

  RowStore(long budget) {
    this.budget = budget;
  }

  /** Whether the next row has to go into the file. */
  boolean isFull() {
    return inMemory > budget;
  }

  /** Accounts for a row that stays in memory. */
  void keep(int length) {
    inMemory += length;
  }

  /** Forgets all rows: a new cell begins. */
  void clear() {
    inMemory = 0;
    end = 0;
  }

  /** Writes a row to the file and returns where it stands. */
  long write(byte[] row) {
    try {
      if (file == null) {
        file = open();
      }
      long at = end;
      ByteBuffer buffer = ByteBuffer.wrap(row);
      while (buffer.hasRemaining()) {
        end += file.write(buffer, end);
      }
      return at;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a wide row on local disk: " + e.getMessage(), e);
    }
  }

  /** Reads a row back. */
  byte[] read(long at, int length) {
    try {
      ByteBuffer buffer = ByteBuffer.allocate(length);
      while (buffer.hasRemaining()) {
        if (file.read(buffer, at + buffer.position()) < 0) {
          throw new IOException("the file ended early");
        }
      }
      return buffer.array();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a wide row back: " + e.getMessage(), e);
    }
  }

  private static FileChannel open() throws IOException {
    Path path = Files.createTempFile(localFolder(), "spark-mixup-", ".rows");
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /**
   * Where Spark keeps its own scratch files: YARN's folders, the standalone worker's, or neither.
   */
  private static Path localFolder() {
    for (String name : new String[] {"LOCAL_DIRS", "SPARK_EXECUTOR_DIRS", "SPARK_LOCAL_DIRS"}) {
      String folders = System.getenv(name);
      if (folders != null && !folders.isBlank()) {
        Path first = Path.of(folders.split("[,:]", 2)[0]);
        if (Files.isDirectory(first)) {
          return first;
        }
      }
    }
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
        file = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
