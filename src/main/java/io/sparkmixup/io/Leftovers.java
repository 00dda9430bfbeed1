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
   */
  static void clean(FolderStore store, Path target, Owner self) throws IOException {
    Claim.dropAbandoned(store, target);
    List<StagingArea> abandoned =
        StagingArea.of(store, target).stream().filter(area -> area.owner().isGone()).toList();
    if (abandoned.isEmpty()) {
      // A claim may have been all there was.
      store.deleteIfEmpty(StagingArea.root(target));
      return;
    }
    Claim.whileHeld(store, target, self, Claim.PATIENCE, () -> cleanAll(store, target, abandoned));
    store.deleteIfEmpty(StagingArea.root(target));
  }

  private static void cleanAll(FolderStore store, Path target, List<StagingArea> abandoned)
      throws IOException {
    for (StagingArea area : abandoned) {
      if (store.exists(area.old()) && !store.exists(target)) {
        LOG.warn("{} ended while it replaced {}: the old output is back", area.owner(), target);
        store.move(area.old(), target);
      }
      store.delete(area.folder());
    }
  }
}
