package io.sparkmixup.io;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs that crashed have left of one target. */
final class Leftovers {

  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private Leftovers() {}

  /**
   * Cleans up after owners who are provably gone. Where one had moved the old output aside and not
   * yet the new one in, the old one is put back first: it is the last that was published.
   *
   * @param own the area of the run that cleans
   */
  static void clean(StagingArea own, Path target) throws IOException {
    FolderStore store = own.store();
    Claim.dropAbandoned(store, target);
    List<StagingArea> abandoned =
        StagingArea.of(store, target).stream().filter(area -> area.owner().isGone()).toList();
    if (!abandoned.isEmpty()) {
      Claim.whileHeld(own, target, Claim.PATIENCE, () -> cleanAll(store, target, abandoned));
    }
  }

  private static void cleanAll(FolderStore store, Path target, List<StagingArea> abandoned)
      throws IOException {
    for (StagingArea area : abandoned) {
      if (store.exists(area.old()) && !store.exists(target)) {
        store.move(area.old(), target);
        LOG.warn("{} ended while it replaced {}: the old output is back", area.owner(), target);
      }
      try {
        area.remove();
      } catch (IOException e) {
        // It is in nobody's way.
        LOG.warn("{} could not be removed: {}", area.folder(), e.toString());
      }
    }
  }
}
