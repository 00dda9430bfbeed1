package io.sparkmixup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.plan.Role;
import io.sparkmixup.testing.Bits;
import io.sparkmixup.testing.LocalSpark;
import java.math.BigDecimal;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What holds for any table: of any columns, with any missing values, however it is laid out. */
class GeneratedTablesTest {

  private static final SparkSession SPARK = LocalSpark.session();

  private static final List<DataType> TYPES =
      List.of(
          DataTypes.DoubleType,
          DataTypes.FloatType,
          DataTypes.IntegerType,
          DataTypes.LongType,
          DataTypes.ByteType,
          DataTypes.createDecimalType(12, 3),
          DataTypes.StringType,
          DataTypes.BooleanType,
          DataTypes.DateType,
          DataTypes.createArrayType(DataTypes.DoubleType));

  @Provide
  Arbitrary<List<DataType>> columns() {
    return Arbitraries.of(TYPES).list().ofMinSize(1).ofMaxSize(6);
  }

  @Property(tries = 12, seed = "20250417", shrinking = ShrinkingMode.OFF)
  void holdsForAnyTable(
      @ForAll("columns") List<DataType> types,
      @ForAll @IntRange(min = 1, max = 60) int n,
      @ForAll @IntRange(max = 40) int missingPercent,
      @ForAll @IntRange(min = 1, max = 30) int tenths,
      @ForAll long seed) {
    StructType schema = new StructType().add("key", DataTypes.StringType).add("x0", "double");
    for (int c = 0; c < types.size(); c++) {
      schema = schema.add("x " + c + ".", types.get(c));
    }
    List<Row> rows = rows(schema, n, missingPercent, new Random(seed));
    long expected =
        BigDecimal.valueOf(tenths, 1)
            .multiply(BigDecimal.valueOf(n))
            .setScale(0, java.math.RoundingMode.HALF_EVEN)
            .longValueExact();
    if (expected == 0) {
      return;
    }
    Mixup mixup = mixup(SPARK.createDataFrame(rows, schema), tenths, seed);

    Dataset<Row> made = mixup.dataset();
    assertThat(made.drop("mixup_primary", "mixup_partner", "mixup_weight").schema())
        .isEqualTo(schema);
    List<Row> synthetic = made.collectAsList();
    assertThat(synthetic).hasSize((int) expected);
    checkRows(synthetic, rows, mixup.plan().names(Role.MIXED));

    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(seed + 1));
    Dataset<Row> laidOut = SPARK.createDataFrame(shuffled, schema).repartition(5);
    assertThat(Bits.sorted(mixup(laidOut, tenths, seed).dataset().collectAsList()))
        .isEqualTo(Bits.sorted(synthetic));
  }

  private static Mixup mixup(Dataset<Row> rows, int tenths, long seed) {
    return Mixup.of(rows).idColumns("key").ratio(tenths / 10.0).lineage().maxVerbatim(1).seed(seed);
  }

  private static List<Row> rows(StructType schema, int n, int missingPercent, Random random) {
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < n; r++) {
      Object[] values = new Object[schema.length()];
      values[0] = "r" + r;
      for (int c = 1; c < values.length; c++) {
        boolean missing = random.nextInt(100) < missingPercent;
        values[c] = missing ? null : value(schema.apply(c).dataType(), random);
      }
      rows.add(RowFactory.create(values));
    }
    return rows;
  }

  private static Object value(DataType type, Random random) {
    double x = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextGaussian() * 30;
    return switch (type.typeName()) {
      case "double" -> x == 0 ? -0.0 : x;
      case "float" -> (float) x;
      case "integer" -> (int) x;
      case "long" -> (long) (x * 1e12);
      case "byte" -> (byte) Math.max(-60, Math.min(60, x));
      case "string" -> "t" + random.nextInt(9);
      case "boolean" -> random.nextBoolean();
      case "date" -> Date.valueOf("2000-01-01");
      case "array" -> List.of(x, -x);
      default -> BigDecimal.valueOf(x).setScale(3, java.math.RoundingMode.HALF_EVEN);
    };
  }

  private static void checkRows(List<Row> synthetic, List<Row> rows, List<String> mixed) {
    Map<String, Row> originals =
        rows.stream().collect(Collectors.toMap(r -> r.getString(0), Function.identity()));
    StructType schema = synthetic.get(0).schema();
    for (Row row : synthetic) {
      Row primary = originals.get(row.<String>getAs("mixup_primary"));
      Row partner = originals.getOrDefault(row.<String>getAs("mixup_partner"), primary);
      double lambda = row.getAs("mixup_weight");
      for (int c = 1; c < primary.length(); c++) {
        String name = schema.apply(c).name();
        assertThat(row.isNullAt(c)).as(name).isEqualTo(primary.isNullAt(c));
        if (primary.isNullAt(c)) {
          continue;
        }
        if (!mixed.contains(name)) {
          assertThat(Bits.of(row.get(c))).as(name).isEqualTo(Bits.of(primary.get(c)));
        } else if (schema.apply(c).dataType().equals(DataTypes.DoubleType)) {
          double x = primary.getDouble(c);
          double p = partner.getDouble(c);
          double y =
              Double.doubleToRawLongBits(x) == Double.doubleToRawLongBits(p)
                  ? x
                  : Math.fma(lambda, x - p, p);
          assertThat(Bits.of(row.get(c))).as(name).isEqualTo(Bits.of(y));
        }
      }
    }
  }
}
