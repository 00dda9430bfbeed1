package io.sparkmixup.io;

import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Apache Parquet. */
final class ParquetRules extends FormatRules {

  /** What Spark writes its own form of the schema under. */
  private static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";

  private static final String DICTIONARY = "parquet.enable.dictionary";

  ParquetRules(String id) {
    super(
        id,
        Codecs.of("none", "uncompressed", "snappy", "gzip", "zstd", "lz4", "lz4_raw")
            .with("lzo", "com.hadoop.compression.lzo.LzoCodec")
            .with("brotli", "org.apache.hadoop.io.compress.BrotliCodec"));
  }

  @Override
  FileSchemas.Footer footer() {
    return (file, conf) -> {
      try (ParquetFileReader reader =
          ParquetFileReader.open(HadoopInputFile.fromPath(file, conf))) {
        FileMetaData data = reader.getFileMetaData();
        return data.getSchema() + data.getKeyValueMetaData().getOrDefault(SPARK_SCHEMA, "");
      }
    };
  }

  @Override
  void refuseWhatItCannotHold(StructType schema) {
    ColumnTypes.refuseUnwritable(schema);
  }

  /**
   * Mixtures of floating numbers hardly come twice, and looking each of them up in a dictionary
   * that is given up in the end is a good part of the writer's time. Who says a word about
   * dictionaries has all of them as he says.
   */
  @Override
  Map<String, String> writing(OutputRequest request, StructType data) {
    boolean asked =
        request.options().keySet().stream()
            .anyMatch(option -> option.regionMatches(true, 0, DICTIONARY, 0, DICTIONARY.length()));
    if (asked) {
      return Map.of();
    }
    Map<String, String> options = new HashMap<>();
    for (StructField field : data.fields()) {
      if (field.dataType() instanceof DoubleType || field.dataType() instanceof FloatType) {
        options.put(DICTIONARY + "#" + field.name(), "false");
      }
    }
    return options;
  }
}
