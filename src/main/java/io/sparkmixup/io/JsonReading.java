package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Reads JSON lines strictly: a line that is not one object that fits is an error. */
final class JsonReading {

  private static final int SHOWN = 80;

  private final FilesToRead files;

  JsonReading(FilesToRead files) {
    this.files = files;
  }

  Dataset<Row> read() {
    if (isStrict()) {
      refuseLinesWithMore();
    }
    Dataset<Row> rows =
        FormatRules.withSchema(files.reader(TextFiles.STRICT), files.schema()).json(files.paths());
    if (rows.columns().length == 0) {
      throw new RequestException(
          "input "
              + files.described()
              + " is empty: JSON names its columns in its records; name them with --schema");
    }
    return rows;
  }

  /** Whether lines can be looked at as text, and the user has not asked for leniency. */
  private boolean isStrict() {
    Map<String, String> options = files.request().options();
    String encoding = options.getOrDefault("encoding", options.getOrDefault("charset", "UTF-8"));
    return options.getOrDefault("mode", "FAILFAST").equalsIgnoreCase("FAILFAST")
        && encoding.equalsIgnoreCase(StandardCharsets.UTF_8.name())
        && !Boolean.parseBoolean(options.get("allowComments"));
  }

  /**
   * Spark reads the first value of a line and passes over the rest: where the file before did not
   * end in a line break, that loses a record. Costs a scan of the text.
   */
  private void refuseLinesWithMore() {
    boolean whole = Boolean.parseBoolean(files.request().options().get("multiLine"));
    FilterFunction<String> holdsMore = JsonRecords::holdMore;
    Dataset<String> broken =
        files
            .reader(Map.of("wholetext", Boolean.toString(whole)))
            .textFile(files.paths())
            .filter(holdsMore);
    Column shown = functions.substring(functions.col("value"), 1, SHOWN);
    Row first =
        Jobs.describe(
            files.spark(),
            "Look for lines of more than one record in " + files.described(),
            () -> broken.select(functions.min(shown)).head());
    if (!first.isNullAt(0)) {
      throw new RequestException(
          String.format(
              "input %s cannot be read: the %s '%s' goes on after the end of its record; write one"
                  + " record per line%s",
              files.described(),
              whole ? "file that begins with" : "line",
              InputFailures.oneLine(first.getString(0)),
              whole ? "" : " (one array of all needs --input-option multiLine=true)"));
    }
  }
}
