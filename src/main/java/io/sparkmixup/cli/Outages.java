package io.sparkmixup.cli;

import java.io.EOFException;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what to do about what fails under a job: a full disk, memory that is too small, a file
 * system that is gone, or a file.
 *
 * <p>Spark wraps such failures several times, and tells of those in other processes by text alone,
 * so they are recognised by what the messages in the cause chain say, in the wording of Spark 3.5
 * and of 4.x and of Hadoop 3.
 */
final class Outages {

  private record Rule(Pattern symptom, String what, String advice) {}

  private static final String MEMORY =
      "give it more (--executor-memory; with --master local[N] --driver-memory), or fewer tasks at"
          + " once (--executor-cores), and run again";

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              Pattern.compile("(?:Name node|NameNode).*? is in safe mode|SafeModeException"),
              "HDFS is in safe mode and takes no changes",
              "wait until it has left it (hdfs dfsadmin -safemode wait), and run again"),
          new Rule(
              Pattern.compile("OutOfMemoryError|exited with code 52\\b|Exit code is 52\\b"),
              "a task ran out of memory",
              MEMORY),
          // It takes no more tasks while it dies of the last.
          new Rule(
              Pattern.compile("RejectedExecutionException(?=.*TaskRunner.*\\[Shutting down)"),
              "an executor ended under its tasks, as it does when it is out of memory",
              MEMORY),
          new Rule(
              Pattern.compile(
                  "exited with code 137\\b|Exit code is 137\\b|exceeding (?:\\w+ )?memory limits"),
              "executors were killed, as a machine does whose memory is short",
              MEMORY),
          new Rule(
              Pattern.compile("could only be written to 0 of the .*? nodes"),
              "HDFS has no node to write to",
              "see that datanodes are up and have room, and run again"),
          new Rule(
              Pattern.compile(
                  "Call From .*? to \\S+ failed on (?:(?:connection|socket) exception|socket timeout)"
                      + "|No Route to Host from .*? to \\S+ failed"
                      + "|(?:All|Connection to) datanodes? .*? (?:bad|failed)"),
              "the file system does not answer",
              "see that it is up, and run again"));

  private static final Pattern FULL =
      Pattern.compile("No space left on device|Disk quota exceeded|\\w+QuotaExceededException");

  /** What Spark says of files that it has listed and does not find. */
  private static final Pattern VANISHED =
      Pattern.compile("FILE_NOT_EXIST|It is possible the underlying files have been updated");

  private static final Pattern VANISHED_FILE =
      Pattern.compile(
          "FileNotFoundException: (?:File does not exist: (.+?)(?:\\s|$)|File (.+?) does not exist)");

  /** Spark says of a task that writes where to: the folder, or a file of it. */
  private static final Pattern WRITING =
      Pattern.compile("writing rows to (\\S+?)(?:/_temporary/\\S*|\\.)?(?:\\s|$)");

  /** Who writes what only the job itself reads: shuffles, spills, and wide rows. */
  private static final Pattern TEMPORARY =
      Pattern.compile(
          "org\\.apache\\.spark\\.(?:shuffle|storage|util\\.collection)\\..*"
              + "|io\\.sparkmixup\\.mixing\\.RowStore.*");

  /** Who talks to nodes of HDFS, but for those who read: there an end of file may be one. */
  private static final Pattern HDFS =
      Pattern.compile("org\\.apache\\.hadoop\\.(?:ipc\\.|hdfs\\.(?!DFSInputStream)).*");

  private Outages() {}

  /** Returns what failed, where, and what to do; nothing where a failure is of another kind. */
  static Optional<String> explained(Throwable failure) {
    List<Throwable> chain = List.copyOf(Failures.chain(failure));
    if (isOurs(chain.get(chain.size() - 1))) {
      return Optional.empty();
    }
    for (Throwable t : chain) {
      Matcher full = FULL.matcher(text(t));
      if (full.find()) {
        return Optional.of(
            String.format(
                "%s: %s: make room there, or name another place, and run again",
                place(chain), full.group()));
      }
    }
    for (Rule rule : RULES) {
      for (Throwable t : chain) {
        Matcher matcher = rule.symptom.matcher(text(t));
        if (matcher.find()) {
          return Optional.of(String.format("%s (%s): %s", rule.what, matcher.group(), rule.advice));
        }
      }
    }
    if (chain.stream().anyMatch(t -> VANISHED.matcher(text(t)).find())) {
      return Optional.of(vanished(chain));
    }
    return chain.stream().filter(Outages::isLostConnection).findFirst().map(Outages::lost);
  }

  /** Some say nothing but their class. */
  private static boolean isLostConnection(Throwable t) {
    return (t instanceof EOFException || t instanceof SocketException)
        && Arrays.stream(t.getStackTrace())
            .map(StackTraceElement::getClassName)
            .anyMatch(name -> HDFS.matcher(name).matches());
  }

  private static String lost(Throwable t) {
    return String.format(
        "the file system does not answer (%s): see that it is up, and run again",
        t.getClass().getSimpleName());
  }

  private static String vanished(List<Throwable> chain) {
    String file =
        chain.stream()
            .map(t -> VANISHED_FILE.matcher(text(t)))
            .filter(Matcher::find)
            .findFirst()
            .map(m -> "file " + (m.group(1) == null ? m.group(2) : m.group(1)))
            .orElse("a file");
    return file
        + " vanished while the job ran: let nothing remove or replace files while they are read,"
        + " and run again";
  }

  /** What we throw ourselves says already what it means, and what has been published. */
  private static boolean isOurs(Throwable t) {
    StackTraceElement[] stack = t.getStackTrace();
    return stack.length > 0 && stack[0].getClassName().startsWith("io.sparkmixup.");
  }

  private static String place(List<Throwable> chain) {
    boolean temporary =
        chain.stream()
            .flatMap(t -> Arrays.stream(t.getStackTrace()))
            .anyMatch(frame -> isTemporary(frame.getClassName()));
    if (temporary) {
      return "a disk for temporary files (spark.local.dir, SPARK_LOCAL_DIRS) is full";
    }
    return chain.stream()
        .map(t -> WRITING.matcher(text(t)))
        .filter(Matcher::find)
        .findFirst()
        .map(m -> "the disk of " + m.group(1) + " is full")
        .orElse("a disk is full");
  }

  private static boolean isTemporary(String className) {
    return TEMPORARY.matcher(className).matches();
  }

  private static String text(Throwable t) {
    return t.getClass().getSimpleName() + ": " + t.getMessage();
  }
}
