package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * A place that rows go to in two phases: staged, where nobody sees them and they can be verified,
 * then published. Without {@link Capability#WITHHOLD} what is staged is visible already.
 *
 * <pre>{@code
 * sink.check(schema);                       // refuses early, changes nothing
 * try (Staged staged = sink.stage(rows)) {
 *   verify(staged.readBack(schema));
 *   staged.publish();
 * }                                         // unpublished: discarded
 * }</pre>
 */
public interface Sink {

  /** What a sink can promise. */
  enum Capability {
    /** A reader sees the output whole or not at all, also after a crash. */
    ATOMIC,
    /** What was staged can be read back, and thrown away, without ever having been visible. */
    WITHHOLD
  }

  /** Returns what this sink promises for its request. */
  Set<Capability> capabilities();

  /**
   * Refuses what cannot be written, before any work is done. Leaves nothing behind.
   *
   * @throws RequestException where the output is there already, or cannot hold a column
   * @throws IOException where the file system fails
   */
  void check(StructType schema) throws IOException;

  /** What of a schema comes back otherwise than it was written, a line each; none by default. */
  default List<String> warnings(StructType schema) {
    return List.of();
  }

  /**
   * Runs the job and writes its rows, where nobody sees them if they can be withheld; then nothing
   * stays behind where it fails.
   *
   * @throws RequestException as {@link #check} does
   * @throws IOException where the file system fails
   */
  Staged stage(Dataset<Row> rows) throws IOException;
}
