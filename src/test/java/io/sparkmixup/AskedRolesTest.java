package io.sparkmixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.testing.Bits;
import io.sparkmixup.testing.LocalSpark;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every type in the roles that a user names: mixed where it can be, carried bit for bit. */
class AskedRolesTest {

  private static final SparkSession SPARK = LocalSpark.session();

  /** What can be mixed, by the row's number, i. */
  private static final String[] MIXABLE = {
    "cast(pmod(i * 37, 101) - 50 as tinyint)",
    "cast(i * 31 % 1009 as smallint)",
    "cast(i * 7919 % 100003 as int)",
    "(1L << 60) + i * 7919 % 100003",
    "cast(sin(i) as float)",
    "if(i % 9 = 0, -0D, exp(i / 9D))",
    "cast(3 + i % 4 as decimal(1,0))",
    "cast(i * 7919 % 100003 / 100 as decimal(9,2))",
    "cast(i * 1.000000000000000001BD as decimal(38,18))",
    "cast(i * 7919 % 100003 as decimal(38,0))",
    "array(i, i * i, 7L)",
    "array(cast(i % 100 as tinyint))",
    "array(cast(i / 3 as float), 0F)",
    "array(i / 3D, -0D)",
    "array(cast(i / 8 as decimal(9,2)))",
    "date_add(date'2001-02-03', cast(i * 97 % 5003 as int))",
    "timestamp_micros(981173106000001 + i * i * 1000003)",
    "cast(timestamp_micros(981173106000001 + i * i * 1000003) as timestamp_ntz)",
    "make_dt_interval(cast(i * 31 % 97 as int), 1, 2, 3.000004)",
    "cast(make_dt_interval(cast(i * 31 % 97 as int)) as interval day)",
    "cast(make_dt_interval(0, cast(i * 31 % 97 as int)) as interval day to hour)",
    "cast(make_dt_interval(0, 5, cast(i * 31 % 59 as int)) as interval hour to minute)",
  };

  /** What can only be carried, with the values that are the likeliest to be changed on the way. */
  private static final String[] CARRIED_ONLY = {
    "concat('ü𝄞', i)",
    "cast(unhex('ff00') as string)",
    "unhex(lpad(hex(i), 4, '0'))",
    "i % 2 = 0",
    "make_ym_interval(cast(i as int), 1)",
    "cast(make_ym_interval(0, cast(i as int)) as interval month)",
    "make_interval(1, 2, 0, 3, 4, 5, 6.000001)",
    "array(concat('x', i), null)",
    "array(i % 2 = 0)",
    "array(date'0001-01-01')",
    "array(array(-0D, double('NaN')), null)",
    "array(named_struct('k', i, 'v', float('-Infinity')))",
    "map('b', i / 3D, 'a', null)",
    "map(date'1582-10-15', array(timestamp'1500-01-01 00:00:00.000001'))",
    "named_struct('a.b', i, 'c', named_struct('d', array(binary('z'))))",
  };

  /** Rows with an id, "key", and a column "c0", "c1" and so on for each expression. */
  private static Dataset<Row> rows(Stream<String> expressions) {
    Dataset<Row> ids = SPARK.range(1, 121, 1, 3).selectExpr("concat('r', id) as key", "id as i");
    List<String> list = expressions.toList();
    String[] selected =
        Stream.concat(
                Stream.of("key"),
                IntStream.range(0, list.size()).mapToObj(c -> list.get(c) + " as c" + c))
            .toArray(String[]::new);
    UDF1<String, Vector> dense = key -> Vectors.dense(key.length(), Math.sin(key.hashCode()));
    UDF1<String, Vector> sparse =
        key -> Vectors.sparse(7, new int[] {key.hashCode() & 3}, new double[] {key.hashCode()});
    Column key = functions.col("key");
    return ids.selectExpr(selected)
        .withColumn("dense", functions.udf(dense, SQLDataTypes.VectorType()).apply(key))
        .withColumn("sparse", functions.udf(sparse, SQLDataTypes.VectorType()).apply(key));
  }

  private static Map<String, Row> byKey(Dataset<Row> rows) {
    return rows.collectAsList().stream()
        .collect(Collectors.toMap(r -> r.getString(0), Function.identity()));
  }

