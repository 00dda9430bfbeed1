package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.List;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.FileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.mapred.FsInput;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import scala.util.Properties;

/** Apache Avro, by Spark's own module, which users add: Spark does not bring it. */
final class AvroRules extends FormatRules {

  private static final String MODULE = "org.apache.spark.sql.avro.AvroFileFormat";

  AvroRules(String id) {
    super(
        id,
        Codecs.of("uncompressed", "snappy", "deflate", "zstandard", "bzip2")
            .with("xz", "org.tukaani.xz.XZOutputStream"));
  }

  @Override
  void requireModule(SparkSession spark) {
    if (!Classes.isPresent(MODULE)) {
      String[] scala = Properties.versionNumberString().split("\\.", -1);
      throw new RequestException(
          String.format(
              "avro needs Spark's own Avro module: put --packages"
                  + " org.apache.spark:spark-avro_%s.%s:%s before the command",
              scala[0], scala[1], spark.version()));
    }
  }

  @Override
  Dataset<Row> read(FilesToRead files) {
    requireModule(files.spark());
    return super.read(files);
  }

  @Override
  FileSchemas.Footer footer() {
    return (file, conf) -> {
      try (FileReader<Object> reader =
          DataFileReader.openReader(new FsInput(file, conf), new GenericDatumReader<>())) {
        return reader.getSchema().toString();
      }
    };
  }

  @Override
  void refuseWhatItCannotHold(StructType schema) {
    ColumnTypes.refuseUnwritable(schema);
    ColumnTypes.refuseVariant(schema, id());
    ColumnTypes.refuseMapsWithoutTextKeys(schema, id());
    ColumnTypes.refuseVectors(schema, id());
    NamesHeld.refuse(
        schema, AvroRules::isName, id(), "characters but letters, digits and _, no digit first,");
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && (Character.isLetter(name.charAt(0)) || name.charAt(0) == '_')
        && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
  }

  @Override
  List<String> warnings(StructType schema) {
    return WiderTypes.warnings(schema, id(), stored(schema));
  }

  /** Its smallest whole number is the int, and the reader takes no other for it. */
  @Override
  StructType stored(StructType schema) {
    return (StructType) WiderTypes.withoutSmallInts(schema);
  }
}
