package io.sparkmixup.io;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table of Apache Iceberg that is there already: rows are written to a branch of it, verified
 * there, and published by moving the table on to it. The files that were verified are those that
 * readers then find.
 */
final class BranchSink implements Sink {

  private static final Logger LOG = LoggerFactory.getLogger(BranchSink.class);

  /** Iceberg's own shuffle by partition, after the rows were made, could count a task twice. */
  private static final Map<String, String> UNSHUFFLED = Map.of("distribution-mode", "none");

  private final CatalogTable table;
  private final TableDestination destination;
  private final OutputRequest request;

  BranchSink(CatalogTable table, TableDestination destination, OutputRequest request) {
    this.table = table;
    this.destination = destination;
    this.request = request;
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.ATOMIC, Capability.WITHHOLD);
  }

  @Override
  public List<String> warnings(StructType schema) {
    return destination.warnings(schema);
  }

  @Override
  public void check(StructType schema) {
    destination.check(schema);
  }

  @Override
  public Staged stage(Dataset<Row> rows) {
    check(rows.schema());
    IcebergBranch branch = IcebergBranch.create(table);
    try {
      Jobs.describe(
          table.spark(),
          "spark-mixup: mixing, and writing to a branch of " + request.location(),
          () -> write(rows, branch));
      return new OnBranch(branch);
    } catch (Exception e) {
      // What is still being written would come back.
      Jobs.awaitTasks(table.spark());
      try {
        branch.drop();
      } catch (RuntimeException cleaning) {
        e.addSuppressed(cleaning);
      }
      throw OutputFailures.of(request.location(), e);
    }
  }

  private Void write(Dataset<Row> rows, IcebergBranch branch) {
    // Not a shuffle, which would have the rows made once more where a stage is lost.
    Dataset<Row> dealt = request.files() > 0 ? rows.coalesce(request.files()) : rows;
    destination.insert(dealt, branch.target(), UNSHUFFLED);
    return null;
  }

  private final class OnBranch implements Staged {

    private final IcebergBranch branch;
    private boolean done;

    OnBranch(IcebergBranch branch) {
      this.branch = branch;
    }

    @Override
    public Dataset<Row> readBack(StructType schema) {
      boolean overwrite = request.mode() == OutputMode.OVERWRITE;
      return WiderTypes.as(schema, overwrite ? branch.rows() : branch.added());
    }

    @Override
    public void publish() throws IOException {
      moveOn();
      done = true;
      try {
        branch.drop();
      } catch (RuntimeException e) {
        LOG.warn("{} is published, but {} could not be removed", request.location(), branch, e);
      }
    }

    private void moveOn() throws IOException {
      try {
        branch.fastForward();
      } catch (RuntimeException e) {
        if (!String.valueOf(e.getMessage()).contains("Cannot fast-forward")) {
          throw e;
        }
        if (request.mode() != OutputMode.APPEND) {
          throw new IOException(
              String.format(
                  "output %s was changed while its rows were made, and stays as it is now: run"
                      + " again",
                  request.location()),
              e);
        }
        branch.addToMain();
      }
    }

    @Override
    public void discard() {
      if (!done) {
        done = true;
        branch.drop();
      }
    }
  }
}
