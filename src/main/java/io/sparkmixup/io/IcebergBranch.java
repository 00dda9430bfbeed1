package io.sparkmixup.io;

import io.sparkmixup.rows.SqlNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A branch of a table of Apache Iceberg that one run has to itself: rows are written to it, looked
 * at, and made the table's own by moving its main branch on. By SQL alone, which takes Iceberg's
 * extensions of it.
 *
 * @param catalog the name of the table's catalog
 * @param table the table's name within it, every part in backticks
 * @param name of the branch, which tells its owner
 * @param base the snapshot that the branch began with
 */
record IcebergBranch(SparkSession spark, String catalog, String table, String name, long base) {

  private static final Logger LOG = LoggerFactory.getLogger(IcebergBranch.class);
  private static final String EXTENSIONS = "IcebergSparkSessionExtensions";

  /** {@code spark-mixup-PID-START-RANDOM-HOST}: a branch has no place for a record. */
  private static final String PREFIX = "spark-mixup-";

  /**
   * Whether a table has branches that this session can make: it is there, it is Iceberg's and no
   * branch of its own, and nobody has told the session of another branch to write to.
   */
  static boolean isPossible(CatalogTable table) {
    SparkSession spark = table.spark();
    return spark.conf().get("spark.sql.extensions", "").contains(EXTENSIONS)
        && spark.conf().get("spark.wap.branch", "").isEmpty()
        && spark.conf().get("spark.wap.id", "").isEmpty()
        && table.exists()
        && !table.isView()
        && table.isIcebergTable();
  }

  /** Makes a branch that begins with what the table holds, and removes those of gone owners. */
  static IcebergBranch create(CatalogTable of) {
    SparkSession spark = of.spark();
    List<String> full = of.resolved();
    String catalog = SqlNames.quote(full.get(0));
    String table = full.stream().skip(1).map(SqlNames::quote).collect(Collectors.joining("."));
    // Somebody else may have written to it since this session first looked.
    spark.catalog().refreshTable(catalog + "." + table);
    Owner self = Owner.current(spark.sparkContext().applicationId(), of.asked());
    String name = nameFor(self);
    IcebergBranch any = new IcebergBranch(spark, catalog, table, name, 0);
    any.clean();
    spark.sql("alter table " + any.full() + " create branch " + SqlNames.quote(name));
    return new IcebergBranch(spark, catalog, table, name, any.head().orElseThrow());
  }

  static String nameFor(Owner owner) {
    return PREFIX + owner.newId();
  }

  private static Optional<Owner> ownerOf(String branch) {
    return branch.startsWith(PREFIX)
        ? Owner.ofId(branch.substring(PREFIX.length()))
        : Optional.empty();
  }

  private void clean() {
    for (String branch :
        spark.table(full() + ".refs").select("name").as(Encoders.STRING()).collectAsList()) {
      if (ownerOf(branch).filter(Owner::isGone).isPresent()) {
        LOG.warn("{}: removing {}, which a run that is gone has left", full(), branch);
        new IcebergBranch(spark, catalog, table, branch, 0).drop();
      }
    }
  }

  private String full() {
    return catalog + "." + table;
  }

  /** What is written to. */
  String target() {
    return full() + "." + SqlNames.quote("branch_" + name);
  }

  /** All rows of the branch. */
  Dataset<Row> rows() {
    return spark.read().table(target());
  }

  /** The rows that were added to what the branch began with. */
  Dataset<Row> added() {
    return spark
        .read()
        .option("start-snapshot-id", Long.toString(base))
        .option("end-snapshot-id", Long.toString(head().orElseThrow()))
        .table(full());
  }

  private Optional<Long> head() {
    return longs("select snapshot_id from " + full() + ".refs where name = '" + name + "'").stream()
        .findFirst();
  }

  private List<Long> longs(String query) {
    return spark.sql(query).as(Encoders.LONG()).collectAsList();
  }

  /** Makes the branch the table, where nobody has changed the table since. */
  void fastForward() {
    call("fast_forward", "branch => 'main'", "to => '" + name + "'");
  }

  /** Adds the files that the branch has added to the table, whatever else it holds by now. */
  void addToMain() {
    call("cherrypick_snapshot", "snapshot_id => " + head().orElseThrow() + "L");
  }

  private void call(String procedure, String... arguments) {
    String escaped = table.replace("\\", "\\\\").replace("'", "\\'");
    List<String> all = new ArrayList<>(List.of("table => '" + escaped + "'"));
    all.addAll(Arrays.asList(arguments));
    spark.sql(String.format("call %s.system.%s(%s)", catalog, procedure, String.join(", ", all)));
  }

  /** Removes the branch, and with it the files that nothing else refers to. */
  void drop() {
    Optional<Long> head = head();
    spark.sql("alter table " + full() + " drop branch if exists " + SqlNames.quote(name));
    List<Long> own = head.map(this::ofNobodyElse).orElse(List.of());
    if (own.isEmpty()) {
      return;
    }
    try {
      call(
          "expire_snapshots",
          // Else it takes what is older than five days, too.
          "older_than => timestamp '1970-01-01 00:00:00'",
          "snapshot_ids => array("
              + own.stream().map(id -> id + "L").collect(Collectors.joining(", "))
              + ")");
    } catch (RuntimeException e) {
      LOG.warn("{}: the snapshots {} stay until they are expired", full(), own, e);
    }
  }

  /**
   * Of a snapshot and the one before it, which an empty table's branch begins with, those that were
   * never the table's and are on no other branch.
   */
  private List<Long> ofNobodyElse(long head) {
    return longs(
        String.format(
            "select id from (select explode(array(snapshot_id, parent_id)) as id from %1$s.snapshots"
                + " where snapshot_id = %2$d) where id is not null"
                + " and id not in (select snapshot_id from %1$s.history)"
                + " and id not in (select snapshot_id from %1$s.refs)",
            full(), head));
  }
}
