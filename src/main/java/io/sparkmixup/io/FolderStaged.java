package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder that was written beside its target. */
final class FolderStaged implements Staged {

  private static final Logger LOG = LoggerFactory.getLogger(FolderStaged.class);

  private final FolderFiles files;
  private final OutputRequest request;
  private final Path target;
  private final StagingArea area;
  private final List<String> warnings;
  private final FolderStore store;
  private boolean done;

  FolderStaged(FolderFiles files, Path target, StagingArea area, List<String> warnings) {
    this.files = files;
    request = files.request();
    this.target = target;
    this.area = area;
    this.warnings = warnings;
    this.store = area.store();
  }

  @Override
  public List<String> warnings() {
    return warnings;
  }

  static RequestException exists(OutputRequest request) {
    return new RequestException(
        "output "
            + request.location()
            + " exists already: name another, or use --mode overwrite or append");
  }

  @Override
  public Dataset<Row> readBack(StructType schema) {
    requireStaged();
    return files.read(area.data(), schema, Optional.empty());
  }

  @Override
  public void publish() throws IOException {
    requireStaged();
    Claim.whileHeld(area, target, Claim.PATIENCE, this::makeVisible);
    done = true;
    try {
      // Here an old output goes too, which may take a while: the claim is free by now.
      area.remove();
    } catch (IOException e) {
      LOG.warn("{} is published, but {} could not be removed", target, area.folder(), e);
    }
  }

  /**
   * Publishes by copying, for a place that takes no files by rename.
   *
   * @param output what messages call the place
   * @param written how many files there were when they had been written
   * @throws IOException where the area was removed: nothing is copied then, or who looks at the
   *     place has to see how far it came
   */
  void copyTo(Consumer<Dataset<Row>> place, StructType schema, String output, int written)
      throws IOException {
    requireStaged();
    area.requireRows();
    Dataset<Row> rows = readBack(schema);
    if (rows.inputFiles().length != written) {
      throw new IOException(
          String.format(
              "of %d files in %s somebody has removed some, or added to them: nothing was published",
              written, area.data()));
    }
    try {
      place.accept(rows);
    } catch (Exception e) {
      requireCopied(output);
      throw e;
    }
    // Files may have gone between the check and Spark's look at what there is.
    requireCopied(output);
    discard();
  }

  private void requireCopied(String output) throws IOException {
    if (!area.holdsOwnRows()) {
      throw new IOException(
          String.format(
              "%s was removed while its rows were copied: output %s may hold some of them, or all;"
                  + " look at it before you run again",
              area.folder(), output));
    }
  }

  private void makeVisible() throws IOException {
    // Under the claim, since waiting for it has taken time.
    area.requireRows();
    if (request.mode() == OutputMode.APPEND && store.exists(target)) {
      new FolderAppend(area, target).run();
      return;
    }
    if (request.mode() == OutputMode.OVERWRITE) {
      replace();
    } else {
      moveIn();
    }
  }

  private void moveIn() throws IOException {
    try {
      store.move(area.data(), target);
    } catch (FileAlreadyExistsException e) {
      throw exists(request);
    } catch (IOException e) {
      throw lostOr(e);
    }
  }

  /** What to say of a move that failed: that the area is no longer there, if it is not. */
  private IOException lostOr(IOException failure) {
    try {
      area.requireRows();
      return failure;
    } catch (IOException lost) {
      lost.addSuppressed(failure);
      return lost;
    }
  }

  private void replace() throws IOException {
    if (!store.exists(target)) {
      moveIn();
      return;
    }
    try {
      store.move(target, area.old());
    } catch (IOException e) {
      throw lostOr(
          new IOException(
              String.format(
                  "output %s could not be moved aside, and stays as it was; nothing was published"
                      + " (%s)",
                  request.location(), e)));
    }
    try {
      store.move(area.data(), target);
    } catch (IOException e) {
      putBack(e);
      throw lostOr(e);
    }
  }

  private void putBack(IOException failure) throws IOException {
    try {
      store.move(area.old(), target);
    } catch (IOException e) {
      IOException gone =
          new IOException(
              String.format(
                  "nothing was published, and the old output of %s, which was moved aside to %s,"
                      + " could not be moved back (%s): move it by hand, if it is still there",
                  request.location(), area.old(), e));
      gone.addSuppressed(failure);
      throw gone;
    }
  }

  @Override
  public void discard() throws IOException {
    if (done) {
      return;
    }
    done = true;
    if (store.exists(area.old())) {
      // It could not be put back, and is all there is of it.
      LOG.error("{} stays: the old output of {} is in it", area.folder(), target);
      return;
    }
    area.remove();
  }

  private void requireStaged() {
    if (done) {
      throw new IllegalStateException("output " + target + " was published or discarded already");
    }
  }
}
