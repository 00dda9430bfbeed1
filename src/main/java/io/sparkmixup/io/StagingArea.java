package io.sparkmixup.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.Path;

/**
 * The folder that one run has to itself while it writes an output.
 *
 * <pre>
 * parent/output                                 the target
 * parent/.spark-mixup/.output-ID/owner          who writes it
 * parent/.spark-mixup/.output-ID/data           what is written
 * parent/.spark-mixup/.output-ID/old            the output that it replaces, for a moment
 * parent/.spark-mixup/.claim-ID                 who is publishing, for a moment
 * </pre>
 *
 * <p>It lies on the target's file system, so that publishing is a rename, and two hidden levels
 * deep: a glob such as {@code parent/*} reads one. No name has a {@code =}, which would be read as
 * a partition.
 */
record StagingArea(FolderStore store, Path folder, Owner owner) {

  private static final String ROOT = ".spark-mixup";
  private static final String OWNER = "owner";

  /** The folder that holds the staging areas and claims of all targets beside this one. */
  static Path root(Path target) {
    return new Path(target.getParent(), ROOT);
  }

  static StagingArea create(FolderStore store, Path target, Owner owner) throws IOException {
    String name = target.getName().replaceAll("[^A-Za-z0-9-]", "_");
    String shortName = name.substring(0, Math.min(name.length(), 40));
    Path folder = new Path(root(target), "." + shortName + "-" + UUID.randomUUID());
    store.makeFolder(folder);
    store.createNew(new Path(folder, OWNER), owner.toBytes());
    return new StagingArea(store, folder, owner);
  }

  /** Finds the areas of a target; those whose record cannot be read are nobody's to touch. */
  static List<StagingArea> of(FolderStore store, Path target) throws IOException {
    List<StagingArea> areas = new ArrayList<>();
    for (Path folder : store.list(root(target))) {
      // Claims lie here too. Below a file systems answer in ways of their own: not even asked.
      if (!store.isFolder(folder)) {
        continue;
      }
      Optional<Owner> owner = store.read(new Path(folder, OWNER)).flatMap(Owner::parse);
      owner
          .filter(found -> found.target().equals(target.toString()))
          .ifPresent(found -> areas.add(new StagingArea(store, folder, found)));
    }
    return areas;
  }

  Path data() {
    return new Path(folder, "data");
  }

  Path old() {
    return new Path(folder, "old");
  }

  /** Removes the area, and the folder of areas where this was the last one. */
  void remove() throws IOException {
    store.delete(folder);
    store.deleteIfEmpty(folder.getParent());
  }
}
