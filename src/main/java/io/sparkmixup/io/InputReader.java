package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Reads what an {@link InputRequest} names.
 *
 * <p>Reading is lazy: a broken file may show only while a job runs. {@link
 * InputFailures#asRequestException} makes one line of such a failure then.
 */
public final class InputReader {

  private InputReader() {}

  /**
   * Opens the input, told or inferred schema and all.
   *
   * @throws RequestException where a path is missing, the format or schema is unclear, or what has
   *     to be read to infer the schema is broken
   * @throws UncheckedIOException where the file system fails
   */
  public static Dataset<Row> read(SparkSession spark, InputRequest asked) {
    Optional<StructType> schema = asked.schema().map(InputReader::parseSchema);
    InputRequest request = asked.withOptions(Secrets.resolve(asked.options()));
    try {
      if (!request.readsFiles()) {
        return Jobs.describe(
            spark,
            "Read the schema of " + request.described(),
            () -> OtherSources.read(spark, request, schema));
      }
      InputLocations locations = locate(spark, request.locations());
      FileFormat format = formatOf(request, locations);
      return Jobs.describe(
          spark,
          "Read the schema of " + locations.described(),
          () -> read(format, new FilesToRead(spark, request, locations, schema)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the input: " + e.getMessage(), e);
    } catch (RequestException e) {
      throw e;
    } catch (Exception e) {
      // Scala throws what Java has to declare, so AnalysisException comes by here too.
      throw InputFailures.onOpening(request, e);
    }
  }

  private static Dataset<Row> read(FileFormat format, FilesToRead files) {
    try {
      return format.rules().read(files);
    } catch (Exception e) {
      if (InputFailures.asRequestException(e).isEmpty() && InputFailures.isDamage(e)) {
        Optional<String> file = DamagedFiles.first(files);
        if (file.isPresent()) {
          throw InputFailures.damaged(file.get(), e);
        }
      }
      throw e;
    }
  }

  /**
   * Returns the format that a request names, or that its file names tell; Parquet for what does not
   * come from files.
   *
   * @throws RequestException where it is named nowhere, or a path is missing
   */
  public static FileFormat format(SparkSession spark, InputRequest request) {
    if (!request.readsFiles()) {
      return FileFormat.PARQUET;
    }
    try {
      return formatOf(request, locate(spark, request.locations()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the input: " + e.getMessage(), e);
    }
  }

  /**
   * What may be lost on reading, as the options ask; and columns that inference took for text
   * although their values are numbers but for a few words, such as {@code NA}, or although they
   * have no values. That costs a scan where an inferred CSV or JSON has text columns, else nothing.
   *
   * @param rows what {@link #read} returned for the request
   * @return a line each, with the option that helps
   */
  public static List<String> warnings(SparkSession spark, InputRequest request, Dataset<Row> rows) {
    List<String> lenient = Lenience.warnings(request.options());
    if (request.schema().isPresent() || !request.readsFiles()) {
      return lenient;
    }
    List<String> inferred = format(spark, request).rules().inferenceWarnings(rows, request);
    return Stream.concat(lenient.stream(), inferred.stream()).toList();
  }

  private static InputLocations locate(SparkSession spark, List<String> locations)
      throws IOException {
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    return InputLocations.resolve(locations, conf);
  }

  private static FileFormat formatOf(InputRequest request, InputLocations locations)
      throws IOException {
    return request.format().isPresent() ? request.format().get() : locations.tellFormat();
  }

  private static StructType parseSchema(String ddl) {
    try {
      return StructType.fromDDL(ddl);
    } catch (Exception e) {
      throw new RequestException(
          String.format(
              "--schema '%s' is not a schema: write it as a DDL list, such as 'a INT, b DOUBLE'",
              ddl),
          e);
    }
  }
}
