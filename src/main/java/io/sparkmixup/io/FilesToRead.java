package io.sparkmixup.io;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** A user's files, found and not opened yet. */
record FilesToRead(
    SparkSession spark,
    InputRequest request,
    InputLocations locations,
    Optional<StructType> schema) {

  /** A reader with a format's options, and the user's before them. */
  DataFrameReader reader(Map<String, String> options) {
    return spark.read().options(options).options(request.options());
  }

  String[] paths() {
    return locations.forSpark();
  }

  /** The single files that they are, in the order of their names. */
  List<String> each() {
    return Arrays.stream(reader(Map.of()).format("text").load(paths()).inputFiles())
        .sorted()
        .toList();
  }

  String described() {
    return locations.described();
  }
}
