package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sparkmixup.testing.LocalSpark;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines that fail under a job. The texts are what Spark and Hadoop said when it happened. */
class OutagesTest {

  private static final String JOB =
      "Job aborted due to stage failure: Task 0 in stage 4.0 failed 4 times";

  private static Exception job(String text, Throwable cause) {
    return of("org.apache.spark.scheduler.DAGScheduler", new SparkException(JOB + text, cause));
  }

  /** As it comes from elsewhere. */
  private static <T extends Throwable> T of(String className, T failure) {
    failure.setStackTrace(
        new StackTraceElement[] {new StackTraceElement(className, "call", null, 1)});
    return failure;
  }

  private static String line(Throwable failure) {
    assertThat(Failures.code(failure)).isEqualTo(ExitCodes.FAILED);
    return Failures.message(failure);
  }

  private static IOException full(String className) {
    return of(className, new IOException("No space left on device"));
  }

  @Test
  void aFullDiskUnderTheOutput() {
    Exception writing =
        new SparkException(
            "[TASK_WRITE_FAILED] Task failed while writing rows to file:/d/.spark-mixup/.out-1/data/"
                + "_temporary/0/_temporary/attempt_2_m_1/part-00001-c000.csv. SQLSTATE: 58030",
            full("org.apache.hadoop.fs.RawLocalFileSystem"));
    assertThat(line(job("", writing)))
        .isEqualTo(
            "the disk of file:/d/.spark-mixup/.out-1/data is full: No space left on device: make"
                + " room there, or name another place, and run again");
  }

  @Test
  void aFullDiskUnderTemporaryFiles() {
    Exception writing =
        new SparkException(
            "Task failed while writing rows to file:/d/data.",
            full("org.apache.spark.util.collection.unsafe.sort.UnsafeSorterSpillWriter"));
    assertThat(line(job("", writing)))
        .isEqualTo(line(job("", full("org.apache.spark.shuffle.sort.UnsafeShuffleWriter"))))
        .isEqualTo(
            "a disk for temporary files (spark.local.dir, SPARK_LOCAL_DIRS) is full: No space left"
                + " on device: make room there, or name another place, and run again");
  }

  @Test
  void memoryThatIsTooSmall() {
    String advice =
        "give it more (--executor-memory; with --master local[N] --driver-memory), or fewer tasks"
            + " at once (--executor-cores), and run again";
    assertThat(line(job("", of("java.util.Arrays", new OutOfMemoryError("Java heap space")))))
        .isEqualTo("a task ran out of memory (OutOfMemoryError): " + advice);
    assertThat(line(job(": ExecutorLostFailure Reason: Command exited with code 52", null)))
        .isEqualTo("a task ran out of memory (exited with code 52): " + advice);
    assertThat(
            line(
                job(
                    "",
                    of(
                        "java.util.concurrent.ThreadPoolExecutor",
                        new RejectedExecutionException(
                            "Task org.apache.spark.executor.Executor$TaskRunner@7568f48f rejected from"
                                + " java.util.concurrent.ThreadPoolExecutor@489dbf4e[Shutting down, pool"
                                + " size = 1, active threads = 1]")))))
        .isEqualTo(
            "an executor ended under its tasks, as it does when it is out of memory"
                + " (RejectedExecutionException): "
                + advice);
    assertThat(line(job(": ExecutorLostFailure Reason: Command exited with code 137", null)))
        .isEqualTo(
            "executors were killed, as a machine does whose memory is short (exited with code 137): "
                + advice);
  }

  @Test
  void aFileSystemInSafeMode() {
    assertThat(
            line(
                of(
                    "org.apache.hadoop.ipc.Client",
                    new IOException(
                        "Cannot create directory /out/x. Name node is in safe mode.\nIt was turned on"))))
        .isEqualTo(
            "HDFS is in safe mode and takes no changes (Name node is in safe mode): wait until it has"
                + " left it (hdfs dfsadmin -safemode wait), and run again");
  }

  @Test
  void aFileSystemThatIsGone() {
    assertThat(
            line(
                of(
                    "org.apache.hadoop.net.NetUtils",
                    new IOException(
                        "Call From a/127.0.0.1 to localhost:8020 failed on connection exception:"
                            + " java.net.ConnectException: Connection refused; For more details see: x"))))
        .isEqualTo(
            "the file system does not answer (Call From a/127.0.0.1 to localhost:8020 failed on"
                + " connection exception): see that it is up, and run again");
  }

  @Test
  void aConnectionThatEnds() {
    assertThat(line(job("", of("org.apache.hadoop.hdfs.DataStreamer", new EOFException()))))
        .isEqualTo(
            "the file system does not answer (EOFException): see that it is up, and run again");
    assertThat(line(of("org.apache.hadoop.hdfs.DFSInputStream", new EOFException("end"))))
        .isEqualTo("end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "csv", "json"})
  void aFileThatVanishesWhileItIsRead(String format, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("a file." + format);
    SparkSession spark = LocalSpark.session();
    Path made = folder.resolve("made");
    spark.range(9).selectExpr("id").coalesce(1).write().format(format).save(made.toString());
    try (Stream<Path> files = Files.list(made)) {
      Files.move(
          files.filter(each -> each.toString().endsWith("." + format)).findFirst().orElseThrow(),
          file);
    }
    Dataset<Row> rows = spark.read().schema("id BIGINT").format(format).load(file.toString());
    Files.delete(file);
    assertThat(line(catchThrowable(rows::collectAsList)))
        .isEqualTo(
            "file file:%s vanished while the job ran: let nothing remove or replace files while they"
                + " are read, and run again",
            file);
  }

  /** As HDFS says it, to Spark 3.5. */
  @Test
  void aFileOfHdfsThatVanishesWhileItIsRead() {
    Exception reading =
        of(
            "org.apache.spark.sql.errors.QueryExecutionErrors$",
            new SparkException(
                "File does not exist: /data/a.csv\n\tat org.apache.hadoop.hdfs.server.namenode\n\n"
                    + "It is possible the underlying files have been updated. You can explicitly"
                    + " invalidate the cache in Spark by running 'REFRESH TABLE tableName'",
                of(
                    "org.apache.hadoop.hdfs.DFSClient",
                    new FileNotFoundException("File does not exist: /data/a.csv\n\tat x"))));
    assertThat(line(job("", reading)))
        .isEqualTo(
            "file /data/a.csv vanished while the job ran: let nothing remove or replace files while"
                + " they are read, and run again");
  }

  /** It knows more: whether rows were published, say. */
  @Test
  void whatWeSayOfItOurselvesStays() {
    String said =
        "the report cannot be written to r (No space left on device); the output stands in o";
    assertThat(line(new IOException(said))).isEqualTo(said);
  }

  @Test
  void whatIsOfAnotherKindIsToldAsItWas() {
    assertThat(line(job("", new IOException("odd")))).isEqualTo("odd");
  }
}
