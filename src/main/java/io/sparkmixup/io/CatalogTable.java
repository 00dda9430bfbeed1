package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import io.sparkmixup.rows.SqlNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalog.Table;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * A name in the session's catalogs, {@code [catalog.][namespace.]table}.
 *
 * @param asked the name as the user wrote it
 * @param name with every part in backticks
 */
record CatalogTable(SparkSession spark, String asked, String name, List<String> parts) {

  private static final String ICEBERG = "org.apache.iceberg.spark.";
  private static final String ANY_VERSION = "(?:branch_|tag_|snapshot_id_|at_timestamp_).*";

  /**
   * Takes a name apart.
   *
   * @throws RequestException where it is none
   */
  static CatalogTable of(SparkSession spark, String name) {
    List<String> parts = parts(name);
    if (parts.stream().anyMatch(String::isBlank)) {
      throw new RequestException(
          "table:" + name + " is no name of a table: write table:NAME or table:DATABASE.NAME");
    }
    return new CatalogTable(
        spark, name, parts.stream().map(SqlNames::quote).collect(Collectors.joining(".")), parts);
  }

  /** Dots divide, but for those in backticks; a backtick within them is doubled. */
  private static List<String> parts(String name) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '`' && quoted && i + 1 < name.length() && name.charAt(i + 1) == '`') {
        part.append(name.charAt(++i));
      } else if (c == '`') {
        quoted = !quoted;
      } else if (c == '.' && !quoted) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  /**
   * Whether it is there.
   *
   * @throws RequestException where it is a branch or a snapshot that its table does not have
   */
  boolean exists() {
    try {
      return spark.catalog().tableExists(name) || (namesVersion(ANY_VERSION) && opens());
    } catch (Exception e) {
      // With a cause it is that of a catalog that is out of reach, say.
      if (e instanceof AnalysisException && e.getCause() == null) {
        throw new RequestException(
            "table:" + asked + ": " + InputFailures.oneLine(String.valueOf(e.getMessage())), e);
      }
      if (!(e instanceof RuntimeException unchecked && isComplaintOfIceberg(unchecked))) {
        throw e;
      }
      throw new RequestException(
          String.format(
              "table:%s: %s; name a branch or snapshot that is there, as branch_NAME, tag_NAME or"
                  + " snapshot_id_NUMBER after the table's name",
              asked, InputFailures.oneLine(String.valueOf(e.getMessage()))),
          e);
    }
  }

  /** Some Icebergs know their branches and snapshots only where they are read. */
  private boolean opens() {
    try {
      return rows().schema() != null;
    } catch (Exception e) {
      // Scala throws what Java has to declare: AnalysisException comes by undeclared.
      if (e instanceof AnalysisException) {
        return false;
      }
      throw e;
    }
  }

  private boolean namesVersion(String pattern) {
    return parts.size() > 1 && parts.get(parts.size() - 1).matches(pattern);
  }

  /** Whether Iceberg found fault with a name, and no file system failed. */
  private static boolean isComplaintOfIceberg(RuntimeException e) {
    boolean thrownThere =
        e.getStackTrace().length > 0
            && e.getStackTrace()[0].getClassName().startsWith("org.apache.iceberg.");
    return thrownThere
        && (e instanceof IllegalArgumentException
            || e.getClass().getSimpleName().equals("ValidationException"));
  }

  /** Whether it is a table as it was at some time: that can be read, and not written. */
  boolean isSnapshot() {
    return namesVersion("(?:tag_|snapshot_id_|at_timestamp_).*")
        && detail("Provider").filter("iceberg"::equalsIgnoreCase).isPresent()
        && !isIcebergTable();
  }

  /** What to tell somebody who reads a table that is not there. */
  String absent() {
    boolean hive = spark.conf().get("spark.sql.catalogImplementation", "in-memory").equals("hive");
    return "table:"
        + asked
        + " does not exist"
        + (hive || parts.size() > 2
            ? ""
            : "; for tables of Hive, put --conf spark.sql.catalogImplementation=hive before the"
                + " command");
  }

  /**
   * Whether a table that is not there yet would be made by Apache Iceberg.
   *
   * @param format what is asked for, where something is
   */
  boolean wouldBeIceberg(Optional<String> format) {
    String made = catalogSetting(parts.get(0));
    String catalog =
        parts.size() > 1 && !made.isEmpty()
            ? made
            : catalogSetting(spark.catalog().currentCatalog());
    return catalog.equals(ICEBERG + "SparkCatalog")
        || (catalog.equals(ICEBERG + "SparkSessionCatalog")
            && format
                .orElse(spark.conf().get("spark.sql.sources.default", "parquet"))
                .equalsIgnoreCase("iceberg"));
  }

  private String catalogSetting(String catalog) {
    return spark.conf().get("spark.sql.catalog." + catalog, "");
  }

  boolean isView() {
    Table table = found();
    return table.isTemporary() || table.tableType().contains("VIEW");
  }

  private Table found() {
    try {
      return spark.catalog().getTable(name);
    } catch (AnalysisException e) {
      throw new RequestException(
          "table:" + asked + ": " + InputFailures.oneLine(String.valueOf(e.getMessage())), e);
    }
  }

  StructType schema() {
    return rows().schema();
  }

  Dataset<Row> rows() {
    return spark.table(name);
  }

  /** Refuses a name that its catalog could not make a table of. */
  void checkNew() {
    boolean ofSpark =
        catalogSetting(parts.get(0)).isEmpty()
            && catalogSetting("spark_catalog").isEmpty()
            && spark.catalog().currentCatalog().equals("spark_catalog");
    if (ofSpark && !parts.get(parts.size() - 1).matches("\\w+")) {
      throw new RequestException(
          String.format(
              "output table:%s: a name of Spark's own catalog holds letters, digits and _ only",
              asked));
    }
    checkNamespace();
  }

  /** Refuses a name in a namespace that is not there. */
  private void checkNamespace() {
    if (parts.size() == 1) {
      return;
    }
    String namespace =
        parts.subList(0, parts.size() - 1).stream()
            .map(SqlNames::quote)
            .collect(Collectors.joining("."));
    try {
      if (spark.catalog().databaseExists(namespace)) {
        return;
      }
    } catch (RuntimeException e) {
      throw new RequestException(
          "output table:" + asked + ": " + InputFailures.oneLine(String.valueOf(e.getMessage())),
          e);
    }
    throw new RequestException(
        String.format(
            "output table:%s: there is no database %s; create it first", asked, namespace));
  }

  /** The folder of its files, where it has one. */
  Optional<String> location() {
    return detail("Location");
  }

  /** Whether it is a table of Apache Iceberg: no branch of one, and no snapshot. */
  boolean isIcebergTable() {
    return detail("Provider").filter("iceberg"::equalsIgnoreCase).isPresent()
        && detail("Name").filter(String.join(".", resolved())::equals).isPresent();
  }

  /** Catalog, namespaces and name: the session fills in what the user left out. */
  List<String> resolved() {
    Table found = found();
    List<String> full = new ArrayList<>();
    full.add(found.catalog());
    full.addAll(Arrays.asList(found.namespace()));
    full.add(found.name());
    return full;
  }

  private Optional<String> detail(String key) {
    return spark
        .sql("describe table extended " + name)
        .where(functions.col("col_name").equalTo(key))
        // A column may be called so; what is said of the table comes after the columns.
        .collectAsList()
        .stream()
        .reduce((first, last) -> last)
        .map(row -> row.getString(1));
  }
}
