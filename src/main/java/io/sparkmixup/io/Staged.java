package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Rows that were written and are not visible yet. Published or discarded, once. */
public interface Staged extends AutoCloseable {

  /**
   * Returns what was staged, read as it was written. To be used before {@link #publish} and {@link
   * #discard}: both take the files away from where this looks.
   *
   * @param schema the schema of the rows that were staged
   */
  Dataset<Row> readBack(StructType schema);

  /**
   * Makes the rows visible. Where it fails, they can still be discarded.
   *
   * @throws RequestException where somebody else has published this output meanwhile
   * @throws IOException where the file system fails
   */
  void publish() throws IOException;

  /** Removes what was staged. Does nothing once it is published or discarded. */
  void discard() throws IOException;

  /** Discards what was not published. */
  @Override
  default void close() throws IOException {
    discard();
  }
}
