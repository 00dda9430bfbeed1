package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.Path;

/** Where an output is to be. */
final class Place {

  private Place() {}

  /**
   * Whether anything can be made there: found out by making a folder, before hours are spent.
   *
   * @param output as the user named it
   * @throws RequestException if not
   */
  static void check(FolderStore store, Path target, String output) throws IOException {
    Path above = target.getParent();
    while (above.getParent() != null && !store.exists(above)) {
      above = above.getParent();
    }
    Path probe = new Path(above, ".spark-mixup-" + UUID.randomUUID());
    try {
      store.makeFolder(probe);
      store.deleteIfEmpty(probe);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("No space left")) {
        throw e;
      }
      throw new RequestException(
          String.format(
              "output %s cannot be made: no folder can be created in %s (%s)",
              output, above, e.getClass().getSimpleName()),
          e);
    }
  }
}
