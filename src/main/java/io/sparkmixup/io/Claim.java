package io.sparkmixup.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to change a target, held by one publisher at a time: a file that only one of them can
 * give its name. It is whole when it appears, so that it always tells whose it is. Held for some
 * renames, so others wait for it.
 */
final class Claim {

  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Logger LOG = LoggerFactory.getLogger(Claim.class);
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** What is done while the claim is held. */
  @FunctionalInterface
  interface Change {
    void run() throws IOException;
  }

  private Claim() {}

  /** Names differ for targets that differ, and have no character that a file system minds. */
  static Path fileOf(Path target) {
    byte[] name = target.toString().getBytes(StandardCharsets.UTF_8);
    return new Path(StagingArea.root(target), ".claim-" + UUID.nameUUIDFromBytes(name));
  }

  /**
   * Changes the target once the claim is free.
   *
   * @param area the publisher's own, where the claim is written before it is made
   * @throws IOException where another publisher holds it for longer than {@code patience}
   */
  static void whileHeld(StagingArea area, Path target, Duration patience, Change change)
      throws IOException {
    FolderStore store = area.store();
    Path file = fileOf(target);
    String name = "claim-" + UUID.randomUUID();
    try {
      take(store, target, area.writeRecord(name), file, patience);
    } catch (IOException e) {
      area.requireOwned();
      store.delete(new Path(area.folder(), name));
      throw e;
    }
    try {
      change.run();
    } finally {
      release(store, file);
    }
  }

  /** What was changed is changed, whatever becomes of the claim. */
  private static void release(FolderStore store, Path file) {
    try {
      store.delete(file);
    } catch (IOException e) {
      LOG.warn("{} could not be removed: other jobs wait for it until this one has ended", file, e);
    }
  }

  private static void take(
      FolderStore store, Path target, Path written, Path file, Duration patience)
      throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        store.moveFile(written, file);
        return;
      } catch (FileAlreadyExistsException e) {
        if (System.nanoTime() - deadline >= 0) {
          throw new IOException(
              String.format(
                  "output %s is being published by another job (%s); run again when it has ended,"
                      + " or remove %s if it is gone",
                  target, holder(store, file), file));
        }
        pause();
      }
    }
  }

  private static String holder(FolderStore store, Path file) throws IOException {
    try {
      return store.read(file).flatMap(Owner::parse).map(Owner::toString).orElse("unknown");
    } catch (AccessDeniedException e) {
      return "of another user";
    }
  }

  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another job was publishing");
    }
  }

  /** Removes the claim of an owner who is provably gone, where this user may. */
  static void dropAbandoned(FolderStore store, Path target) {
    Path file = fileOf(target);
    try {
      if (store.read(file).flatMap(Owner::parse).filter(Owner::isGone).isPresent()) {
        store.delete(file);
      }
    } catch (IOException e) {
      // Whoever needs it waits for it, and then says whose it is.
      LOG.debug("{} could not be looked at, or removed", file, e);
    }
  }
}
