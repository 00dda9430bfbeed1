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
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
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
 * @param ofSingles synthetic rows that equal an original that no other original equals
 * @param pairs values that two original rows have
 * @param triples values that three original rows have
 */
public record Verbatim(
    List<String> columns,
    boolean continuous,
    long rows,
    long repeatedOriginals,
    long ofSingles,
    long pairs,
    long triples) {

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
                functions.sum(functions.expr("if(before > 1, before, 0L)")),
                functions.sum(functions.expr("if(before = 1, after, 0L)")),
                functions.sum(functions.expr("if(before = 2, 1L, 0L)")),
                functions.sum(functions.expr("if(before = 3, 1L, 0L)")))
            .head();
    return new Verbatim(
        compared,
        !floating.isEmpty(),
        count(counts, 0),
        count(counts, 1),
        count(counts, 2),
        count(counts, 3),
        count(counts, 4));
  }

  /** The share of synthetic rows that equal an original. */
  double share(GroupComparison all) {
    return (double) rows / all.syntheticRows();
  }

  /**
   * Synthetic rows that equal originals of one kind.
   *
   * @param of all synthetic rows
   * @param byChance the share that chance gives
   * @param proven whether chance does not explain them at the level
   * @param which the originals, in words
   * @param others what gives {@code byChance}, in words
   */
  record Copies(long rows, long of, double byChance, boolean proven, String which, String others) {

    private double share() {
      return (double) rows / of;
    }

    private boolean isAbove(double limit) {
      return share() - byChance > limit;
    }

    /** Names copies as such where chance does not explain them; else says what may. */
    String sentence(double limit) {
      return String.format(
          Locale.ROOT,
          "%,d of %,d rows (%.3g %%) %s%s, more than --max-verbatim %s%s%s",
          rows,
          of,
          100 * share(),
          proven ? "are verbatim copies of originals" : "equal an original",
          which,
          Findings.setting(limit),
          byChance == 0
              ? ""
              : String.format(
                  Locale.ROOT, " above the %.3g %% of originals that %s", 100 * byChance, others),
          proven
              ? ""
              : ": they are copies, unless values have so few digits that chance makes some equal");
    }

    Verdict.Deciding deciding(double limit) {
      return Verdict.Deciding.verbatim(limit + byChance, share());
    }
  }

  /**
   * Those of any original. By chance their share is that of the originals that equal another one.
   * Halves are what is tested, since the rarest of rows that equal each other come in pairs: what
   * is counted in rows varies twice as much as independent events do.
   */
  Copies ofAny(long originals, long synthetics, double level) {
    double ratio = (double) synthetics / originals;
    return new Copies(
        rows,
        synthetics,
        (double) repeatedOriginals / originals,
        atLeast(rows / 2.0, repeatedOriginals / 2.0, ratio) <= level,
        "",
        "equal another one");
  }

  /**
   * Those of originals that occur once: where many rows share a value, as zeros do, copies of the
   * others are few beside them. By chance their share is 2 f_2 / n_A, that of the originals that
   * occur twice, f_r being the number of values that r of the n_A originals have (Good, Biometrika
   * 40, 1953, 237). Each such value is among the n_B synthetic rows a Poisson number of times; so
   * the variance of all of them is their number times 1 + 3 (f_3 / f_2) n_B / n_A, and so many rows
   * are one event. One is added to f_2, which may be 0 by chance.
   */
  Copies ofSingles(long originals, long synthetics, double level) {
    double ratio = (double) synthetics / originals;
    double each = 1 + 3 * ratio * triples / (pairs + 1);
    return new Copies(
        ofSingles,
        synthetics,
        2.0 * pairs / originals,
        atLeast(ofSingles / each, (double) pairs, 2 * ratio / each) <= level,
        " that occur once",
        "occur twice");
  }

  /**
   * How likely b events and more are beside a others, where b are expected to be {@code ratio}
   * times as many: that of so many among a + b with odds ratio to 1 (Przyborowski and Wilenski,
   * Biometrika 31, 1940, 313).
   */
  private static double atLeast(double b, double a, double ratio) {
    return b > 0 ? RegularizedBeta.value(ratio / (1 + ratio), b, a + 1) : 1;
  }

  /**
   * What more rows are copies than may be: of originals that equal each other more than those that
   * chance gives, too. Where none do, it is a limit and not a test: a few rows tell too little of
   * how often values are equal, and copies among them are to fail.
   */
  Optional<Copies> tooMany(GroupComparison all, ComparisonRequest request) {
    double level = request.limits().level() / 2;
    long a = all.originalRows();
    long b = all.syntheticRows();
    return Stream.of(ofAny(a, b, level), ofSingles(a, b, level))
        .filter(c -> c.isAbove(request.maxVerbatim()))
        .filter(c -> c.proven || repeatedOriginals == 0)
        .findFirst();
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
