package io.sparkmixup.io;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** JSON lines: one object per line. */
final class JsonRules extends FormatRules {

  JsonRules(String id) {
    super(id, TextFiles.CODECS);
  }

  @Override
  void refuseWhatItCannotHold(StructType schema) {
    ColumnTypes.refuseUnwritable(schema);
    ColumnTypes.refuseVariant(schema, id());
    ColumnTypes.refuseMapsWithoutTextKeys(schema, id());
  }

  @Override
  Dataset<Row> read(FilesToRead files) {
    refuseNullValues(files.request());
    return new JsonReading(files).read();
  }

  @Override
  List<String> inferenceWarnings(Dataset<Row> rows, InputRequest request) {
    return NumbersAsText.inJson().warnings(rows);
  }

  @Override
  Map<String, String> writing(OutputRequest request, StructType data) {
    Map<String, String> options = new HashMap<>(TextFiles.TIMESTAMPS);
    // A column without values would be in no record, and so be lost to who reads it.
    options.put("ignoreNullFields", "false");
    return options;
  }

  @Override
  Map<String, String> readingBack(OutputRequest request, StructType data) {
    Map<String, String> options = new HashMap<>(TextFiles.TIMESTAMPS);
    options.putAll(TextFiles.STRICT);
    return options;
  }
}
