package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Rows that were written and, if their sink can withhold, are not visible yet. Published or
 * discarded, once.
 */
public interface Staged extends AutoCloseable {

  /**
   * Returns what was staged, read as it was written. To be used before {@link #publish} and {@link
   * #discard}: both take the files away from where this looks.
   *
   * @param schema the schema of the rows that were staged
   */
  Dataset<Row> readBack(StructType schema);

  /** What of the values that were staged comes back otherwise, a line each; none by default. */
  default List<String> warnings() {
    return List.of();
  }

  /**
   * Makes the rows visible, if they are not. Where it fails, they can still be discarded.
   *
   * @throws RequestException where somebody else has published this output meanwhile
   * @throws IOException where the file system fails
   */
  void publish() throws IOException;

  /**
   * Returns what a reader finds once the rows are published, where that is a copy of what was read
   * back, and of nothing else. Empty where the very files were renamed, where other rows are there
   * too, and where the place is free to change types.
   *
   * @param schema the schema of the rows that were staged
   */
  default Optional<Dataset<Row>> copied(StructType schema) {
    return Optional.empty();
  }

  /** Removes what was staged. Does nothing once it is published or discarded. */
  void discard() throws IOException;

  /** Discards what was not published. */
  @Override
  default void close() throws IOException {
    discard();
  }
}
