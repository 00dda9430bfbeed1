package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Whether files fit to those of a folder that they are added to. One of its files stands for all,
 * as it does to Spark when it reads them: its format by its name, the columns that name folders by
 * its path, those in it by the format's reader. Types are compared where files carry them; of CSV
 * and JSON the names are. Order counts in CSV, where readers go by position.
 */
final class AppendCheck {

  /** Records that a JSON file's columns are told by. */
  private static final int JSON_RECORDS = 1000;

  private final SparkSession spark;
  private final OutputRequest request;
  private final Path folder;

  AppendCheck(SparkSession spark, OutputRequest request, Path folder) {
    this.spark = spark;
    this.request = request;
    this.folder = folder;
  }

  /**
   * Compares the schema of what is to be added with what is there.
   *
   * @throws RequestException where they differ: it names the file and the column
   */
  void run(StructType schema) throws IOException {
    Optional<Path> any = anyFile(folder);
    if (any.isEmpty()) {
      return;
    }
    Path file = any.get();
    Optional<FileFormat> format = FileFormat.ofFileName(file.getName());
    if (format.filter(its -> its != request.format()).isPresent()) {
      throw refused(
          String.format("%s is %s, and %s would be added", file, format.get(), request.format()));
    }
    List<String> folders = columnsOfFolders(file);
    if (!folders.equals(request.partitionBy())) {
      throw refused(
          String.format(
              "%s lies in folders by (%s), and --partition-by is (%s)",
              file, String.join(", ", folders), String.join(", ", request.partitionBy())));
    }
    StructType inFiles = PartitionColumns.inFiles(request.partitionBy(), schema);
    compare(file, columnsIn(file), request.format().rules().stored(inFiles));
  }

  private Optional<Path> anyFile(Path below) throws IOException {
    FileSystem files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
    RemoteIterator<FileStatus> children = files.listStatusIterator(below);
    Optional<Path> found = Optional.empty();
    while (found.isEmpty() && children.hasNext()) {
      FileStatus child = children.next();
      if (HadoopPaths.isHiddenBelow(folder, child.getPath())) {
        continue;
      }
      if (child.isDirectory()) {
        found = anyFile(child.getPath());
      } else if (child.getLen() > 0) {
        found = Optional.of(child.getPath());
      }
    }
    return found;
  }

  private List<String> columnsOfFolders(Path file) {
    List<String> names = new ArrayList<>();
    for (Path above = file.getParent(); above.depth() > folder.depth(); above = above.getParent()) {
      int end = above.getName().indexOf('=');
      if (end > 0) {
        String escaped = above.getName().substring(0, end).replace("+", "%2B");
        names.add(0, URLDecoder.decode(escaped, StandardCharsets.UTF_8));
      }
    }
    return names;
  }

  private StructType columnsIn(Path file) {
    String description = "spark-mixup: reading the columns of " + request.location();
    try {
      return Jobs.describe(spark, description, () -> read(file));
    } catch (Exception e) {
      // AnalysisException comes by undeclared.
      throw new RequestException(
          String.format(
              "output %s cannot be appended to: %s cannot be read as %s; name another output",
              request.location(), file, request.format()),
          e);
    }
  }

  private StructType read(Path file) {
    String path = HadoopPaths.escapeGlob(file);
    FormatRules rules = request.format().rules();
    DataFrameReader reader =
        spark
            .read()
            .options(rules.readingBack(request, new StructType()))
            .options(request.options());
    return switch (request.format()) {
      case CSV -> reader.option("inferSchema", "false").csv(path).schema();
      case JSON -> reader.json(spark.read().textFile(path).limit(JSON_RECORDS)).schema();
      default -> reader.format(rules.id()).load(path).schema();
    };
  }

  private void compare(Path file, StructType theirs, StructType ours) {
    for (StructField field : theirs.fields()) {
      if (!has(ours, field)) {
        throw refused(
            String.format("%s has a column '%s', which the output lacks", file, field.name()));
      }
    }
    for (StructField field : ours.fields()) {
      // JSON leaves out what is null.
      if (request.format() != FileFormat.JSON && !has(theirs, field)) {
        throw refused(
            String.format("%s has no column '%s', which the output has", file, field.name()));
      }
    }
    switch (request.format()) {
      case JSON -> {}
      case CSV -> compareOrder(file, theirs, ours);
      default -> compareTypes(file, theirs, ours);
    }
  }

  private static boolean has(StructType schema, StructField field) {
    return Arrays.asList(schema.fieldNames()).contains(field.name());
  }

  private void compareOrder(Path file, StructType theirs, StructType ours) {
    for (int i = 0; i < theirs.size(); i++) {
      String name = theirs.fieldNames()[i];
      String our = ours.fieldNames()[i];
      if (!name.equals(our)) {
        throw refused(
            String.format(
                "column %d of %s is '%s', that of the output '%s'", i + 1, file, name, our));
      }
    }
  }

  private void compareTypes(Path file, StructType theirs, StructType ours) {
    for (StructField field : ours.fields()) {
      String type = field.dataType().catalogString();
      String its = theirs.apply(field.name()).dataType().catalogString();
      if (!its.equals(type)) {
        throw refused(
            String.format(
                "%s has column '%s' as %s, the output as %s", file, field.name(), its, type));
      }
    }
  }

  private RequestException refused(String why) {
    return new RequestException(
        String.format(
            "output %s cannot be appended to: %s; name another output, or write what it holds",
            request.location(), why));
  }
}
