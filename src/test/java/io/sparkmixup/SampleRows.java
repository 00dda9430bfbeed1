package io.sparkmixup;

import io.sparkmixup.plan.Balance;
import io.sparkmixup.plan.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows to be mixed on many layouts, and what is asked for them. */
@SuppressWarnings("ImmutableEnumChecker") // The lambdas hold no state.
enum SampleRows {
  UNIQUE_IDS(6000, i -> i, m -> m.idColumns("id").label("g")),
  REPEATED_IDS(2400, i -> i % 900, m -> m.idColumns("id").within()),
  NO_IDS(3000, i -> i, m -> m.drop("id")),
  FEW_DUPLICATES(3000, i -> i < 20 ? i + 20 : i, m -> m.drop("id").label("g")),
  HALF_DUPLICATES(3000, i -> i % 1500, m -> m.drop("id")),
  ONE_ROW_AS_ONE_PERCENT(15_000, i -> i < 150 ? 0 : i, m -> m.drop("id")),
  FOUR_DISTINCT_ROWS(3000, i -> i % 4, m -> m.drop("id")),
  SMALL_STRATA(3000, i -> i, m -> m.idColumns("id").within("small")),
  BLOCKS_OF_REPLICATES(1300, i -> i, m -> m.idColumns("id").label("g").ratio(20)),
  DUPLICATES_IN_BLOCKS(1300, i -> i % 600, m -> m.copy("id", "kept").within().ratio(20)),
  A_FRACTION(3000, i -> i % 2900, m -> m.drop("id").label("g").ratio(0.3)),
  BLOCKS_AND_A_FRACTION(1300, i -> i, m -> m.idColumns("id").label("g").rows(22_222).lineage()),
  EXACT_AND_A_FRACTION(
      6000,
      i -> i % 5900,
      m ->
          m.drop("id")
              .label("g")
              .mix("x", "n")
              .integers(Rules.Integers.DOUBLE)
              .moments(Rules.Moments.EXACT)
              .ratio(2.5)),
  BALANCED(
      2500,
      i -> i,
      m -> m.copy("id", "kept").label("small").within().balance(Balance.MAX).keepOriginals());

  /** Without, with good and with bad ids, and every kind of duplicates. */
  static final List<SampleRows> ALL_KEYS =
      List.of(
          UNIQUE_IDS,
          REPEATED_IDS,
          NO_IDS,
          FEW_DUPLICATES,
          HALF_DUPLICATES,
          ONE_ROW_AS_ONE_PERCENT,
          FOUR_DISTINCT_ROWS);

  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.LongType)
          .add("g", DataTypes.StringType)
          .add("small", DataTypes.IntegerType)
          .add("x", DataTypes.DoubleType)
          .add("y", DataTypes.FloatType)
          .add("n", DataTypes.LongType)
          .add("kept", DataTypes.createArrayType(DataTypes.DoubleType));

  private static final double[] KEPT = {-0.0, 0.0, Double.NaN, Double.POSITIVE_INFINITY, -1e-310};

  private final int rows;
  private final LongUnaryOperator twin;
  private final UnaryOperator<Mixup> settings;

  SampleRows(int rows, LongUnaryOperator twin, UnaryOperator<Mixup> settings) {
    this.rows = rows;
    this.twin = twin;
    this.settings = settings;
  }

  StructType schema() {
    return SCHEMA;
  }

  /** What is asked for; guests and lone rows may come out as they can. */
  Mixup settings(Mixup mixup) {
    return settings
        .apply(mixup.copy("kept"))
        .maxVerbatim(1)
        .verify(io.sparkmixup.verify.VerifyMode.WARN);
  }

  List<Row> rows() {
    List<Row> result = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      long v = twin.applyAsLong(i);
      // Repeated ids stand before different rows, and in two rows before the same.
      result.add(row(v, this == REPEATED_IDS && i < 1800 ? i : v));
    }
    return result;
  }

  /** Rare values make null patterns of one row (guests) and of several. */
  private static Row row(long id, long v) {
    SplittableRandom random = new SplittableRandom(v);
    Double x = random.nextDouble() * 1e3 - 500;
    Float y = (float) random.nextDouble();
    Long n = random.nextLong(1L << 60);
    if (v % 41 == 0) {
      x = v % 82 == 0 ? Double.NaN : null;
    }
    if (v % 53 == 0) {
      x = -0.0;
    }
    if (v % 59 == 0) {
      x = 0.0;
    }
    if (v == 35 || v == 907) {
      y = null;
      n = v == 35 ? null : n;
    }
    Double[] kept = {KEPT[(int) (v % KEPT.length)], v % 7 == 0 ? null : 1.5};
    return RowFactory.create(
        id, v % 31 == 0 ? null : "g" + v % 2, (int) (v % 300), x, y, n, v % 11 == 0 ? null : kept);
  }
}
