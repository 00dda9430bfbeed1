package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The folder of many rounds: one folder of Parquet files for each, by law, and a record beside
 * them.
 *
 * <pre>
 * output/repeat.json
 * output/repeat.svg
 * output/round-001
 * output/uniform/round-001
 * </pre>
 */
public final class RoundsFolder {

  private static final String RECORD = "repeat.json";
  private static final String PICTURE = "repeat.svg";

  private final SparkSession spark;
  private final String location;
  private final Path folder;
  private final FolderStore store;

  private RoundsFolder(SparkSession spark, String location, Path folder, FolderStore store) {
    this.spark = spark;
    this.location = location;
    this.folder = folder;
    this.store = store;
  }

  /**
   * Looks at the folder, and leaves it as it is. One that holds hidden names alone, or nothing, is
   * what a run leaves that was stopped in its first round: there are no rounds in it yet.
   *
   * @throws RequestException if something else is there, or nothing can be made there
   * @throws IOException if the file system cannot be reached
   */
  public static RoundsFolder of(SparkSession spark, String location) throws IOException {
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    Path folder = CanonicalPath.of(HadoopPaths.parse(location, "output"), conf);
    FolderStore store = FolderStore.of(folder, conf);
    RoundsFolder rounds = new RoundsFolder(spark, location, folder, store);
    if (!store.exists(folder)) {
      Place.check(store, folder.getParent(), location);
    } else if (!store.isFolder(folder) || !(rounds.isRecorded() || rounds.isUntouched())) {
      throw new RequestException(
          "output " + location + " exists already, and holds no rounds: name another");
    }
    return rounds;
  }

  private boolean isRecorded() throws IOException {
    return store.exists(new Path(folder, RECORD));
  }

  private boolean isUntouched() throws IOException {
    return store.list(folder).stream().allMatch(path -> path.getName().startsWith("."));
  }

  /** The record of the rounds that are there; empty where there are none yet. */
  public Optional<String> record() throws IOException {
    return store.read(new Path(folder, RECORD)).map(b -> new String(b, StandardCharsets.UTF_8));
  }

  /** Writes the record and the picture, each whole or not at all. */
  public void write(String record, String picture) throws IOException {
    put(PICTURE, picture);
    put(RECORD, record);
  }

  private void put(String name, String text) throws IOException {
    WholeFile.of(spark, new Path(folder, name).toString(), OutputMode.OVERWRITE)
        .write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Where the picture lies. */
  public String picture() {
    return location + "/" + PICTURE;
  }

  private Path round(String law, int number) {
    Path parent = law.isEmpty() ? folder : new Path(folder, law);
    return new Path(parent, String.format(Locale.ROOT, "round-%03d", number));
  }

  /**
   * Where a round goes; what is left there of a run that was stopped is replaced.
   *
   * @param begun the record of no rounds. It is there before the first round is: a run that is
   *     killed after publishing it, and before recording it, goes on like any other
   */
  public Sink sink(String law, int number, String begun) throws IOException {
    OutputRequest request = OutputRequest.of(round(law, number).toString(), FileFormat.PARQUET);
    Sink sink = FolderSink.of(spark, request.withMode(OutputMode.OVERWRITE));
    return isRecorded() ? sink : new First(sink, begun);
  }

  /** The first round: what it is about is recorded once it is known that it can be made. */
  private final class First implements Sink {

    private final Sink sink;
    private final String begun;

    private First(Sink sink, String begun) {
      this.sink = sink;
      this.begun = begun;
    }

    @Override
    public Set<Capability> capabilities() {
      return sink.capabilities();
    }

    @Override
    public void check(StructType schema) throws IOException {
      sink.check(schema);
    }

    @Override
    public List<String> warnings(StructType schema) {
      return sink.warnings(schema);
    }

    @Override
    public Staged stage(Dataset<Row> rows) throws IOException {
      put(RECORD, begun);
      return sink.stage(rows);
    }
  }

  /**
   * The rows of a round.
   *
   * @throws RequestException if they are not there
   */
  public Dataset<Row> read(String law, int number) throws IOException {
    Path path = round(law, number);
    if (!store.exists(path)) {
      throw new RequestException(
          "output "
              + location
              + ": "
              + path.getName()
              + " is recorded, but its rows are gone: name another output");
    }
    return spark.read().parquet(HadoopPaths.escapeGlob(path));
  }

  /** Removes a round that is no longer needed. */
  public void remove(String law, int number) throws IOException {
    store.delete(round(law, number));
  }
}