  @Test
  void whatIsAskedToBeMixedIsTheExactMixtureOfItsParents() {
    Dataset<Row> rows = rows(Arrays.stream(MIXABLE));
    Dataset<Row> made =
        Mixup.of(rows).idColumns("key").mix("c*", "dense", "sparse").ratio(2).lineage().dataset();
    Map<String, Row> originals = byKey(rows);
    StructType schema = rows.schema();
    List<Row> synthetic = made.collectAsList();

    assertThat(synthetic).hasSize(240);
    assertThat(Arrays.copyOf(made.schema().fields(), schema.length())).isEqualTo(schema.fields());
    for (Row row : synthetic) {
      Row primary = originals.get(row.<String>getAs("mixup_primary"));
      Row partner = originals.get(row.<String>getAs("mixup_partner"));
      double lambda = row.getAs("mixup_weight");
      for (int c = 1; c < schema.length(); c++) {
        DataType type = schema.apply(c).dataType();
        assertThat(Bits.of(row.get(c)))
            .as("%s of %s and %s", type.simpleString(), primary.get(c), partner.get(c))
            .isEqualTo(Bits.of(mixture(lambda, primary.get(c), partner.get(c), type)));
      }
    }
  }

  /** The mixture by definition: of two equal values that value, else the nearest of the type. */
  private static Object mixture(double lambda, Object x, Object p, DataType type) {
    if (Bits.of(x).equals(Bits.of(p))) {
      return x;
    }
    if (type instanceof ArrayType array) {
      List<Object> xs = RowFactory.create(x).getList(0);
      List<Object> ps = RowFactory.create(p).getList(0);
      Object[] ys =
          IntStream.range(0, xs.size())
              .mapToObj(k -> mixture(lambda, xs.get(k), ps.get(k), array.elementType()))
              .toArray();
      return scala.jdk.javaapi.CollectionConverters.asScala(Arrays.asList(ys)).toSeq();
    }
    if (x instanceof Vector vx) {
      return mixture(lambda, vx, (Vector) p);
    }
    if (x instanceof Double || x instanceof Float) {
      double px = ((Number) p).doubleValue();
      double y = Math.fma(lambda, ((Number) x).doubleValue() - px, px);
      return x instanceof Float ? (Object) (float) y : (Object) y;
    }
    BigDecimal px = steps(p, type);
    int scale = type instanceof DecimalType decimal ? decimal.scale() : 0;
    BigDecimal y =
        new BigDecimal(lambda)
            .multiply(steps(x, type).subtract(px))
            .add(px)
            .setScale(scale, RoundingMode.HALF_EVEN);
    return ofSteps(y, x, type);
  }

  private static Vector mixture(double lambda, Vector x, Vector p) {
    double[] y = new double[x.size()];
    for (int k = 0; k < y.length; k++) {
      y[k] = (double) mixture(lambda, x.apply(k), p.apply(k), DataTypes.DoubleType);
    }
    Vector made = Vectors.dense(y);
    return x instanceof org.apache.spark.ml.linalg.DenseVector ? made : made.toSparse();
  }

