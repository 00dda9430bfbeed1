package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/**
 * Where an output or a report is to be. Whether anything can be made there is found out by making a
 * folder, before hours are spent, and removing it.
 */
public final class Place {

  /** How often a folder that has just gone is looked for again. */
  private static final int TRIES = 10;

  /** What another place does not mend, or does not have to: the request may be right. */
  private static final Pattern OUTAGE = Pattern.compile("No space left|quota|in safe mode");

  private Place() {}

  /**
   * Looks where an output is to be.
   *
   * @param folder what is made first, or those above it
   * @param output as the user named it
   * @throws RequestException if nothing can be made there
   */
  static void check(FolderStore store, Path folder, String output) throws IOException {
    probe(
        folder,
        store::exists,
        probe -> {
          store.makeFolderWithin(probe);
          store.deleteIfEmpty(probe);
        },
        (above, e) ->
            String.format(
                "output %s cannot be made: no folder can be created in %s (%s)",
                output, above, reason(e)));
  }

  /**
   * Looks whether an old output can be moved aside, or files can be moved into it: the same keeps
   * it from both.
   *
   * @throws RequestException if not, and why
   */
  static void checkChangeable(FolderStore store, Path target, OutputRequest request)
      throws IOException {
    Optional<String> why = store.whyNotMovable(target);
    if (why.isPresent()) {
      throw new RequestException(
          String.format(
              "output %s cannot be %s: it is %s; name a folder below it, or another one",
              request.location(),
              request.mode() == OutputMode.APPEND ? "added to" : "replaced",
              why.get()));
    }
  }

  /**
   * Looks where a report's folder is to be, or is, on any file system, object stores included.
   *
   * @param report as the user named it
   * @throws RequestException if nothing can be made there
   */
  public static void checkReport(FileSystem files, Path folder, String report) throws IOException {
    probe(
        files.makeQualified(folder),
        files::exists,
        probe -> {
          if (!files.mkdirs(probe)) {
            throw new IOException("cannot make the folder " + probe);
          }
          files.delete(probe, /* recursive= */ false);
        },
        (above, e) ->
            String.format(
                "--report %s: no folder can be created in %s: name another one", report, above));
  }

  /** Of some exceptions the message is a path alone. */
  private static String reason(IOException e) {
    if (e instanceof FileSystemException files && files.getReason() != null) {
      return files.getReason();
    }
    return e instanceof AccessControlException
        ? InputFailures.oneLine(e.getMessage().lines().findFirst().orElse(""))
        : e.getClass().getSimpleName();
  }

  private interface Exists {
    boolean test(Path path) throws IOException;
  }

  private interface MakeAndRemove {
    void run(Path folder) throws IOException;
  }

  private static void probe(
      Path from,
      Exists exists,
      MakeAndRemove makeAndRemove,
      BiFunction<Path, IOException, String> refusal)
      throws IOException {
    for (int left = TRIES; ; left--) {
      Path above = from;
      while (above.getParent() != null && !exists.test(above)) {
        above = above.getParent();
      }
      try {
        makeAndRemove.run(new Path(above, ".spark-mixup-" + UUID.randomUUID()));
        return;
      } catch (IOException e) {
        if (OUTAGE.matcher(String.valueOf(e.getMessage())).find()) {
          throw e;
        }
        // Another job may just have removed it, since it was empty; a root was never there.
        if (left == 1 || above.getParent() == null || exists.test(above)) {
          throw new RequestException(refusal.apply(above, e), e);
        }
      }
    }
  }
}
