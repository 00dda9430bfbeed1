package io.sparkmixup.io;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Rows for a place that cannot take files by rename, such as a table: they are staged as Parquet
 * files in a folder, verified there, and copied when they are published. That is one more write,
 * and what makes withholding possible anywhere, and the sums of the mixing pass exact: Spark may
 * write to a table in more than one go.
 */
public final class CopySink implements Sink {

  /** Where the rows are copied to. */
  interface Destination {

    /** Refuses what cannot be written, as {@link Sink#check} does. */
    void check(StructType schema) throws IOException;

    /** What comes back otherwise than it was written, as {@link Sink#warnings} does. */
    default List<String> warnings(StructType schema) {
      return List.of();
    }

    /** Copies the rows; what is visible of them meanwhile depends on the place. */
    void copy(Dataset<Row> rows);

    /** What a reader finds there: see {@link Staged#copied}. */
    default Optional<Dataset<Row>> copied(StructType schema) {
      return Optional.empty();
    }
  }

  private final Destination destination;
  private final String location;
  private final FolderSink folder;

  /**
   * @param location what messages call the place
   */
  CopySink(Destination destination, String location, FolderSink folder) {
    this.destination = destination;
    this.location = location;
    this.folder = folder;
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.WITHHOLD);
  }

  @Override
  public List<String> warnings(StructType schema) {
    return Stream.concat(destination.warnings(schema).stream(), folder.warnings(schema).stream())
        .toList();
  }

  @Override
  public void check(StructType schema) throws IOException {
    destination.check(schema);
    folder.check(schema);
  }

  @Override
  public Staged stage(Dataset<Row> rows) throws IOException {
    destination.check(rows.schema());
    FolderStaged staged = folder.stage(rows);
    StructType schema = rows.schema();
    try {
      return new Copied(staged, schema, staged.readBack(schema).inputFiles().length);
    } catch (RuntimeException e) {
      staged.discard();
      throw e;
    }
  }

  private void copy(Dataset<Row> rows) {
    try {
      destination.copy(rows);
    } catch (Exception e) {
      throw OutputFailures.of(location, e);
    }
  }

  private final class Copied implements Staged {

    private final FolderStaged staged;
    private final StructType schema;
    private final int files;

    Copied(FolderStaged staged, StructType schema, int files) {
      this.staged = staged;
      this.schema = schema;
      this.files = files;
    }

    @Override
    public Dataset<Row> readBack(StructType as) {
      return staged.readBack(as);
    }

    @Override
    public void publish() throws IOException {
      // Somebody may have made the place meanwhile.
      destination.check(schema);
      staged.copyTo(CopySink.this::copy, schema, location, files);
    }

    @Override
    public Optional<Dataset<Row>> copied(StructType as) {
      return destination.copied(as);
    }

    @Override
    public void discard() throws IOException {
      staged.discard();
    }
  }
}