  /** A value in steps of its type: days, microseconds, or what an interval ends with. */
  private static BigDecimal steps(Object value, DataType type) {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof Date date) {
      return BigDecimal.valueOf(date.toLocalDate().toEpochDay());
    }
    if (value instanceof Timestamp time) {
      return steps(LocalDateTime.ofInstant(time.toInstant(), ZoneOffset.UTC), type);
    }
    if (value instanceof LocalDateTime time) {
      return micros(Duration.between(LocalDateTime.of(1970, 1, 1, 0, 0), time));
    }
    if (value instanceof Duration duration) {
      return micros(duration).divide(micros(step(type)), RoundingMode.UNNECESSARY);
    }
    return BigDecimal.valueOf(((Number) value).longValue());
  }

  private static BigDecimal micros(Duration duration) {
    return BigDecimal.valueOf(duration.getSeconds(), -6)
        .add(BigDecimal.valueOf(duration.getNano() / 1000));
  }

  private static Duration step(DataType type) {
    return switch (((DayTimeIntervalType) type).endField()) {
      case 0 -> Duration.ofDays(1);
      case 1 -> Duration.ofHours(1);
      case 2 -> Duration.ofMinutes(1);
      default -> Duration.ofNanos(1000);
    };
  }

  /** The inverse of {@link #steps}, as an object of the class of {@code like}. */
  private static Object ofSteps(BigDecimal y, Object like, DataType type) {
    if (like instanceof BigDecimal) {
      return y;
    }
    long n = y.longValueExact();
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(n, 1_000_000L),
            (int) Math.floorMod(n, 1_000_000L) * 1000,
            ZoneOffset.UTC);
    return switch (like.getClass().getSimpleName()) {
      case "Byte" -> (Object) (byte) n;
      case "Short" -> (Object) (short) n;
      case "Integer" -> (Object) (int) n;
      case "Date" -> Date.valueOf(java.time.LocalDate.ofEpochDay(n));
      case "Timestamp" -> Timestamp.from(time.toInstant(ZoneOffset.UTC));
      case "LocalDateTime" -> time;
      case "Duration" -> step(type).multipliedBy(n);
      default -> (Object) n;
    };
  }

  /** Neither a value nor whether a column may hold nulls is changed by carrying it. */
  @Test
  void whatIsAskedToBeCarriedKeepsEveryBitAndItsSchema() {
    Dataset<Row> some =
        rows(Stream.of(MIXABLE, CARRIED_ONLY, new String[] {"null"}).flatMap(Arrays::stream));
    StructField[] fields = some.schema().fields();
    for (int c = 0; c < fields.length; c++) {
      StructField field = fields[c];
      boolean nullable = field.dataType() instanceof NullType || c % 5 == 4;
      Metadata metadata = Metadata.fromJson("{\"comment\":\"column " + c + "\",\"unit\":\"mm\"}");
      fields[c] = new StructField(field.name(), field.dataType(), nullable, metadata);
    }
    Dataset<Row> rows =
        SPARK
            .createDataFrame(some.javaRDD(), new StructType(fields))
            .withColumn("x", functions.expr("sin(cast(substr(key, 2) as int))"));
    Dataset<Row> made =
        Mixup.of(rows).idColumns("key").mix("x").copy("c*", "*e").lineage().dataset();

    assertThat(Arrays.copyOf(made.schema().fields(), rows.columns().length))
        .isEqualTo(rows.schema().fields());
    Map<String, Row> originals = byKey(rows);
    List<Row> synthetic = made.collectAsList();
    assertThat(synthetic).hasSize(120);
    for (Row row : synthetic) {
      Row primary = originals.get(row.<String>getAs("mixup_primary"));
      for (int c = 1; c < fields.length; c++) {
        assertThat(Bits.of(row.get(c)))
            .as(fields[c].dataType().simpleString())
            .isEqualTo(Bits.of(primary.get(c)));
      }
    }
  }

  /** Types of newer Sparks that have no form in which they could be carried. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"parse_json('{}'); variant; 4.0", "make_time(1, 2, 3); time(6); 4.1"})
  void typesThatCannotBeReadAreRefusedUntilTheyAreDropped(String value, String type, String since) {
    Assumptions.assumeTrue(SPARK.version().compareTo(since) >= 0);
    SparkSession session = SPARK.newSession();
    session.conf().set("spark.sql.timeType.enabled", "true");
    Dataset<Row> rows = session.range(9).selectExpr("double(id) as x", value + " as `odd one`");
    assertThatThrownBy(() -> Mixup.of(rows).dataset())
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "column 'odd one' has type "
                + type
                + ", which cannot be read into synthetic rows: drop it with --drop, or cast it");
    assertThat(Mixup.of(rows).drop("odd one").dataset().count()).isEqualTo(9);
  }

  /** Strings compare by their collation, but what is written has the bytes of the primary's. */
  @Test
  void stringsWithACollationKeepIt() {
    Assumptions.assumeTrue(SPARK.version().compareTo("4.0") >= 0);
    Dataset<Row> rows =
        SPARK
            .range(40)
            .selectExpr(
                "double(id) as x", "if(id % 2 = 0, 'a', 'A') collate UTF8_LCASE as c", "id as i");
    Dataset<Row> made = Mixup.of(rows).copy("i").dataset();
    assertThat(made.schema()).isEqualTo(rows.schema());
    assertThat(Bits.sorted(made.selectExpr("hex(c)", "i").collectAsList()))
        .isEqualTo(Bits.sorted(rows.selectExpr("hex(c)", "i").collectAsList()));
  }
}
