package io.sparkmixup.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that one run has to itself while it writes an output.
 *
 * <pre>
 * parent/output                                 the target
 * parent/.spark-mixup/.output-ID/owner          who writes it
 * parent/.spark-mixup/.output-ID/data           what is written
 * parent/.spark-mixup/.output-ID/old            the output that it replaces, for a moment
 * parent/.spark-mixup/.output-ID/gone           the same, while it is removed
 * parent/.spark-mixup/.claim-ID                 who is publishing, for a moment
 * </pre>
 *
 * <p>It lies on the target's file system, so that publishing is a rename, and two hidden levels
 * deep: a glob such as {@code parent/*} reads one. No name has a {@code =}, which would be read as
 * a partition.
 *
 * <p>The ID tells process and host too: the record comes after the folder and goes before it, and a
 * process may be killed in between. While there is no record nothing else is in the area.
 */
record StagingArea(FolderStore store, Path folder, Owner owner) {

  private static final Logger LOG = LoggerFactory.getLogger(StagingArea.class);

  private static final String ROOT = ".spark-mixup";
  private static final String OWNER = "owner";
  private static final String DATA = "data";
  private static final String OLD = "old";
  private static final String GONE = "gone";

  /** The folder that holds the staging areas and claims of all targets beside this one. */
  static Path root(Path target) {
    return new Path(target.getParent(), ROOT);
  }

  static StagingArea create(FolderStore store, Path target, Owner owner) throws IOException {
    String id = owner.newId().replaceAll("[^A-Za-z0-9._-]", "_");
    StagingArea area =
        new StagingArea(store, new Path(root(target), namesBegin(target) + id), owner);
    FolderStore.whileOthersRemove(
        () -> {
          store.makeFolderForAll(root(target));
          store.makeFolderWithin(area.folder);
        });
    try {
      Path written = area.writeRecord("owner-half");
      store.moveFile(written, new Path(area.folder, OWNER));
    } catch (IOException e) {
      area.removeAfter(e);
      throw e;
    }
    return area;
  }

  private static String namesBegin(Path target) {
    String name = target.getName().replaceAll("[^A-Za-z0-9-]", "_");
    return "." + name.substring(0, Math.min(name.length(), 40)) + "-";
  }

  /** Writes who the owner is to a file of the area, to be moved to where others look. */
  Path writeRecord(String name) throws IOException {
    Path file = new Path(folder, name);
    store.createNew(file, owner.toBytes());
    return file;
  }

  /** Finds the areas of a target; those whose record cannot be read are nobody's to touch. */
  static List<StagingArea> of(FolderStore store, Path target) throws IOException {
    List<StagingArea> areas = new ArrayList<>();
    for (Path folder : store.list(root(target))) {
      // Claims lie here too. Below a file systems answer in ways of their own: not even asked.
      if (!store.isFolder(folder)) {
        continue;
      }
      try {
        ownerOf(store, folder, target)
            .ifPresent(found -> areas.add(new StagingArea(store, folder, found)));
      } catch (AccessDeniedException e) {
        LOG.debug("{} is another user's", folder, e);
      }
    }
    return areas;
  }

  private static Optional<Owner> ownerOf(FolderStore store, Path folder, Path target)
      throws IOException {
    Optional<byte[]> record = store.read(new Path(folder, OWNER));
    if (record.isPresent()) {
      return record.flatMap(Owner::parse).filter(found -> found.target().equals(target.toString()));
    }
    String name = folder.getName();
    return name.startsWith(namesBegin(target)) && !holdsRows(store, folder)
        ? Owner.ofId(name.substring(namesBegin(target).length()))
        : Optional.empty();
  }

  private static boolean holdsRows(FolderStore store, Path folder) throws IOException {
    for (String name : List.of(DATA, OLD, GONE)) {
      if (store.exists(new Path(folder, name))) {
        return true;
      }
    }
    return false;
  }

  Path data() {
    return new Path(folder, DATA);
  }

  Path old() {
    return new Path(folder, OLD);
  }

  /**
   * Removes the area, and the folder of areas where this was the last one. The record goes last: as
   * long as there are rows, a later run can tell whose they are, and go on where this one is
   * killed.
   */
  void remove() throws IOException {
    store.delete(data());
    Path gone = new Path(folder, GONE);
    store.delete(gone);
    if (store.exists(old())) {
      // Half of an old output is not to be put back.
      store.move(old(), gone);
      store.delete(gone);
    }
    store.delete(new Path(folder, OWNER));
    store.delete(folder);
    try {
      store.deleteIfEmpty(folder.getParent());
    } catch (IOException e) {
      // Another user's, in a folder such as /tmp: empty, it is in nobody's way.
      LOG.debug("{} could not be removed", folder.getParent(), e);
    }
  }

  /** The same after a failure, which goes first. */
  void removeAfter(Exception failure) {
    try {
      remove();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Makes sure that it is still the owner's.
   *
   * @throws IOException if somebody has removed it, whatever has been written since
   */
  void requireOwned() throws IOException {
    if (!isOwned()) {
      throw lost();
    }
  }

  /**
   * Makes sure that it is still the owner's, and that its rows are there.
   *
   * @throws IOException if somebody has removed it, or is about to
   */
  void requireRows() throws IOException {
    if (!holdsOwnRows()) {
      throw lost();
    }
  }

  private IOException lost() {
    return new IOException(
        String.format(
            "%s was removed while rows were written to it: nothing was published; see that nobody"
                + " removes it, and run again",
            folder));
  }

  private boolean isOwned() throws IOException {
    return store.exists(new Path(folder, OWNER));
  }

  /**
   * Rows without a record are what Spark has made again, and not all; without rows, it is going.
   */
  boolean holdsOwnRows() throws IOException {
    return isOwned() && store.isFolder(data());
  }
}
