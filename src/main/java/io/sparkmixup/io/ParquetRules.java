package io.sparkmixup.io;

import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.types.StructType;

/** Apache Parquet. */
final class ParquetRules extends FormatRules {

  /** What Spark writes its own form of the schema under. */
  private static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";

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
}
