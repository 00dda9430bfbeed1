package io.sparkmixup.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * Adds the files of a staging area to a folder, one by one: not atomic. Spark's names for part
 * files hold an id of the job that wrote them, so they are new there; if not, the move refuses.
 */
final class FolderAppend {

  private final StagingArea area;
  private final FolderStore store;
  private final Path target;

  FolderAppend(StagingArea area, Path target) {
    this.area = area;
    this.store = area.store();
    this.target = target;
  }

  void run() throws IOException {
    List<Path> files = new ArrayList<>();
    Path source = area.data();
    collect(source, files);
    // A folder that is gone lists as one that is empty.
    area.requireRows();
    int moved = 0;
    for (Path file : files) {
      Path to = new Path(target, source.toUri().relativize(file.toUri()).getPath());
      try {
        if (!isMarker(file) || !store.exists(to)) {
          store.makeFolder(to.getParent());
          store.move(file, to);
        }
      } catch (IOException e) {
        throw new IOException(
            String.format(
                "appending to %s stopped after %d of %d files, which stay there, at %s: %s",
                target, moved, files.size(), file.getName(), e));
      }
      moved++;
    }
  }

  /** {@code _SUCCESS} and its checksum, which an older job may have left already. */
  private static boolean isMarker(Path file) {
    return file.getName().equals("_SUCCESS") || file.getName().equals("._SUCCESS.crc");
  }

  private void collect(Path folder, List<Path> files) throws IOException {
    for (Path child : store.list(folder)) {
      if (store.isFolder(child)) {
        collect(child, files);
      } else {
        files.add(child);
      }
    }
  }
}
