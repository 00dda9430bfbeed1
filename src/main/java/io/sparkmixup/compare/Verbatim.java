package io.sparkmixup.compare;

import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.KeySource;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixedValues;
import io.sparkmixup.plan.Role;
import io.sparkmixup.rows.Iterators;
import io.sparkmixup.rows.Murmur3;
import io.sparkmixup.rows.RowCodec;
import io.sparkmixup.rows.RowShape;
import io.sparkmixup.verify.Findings;
import io.sparkmixup.verify.Verdict;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.StructType;

/**
 * Synthetic rows that equal an original in all their continuous mixed columns, or in all mixed ones
 * where none is continuous. Rows are told apart by 128 bits of a hash of their canonical encoding;
 * rows in which all of these columns are missing have nothing that could be copied, and do not
 * count.
 *
 * @param columns those that are compared
 * @param continuous whether these are the continuous ones
 * @param rows synthetic rows that equal an original
 * @param repeatedOriginals original rows that equal another original: so many are equal anyway
 */
public record Verbatim(
    List<String> columns, boolean continuous, long rows, long repeatedOriginals) {

  /** Counts them: one job, that reads both sides once. */
  static Verbatim of(Dataset<Row> original, Dataset<Row> synthetic, ColumnRoles roles) {
    List<String> mixed = roles.names(Role.MIXED);
    List<String> floating =
        mixed.stream().filter(name -> isContinuous(original.schema(), name)).toList();
    List<String> compared = floating.isEmpty() ? mixed : floating;
    Row counts =
        hashes(original, roles, compared)
            .withColumn("here", functions.lit(0L))
            .union(hashes(synthetic, roles, compared).withColumn("here", functions.lit(1L)))
            .groupBy("hash")
            .agg(
                functions.sum(functions.expr("1L - here")).as("before"),
                functions.sum("here").as("after"))
            .agg(
                functions.sum(functions.expr("if(before > 0, after, 0L)")),
                functions.sum(functions.expr("if(before > 1, before, 0L)")))
            .head();
    return new Verbatim(compared, !floating.isEmpty(), count(counts, 0), count(counts, 1));
  }

  /** The share of original rows that equal another one: what chance alone gives. */
  private double byChance(GroupComparison all) {
    return (double) repeatedOriginals / all.originalRows();
  }

  /** The share of synthetic rows that equal an original. */
  double share(GroupComparison all) {
    return (double) rows / all.syntheticRows();
  }

  /**
   * Whether more rows are copies than may be: of originals that equal each other more than those
   * that chance gives, too. Where none do, it is a limit and not a test: a few rows tell too little
   * of how often values are equal, and copies among them are to fail.
   */
  boolean tooMany(GroupComparison all, ComparisonRequest request) {
    return share(all) - byChance(all) > request.maxVerbatim()
        && (repeatedOriginals == 0 || significant(all, request));
  }

  private boolean significant(GroupComparison all, ComparisonRequest request) {
    return pValue((double) all.originalRows(), (double) all.syntheticRows())
        <= request.limits().level();
  }

  /**
   * How likely it is that so many rows equal an original by chance alone: a and b being half of the
   * original rows that equal another one and half of the synthetic ones, and q the synthetic rows'
   * share of all, that of b or more among a + b that are on either side with odds 1 - q and q
   * (Przyborowski and Wilenski, Biometrika 31, 1940, 313). Halves, since the rarest of rows that
   * equal each other come in pairs: what is counted in rows varies twice as much as independent
   * events do.
   */
  private double pValue(double originals, double synthetics) {
    double a = repeatedOriginals / 2.0;
    double b = rows / 2.0;
    return RegularizedBeta.value(synthetics / (originals + synthetics), b, a + 1);
  }

  /** Names copies as such where chance does not explain them at the level; else says what may. */
  String sentence(GroupComparison all, ComparisonRequest request) {
    boolean copies = significant(all, request);
    return String.format(
        Locale.ROOT,
        "%,d of %,d rows (%.3g %%) %s, more than --max-verbatim %s%s%s",
        rows,
        all.syntheticRows(),
        100 * share(all),
        copies ? "are verbatim copies of originals" : "equal an original",
        Findings.setting(request.maxVerbatim()),
        repeatedOriginals == 0
            ? ""
            : String.format(
                Locale.ROOT,
                " above the %.3g %% of originals that equal another one",
                100 * byChance(all)),
        copies
            ? ""
            : ": they are copies, unless values have so few digits that chance makes some equal");
  }

  Verdict.Deciding deciding(GroupComparison all, ComparisonRequest request) {
    return Verdict.Deciding.verbatim(request.maxVerbatim() + byChance(all), share(all));
  }

  private static long count(Row counts, int i) {
    return counts.isNullAt(i) ? 0 : counts.getLong(i);
  }

  private static boolean isContinuous(StructType schema, String name) {
    DataType type = schema.apply(name).dataType();
    DataType element = type instanceof ArrayType array ? array.elementType() : type;
    return element instanceof DoubleType
        || element instanceof FloatType
        || element instanceof DecimalType
        || element.equals(SQLDataTypes.VectorType());
  }

  /** A hash for each row that holds a value in one of these columns. */
  private static Dataset<Row> hashes(Dataset<Row> rows, ColumnRoles roles, List<String> compared) {
    ColumnRoles own = roles.only(c -> compared.contains(c.name()));
    Layout layout = Layout.of(rows.schema(), own, KeySource.WHOLE_ROW);
    RowShape.PartitionFunction<byte[]> scan = decoded -> hashes(decoded, layout);
    return layout.shape().decode(rows, scan, Encoders.BINARY()).toDF("hash");
  }

  private static Iterator<byte[]> hashes(Iterator<Row> rows, Layout layout) {
    RowCodec codec = layout.codec();
    RowCodec.Locator locator = codec.locator();
    Murmur3 signature = codec.signature(codec.sections());
    Murmur3 hash = new Murmur3();
    MixedValues values = new MixedValues(layout);
    RowCodec.Encoder encoder = codec.encoder();
    BooleanSupplier advance =
        () -> {
          while (rows.hasNext()) {
            byte[] bytes = encoder.encode(rows.next());
            if (holdsSome(values, layout, bytes, locator.locate(bytes, 0))) {
              return true;
            }
          }
          return false;
        };
    return Iterators.whileTrue(
        advance,
        () -> {
          hash.hash(encoder.bytes(), 0, encoder.size(), signature.high(), signature.low());
          return ByteBuffer.allocate(16).putLong(hash.high()).putLong(hash.low()).array();
        });
  }

  private static boolean holdsSome(MixedValues values, Layout layout, byte[] bytes, int[] offsets) {
    int[] columns = layout.mixed();
    for (int i = 0; i < columns.length; i++) {
      if (values.isScalar(i)
          ? !Double.isNaN(values.scalar(bytes, offsets, i))
          : offsets[columns[i]] >= 0) {
        return true;
      }
    }
    return false;
  }
}
