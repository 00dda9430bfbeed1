package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Reads CSV strictly: a record that does not fit is an error, never a null. */
final class CsvReading {

  private final FilesToRead files;
  private final InputRequest request;

  CsvReading(FilesToRead files) {
    this.files = files;
    this.request = files.request();
  }

  Dataset<Row> read() {
    FileHeads.check(files);
    Dataset<Row> rows = files.schema().isPresent() ? readAs(files.schema()) : readInferred();
    if (rows.columns().length == 0) {
      throw new RequestException(
          "input " + files.described() + " is empty: CSV needs a header line");
    }
    return rows;
  }

  private Dataset<Row> readInferred() {
    Dataset<Row> guessed = readAs(Optional.empty());
    StructType guess = guessed.schema();
    StructType schema = LeadingZeros.keptAsText(guess, () -> readAs(Optional.of(allText(guess))));
    return schema.equals(guess) ? guessed : readAs(Optional.of(schema));
  }

  private Dataset<Row> readAs(Optional<StructType> schema) {
    return request.nullValues().size() > 1
        ? readManyNulls(schema)
        : withSchema(reader(request.nullValues()), schema).csv(files.paths());
  }

  private DataFrameReader reader(List<String> nullValue) {
    Map<String, String> options = new HashMap<>(CsvDialect.READ);
    for (String token : nullValue) {
      // The empty field is null, quoted or not, with a token as without.
      options.put("nullValue", token);
      options.put("emptyValue", token);
    }
    return files.reader(options);
  }

  private static DataFrameReader withSchema(DataFrameReader reader, Optional<StructType> schema) {
    return schema.map(reader::schema).orElseGet(() -> reader.option("inferSchema", "true"));
  }

  /**
   * Spark's reader knows one token for null. With several, the fields are read as text, the tokens
   * become nulls, and the cleaned records go through the same reader again, which then infers and
   * parses by its own rules.
   */
  private Dataset<Row> readManyNulls(Optional<StructType> schema) {
    String token = request.nullValues().get(0);
    Dataset<Row> text = readText(token, schema);
    String[] names = text.columns();
    Map<String, String> dialect = new HashMap<>(CsvDialect.RECORD);
    // Nulls travel as the first token: a record that is one empty field would be skipped.
    dialect.put("nullValue", token);
    Dataset<String> records =
        positional(text)
            .select(functions.to_csv(functions.struct(cleaned(names.length)), dialect))
            .as(Encoders.STRING());
    Dataset<Row> typed =
        withSchema(files.spark().read().options(valueOptions()).options(dialect), schema)
            .csv(records);
    // Inference makes no columns of no records; text is what Spark makes of a lone header.
    return typed.columns().length == 0 ? text : typed.toDF(names);
  }

  private Dataset<Row> readText(String nullValue, Optional<StructType> schema) {
    DataFrameReader reader = reader(List.of(nullValue)).option("inferSchema", "false");
    return schema.map(given -> reader.schema(allText(given))).orElse(reader).csv(files.paths());
  }

  private static StructType allText(StructType schema) {
    return new StructType(
        Arrays.stream(schema.fields())
            .map(field -> DataTypes.createStructField(field.name(), DataTypes.StringType, true))
            .toArray(StructField[]::new));
  }

  /** Columns by position: names may hold dots and quotes, or differ in case only. */
  static Dataset<Row> positional(Dataset<Row> rows) {
    int count = rows.columns().length;
    return rows.toDF(IntStream.range(0, count).mapToObj(i -> "c" + i).toArray(String[]::new));
  }

  private Column[] cleaned(int count) {
    Object[] tokens = request.nullValues().toArray();
    return IntStream.range(0, count)
        .mapToObj(i -> functions.col("c" + i))
        .map(column -> functions.when(functions.not(column.isin(tokens)), column))
        .toArray(Column[]::new);
  }

  private Map<String, String> valueOptions() {
    return request.options().entrySet().stream()
        .filter(
            option -> CsvDialect.VALUE_OPTIONS.contains(option.getKey().toLowerCase(Locale.ROOT)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
