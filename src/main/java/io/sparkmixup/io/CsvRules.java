package io.sparkmixup.io;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Comma-separated values with a header line, quoted as RFC 4180 says. */
final class CsvRules extends FormatRules {

  CsvRules(String id) {
    super(id, TextFiles.CODECS);
  }

  @Override
  void refuseWhatItCannotHold(StructType schema) {
    ColumnTypes.refuseAllButPlainText(schema);
    NamesHeld.refuseEmpty(schema, id());
  }

  @Override
  Dataset<Row> read(FilesToRead files) {
    return new CsvReading(files).read();
  }

  @Override
  List<String> inferenceWarnings(Dataset<Row> rows, InputRequest request) {
    return Stream.concat(
            noHeader(rows.columns()).stream(),
            NumbersAsText.inCsv(request.nullValues()).warnings(rows).stream())
        .toList();
  }

  /** Names that are all numbers are rather the values of a row. */
  private static Optional<String> noHeader(String[] names) {
    if (!Arrays.stream(names).allMatch(name -> name.matches(NumbersAsText.NUMBER))) {
      return Optional.empty();
    }
    String some = Arrays.stream(names).limit(3).collect(Collectors.joining(", "));
    return Optional.of(
        String.format(
            "every column is named by a number (%s%s): where the files have no header, their first"
                + " rows were taken for it and are lost; --input-option header=false reads them",
            some, names.length > 3 ? ", …" : ""));
  }

  @Override
  Map<String, String> writing(OutputRequest request, StructType data) {
    return CsvDialect.writing(request.nullValue(), data);
  }

  @Override
  Map<String, String> readingBack(OutputRequest request, StructType data) {
    return CsvDialect.readingBack(request.nullValue(), data);
  }

  /** Empty text is written in quotes, which make no difference to them. */
  @Override
  List<String> takenForNull(OutputRequest request) {
    return Stream.concat(Stream.of(""), request.nullValue().stream()).distinct().toList();
  }
}
