package io.sparkmixup.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkmixup.Mixup;
import io.sparkmixup.RequestException;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;

/** Profiles against the definitions, in many layouts, and merged. */
class ProfileTest {

  private static final StructType SCHEMA =
      new StructType()
          .add("a.b", DataTypes.DoubleType)
          .add("an int", DataTypes.LongType)
          .add("Größe", DataTypes.createDecimalType(12, 3))
          .add("list", DataTypes.createArrayType(DataTypes.FloatType))
          .add("vector", SQLDataTypes.VectorType())
          .add("text", DataTypes.StringType)
          .add("on", DataTypes.BooleanType)
          .add("day", DataTypes.DateType)
          .add("none", DataTypes.DoubleType)
          .add("left out", DataTypes.IntegerType);

  private static final MixupRequest REQUEST =
      MixupRequest.standard().withLabel(Optional.of("text")).withDrop(List.of("left out"));

  /** The components of the rows below, NaN where one is missing or not finite. */
  private static final List<String> COMPONENTS =
      List.of("a.b", "an int", "Größe", "list[0]", "list[1]", "vector[0]", "vector[1]", "none");

  private static List<Row> rows(int n) {
    Random random = new Random(17);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double common = random.nextGaussian();
      Double x = 100 + common + Math.exp(random.nextGaussian());
      x = i % 13 == 0 ? null : i % 17 == 0 ? Double.valueOf(Double.NaN) : x;
      x = i % 41 == 0 ? Double.valueOf(i % 2 == 0 ? Double.POSITIVE_INFINITY : -1 / 0.0) : x;
      Long whole = i % 7 == 0 ? null : (Long) ((1L << 60) + random.nextInt(50));
      BigDecimal decimal = BigDecimal.valueOf(Math.round(1000 * (common - 5)), 3);
      // The second element comes late, and in few rows.
      Float[] list = i % 5 == 4 ? new Float[] {(float) common, 2f * i} : new Float[] {null};
      rows.add(
          RowFactory.create(
              x,
              whole,
              decimal,
              i % 11 == 0 ? null : list,
              Vectors.dense(common * common, random.nextDouble()),
              i % 9 == 0 ? null : "t" + i % 3,
              i % 2 == 0,
              java.sql.Date.valueOf("2024-01-" + (10 + i % 20)),
              null,
              i));
    }
    return rows;
  }

  private static Dataset<Row> dataset(List<Row> rows, int partitions) {
    return LocalSpark.session().createDataFrame(rows, SCHEMA).repartition(partitions);
  }

  /** The followed components of a row, by the definition. */
  private static double[] components(Row row) {
    double[] c = new double[COMPONENTS.size()];
    Arrays.fill(c, Double.NaN);
    c[0] = row.isNullAt(0) || Double.isInfinite(row.getDouble(0)) ? Double.NaN : row.getDouble(0);
    c[1] = row.isNullAt(1) ? Double.NaN : row.getLong(1);
    c[2] = row.getDecimal(2).doubleValue();
    Float[] list = (Float[]) row.get(3);
    for (int e = 0; list != null && e < list.length; e++) {
      c[3 + e] = list[e] == null ? Double.NaN : list[e];
    }
    double[] vector = ((org.apache.spark.ml.linalg.Vector) row.get(4)).toArray();
    c[5] = vector[0];
    c[6] = vector[1];
    return c;
  }

  private static JsonNode json(Profile profile) throws IOException {
    return new ObjectMapper().readTree(profile.toJson());
  }

  private static JsonNode column(JsonNode profile, String name) {
    for (JsonNode column : profile.get("columns")) {
      if (column.get("name").asText().equals(name)) {
        return column;
      }
    }
    throw new AssertionError(name);
  }

  private static List<JsonNode> numbers(JsonNode profile) {
    List<JsonNode> all = new ArrayList<>();
    profile.get("columns").forEach(c -> c.path("numbers").forEach(all::add));
    return all;
  }

  /** Sum of products of deviations over the rows that hold both, exactly, over their number. */
  private static double covariance(List<Row> rows, int j, int k) {
    List<BigDecimal[]> held = new ArrayList<>();
    BigDecimal[] sums = {BigDecimal.ZERO, BigDecimal.ZERO};
    for (Row row : rows) {
      double[] c = components(row);
      if (!Double.isNaN(c[j]) && !Double.isNaN(c[k])) {
        BigDecimal[] pair = {new BigDecimal(c[j]), new BigDecimal(c[k])};
        held.add(pair);
        sums[0] = sums[0].add(pair[0]);
        sums[1] = sums[1].add(pair[1]);
      }
    }
    if (held.isEmpty()) {
      return Double.NaN;
    }
    // n^2 cov = n sum xy - sum x sum y.
    BigDecimal n = BigDecimal.valueOf(held.size());
    BigDecimal products = BigDecimal.ZERO;
    for (BigDecimal[] pair : held) {
      products = products.add(pair[0].multiply(pair[1]));
    }
    BigDecimal scaled = n.multiply(products).subtract(sums[0].multiply(sums[1]));
    return scaled.divide(n.multiply(n), java.math.MathContext.DECIMAL128).doubleValue();
  }

  private static double[] held(List<Row> rows, int k) {
    return rows.stream().mapToDouble(r -> components(r)[k]).filter(x -> !Double.isNaN(x)).toArray();
  }

  private static void assertAgrees(Profile profile, List<Row> rows) throws IOException {
    JsonNode json = json(profile);
    assertThat(json.get("rows").asLong()).isEqualTo(rows.size());
    List<JsonNode> numbers = numbers(json);
    for (int k = 0; k < COMPONENTS.size(); k++) {
      JsonNode number = numbers.get(k);
      assertThat(number.get("component").asText()).isEqualTo(COMPONENTS.get(k));
      double[] values = held(rows, k);
      assertThat(number.get("count").asInt()).isEqualTo(values.length);
      JsonNode pairs = json.get("covariance").get("pairs").get(k);
      JsonNode matrix = json.get("covariance").get("matrix").get(k);
      assertThat(pairs.get(k).asInt()).isEqualTo(values.length);
      if (values.length == 0) {
        for (String key : List.of("min", "max", "mean", "variance", "skewness")) {
          assertThat(number.get(key).isNull()).isTrue();
        }
        continue;
      }
      double mean =
          Arrays.stream(values)
              .mapToObj(BigDecimal::new)
              .reduce(BigDecimal.ZERO, BigDecimal::add)
              .divide(BigDecimal.valueOf(values.length), java.math.MathContext.DECIMAL128)
              .doubleValue();
      assertThat(number.get("mean").asDouble()).isCloseTo(mean, within(1e-13 * Math.abs(mean)));
      double second = Arrays.stream(values).map(x -> Math.pow(x - mean, 2)).sum() / values.length;
      double third = Arrays.stream(values).map(x -> Math.pow(x - mean, 3)).sum() / values.length;
      // Doubles have steps of 256 near 2^60, which is all that the whole numbers differ by there.
      if (k != 1) {
        assertThat(number.get("skewness").asDouble())
            .isCloseTo(third / Math.pow(second, 1.5), within(1e-9));
      }
      for (int j = 0; j <= k; j++) {
        double expected = covariance(rows, k, j);
        if (!Double.isNaN(expected)) {
          double scale = Math.sqrt(covariance(rows, k, k) * covariance(rows, j, j));
          assertThat(matrix.get(j).asDouble()).isCloseTo(expected, within(1e-11 * scale + 1e-300));
        }
      }
      Arrays.sort(values);
      double rankError = number.get("rankError").asDouble();
      for (double share : ProfileJson.SHARES) {
        double quantile = number.get("quantiles").get(String.valueOf(share)).asDouble();
        double below = Arrays.stream(values).filter(x -> x < quantile).count();
        double upTo = Arrays.stream(values).filter(x -> x <= quantile).count();
        assertThat(below / values.length).isLessThanOrEqualTo(share + rankError + 1e-12);
        assertThat(upTo / values.length).isGreaterThanOrEqualTo(share - rankError - 1e-12);
      }
    }
  }

  /** The JSON without what may differ from layout to layout: moments and quantiles. */
  private static String exactly(Profile profile) throws IOException {
    JsonNode json = json(profile);
    for (JsonNode number : numbers(json)) {
      ((com.fasterxml.jackson.databind.node.ObjectNode) number)
          .remove(
              List.of("mean", "variance", "skewness", "quantiles", "rankError", "quantileSketch"));
    }
    ((com.fasterxml.jackson.databind.node.ObjectNode) json).remove("moments");
    ((com.fasterxml.jackson.databind.node.ObjectNode) json.get("covariance")).remove("matrix");
    return json.toPrettyString();
  }

  @Test
  void agreesWithTheDefinitionsInAnyLayout() throws IOException {
    List<Row> rows = rows(3000);
    Profile one = Profile.of(dataset(rows, 1), REQUEST);
    assertAgrees(one, rows);
    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(3));
    Profile other = Profile.of(dataset(shuffled, 7), REQUEST);
    assertAgrees(other, rows);
    assertThat(exactly(other)).isEqualTo(exactly(one));
  }

  @Test
  void countsWhatIsNoNumberAndWhatIsNotThere() throws IOException {
    JsonNode json = json(Profile.of(dataset(rows(3000), 3), REQUEST));
    JsonNode x = column(json, "a.b").get("numbers").get(0);
    assertThat(column(json, "a.b").get("nulls").asInt())
        .isEqualTo(count(i -> i % 13 == 0 && i % 41 != 0));
    assertThat(x.get("nan").asInt())
        .isEqualTo(count(i -> i % 17 == 0 && i % 13 != 0 && i % 41 != 0));
    assertThat(x.get("positiveInfinite").asInt()).isEqualTo(count(i -> i % 82 == 0));
    assertThat(x.get("negativeInfinite").asInt()).isEqualTo(count(i -> i % 82 == 41));

    JsonNode whole = column(json, "an int");
    assertThat(whole.get("numbers").get(0).get("min").asLong()).isEqualTo(1L << 60);
    assertThat(whole.get("numbers").get(0).get("max").asLong()).isEqualTo((1L << 60) + 49);
    assertThat(whole.get("distinct").asInt()).isBetween(47, 53);

    assertThat(column(json, "list").get("components").asInt()).isEqualTo(2);
    assertThat(column(json, "list").get("numbers").get(0).get("nan").asInt())
        .isEqualTo(count(i -> i % 5 != 4 && i % 11 != 0));
    assertThat(column(json, "none").get("nulls").asInt()).isEqualTo(3000);
    assertThat(column(json, "text").get("distinct").asInt()).isEqualTo(3);
    assertThat(column(json, "text").get("nulls").asInt()).isEqualTo(count(i -> i % 9 == 0));
    assertThat(column(json, "on").get("distinct").asInt()).isEqualTo(2);
    assertThat(column(json, "day").get("distinct").asInt()).isEqualTo(20);
    assertThat(column(json, "left out").has("nulls")).isFalse();

    JsonNode classes = json.get("classes").get("counts");
    assertThat(classes).hasSize(4);
    for (JsonNode c : classes) {
      String name = c.get("class").asText();
      int expected = count(i -> name.equals(i % 9 == 0 ? "null" : "t" + i % 3));
      assertThat(c.get("rows").asInt()).isEqualTo(expected);
      assertThat(c.get("share").asDouble()).isEqualTo(expected / 3000.0);
    }
    assertThat(classes.get(0).get("rows").asInt())
        .isGreaterThanOrEqualTo(classes.get(3).get("rows").asInt());
  }

  private static int count(java.util.function.IntPredicate which) {
    return (int) IntStream.range(0, 3000).filter(which).count();
  }

  @Test
  void partsMergeToTheWholeByWayOfJson() throws IOException {
    List<Row> rows = rows(3000);
    Profile whole = Profile.of(dataset(rows, 2), REQUEST);
    Profile merged = null;
    // A part without rows, one of a single row, and one whose lists are all short.
    for (int[] part : new int[][] {{0, 0}, {0, 1}, {1, 4}, {4, 1500}, {1500, 3000}}) {
      Profile profile =
          Profile.of(dataset(rows.subList(part[0], part[1]), 1 + part[1] % 3), REQUEST);
      Profile read = Profile.fromJson(profile.toJson());
      assertThat(read.toJson()).isEqualTo(profile.toJson());
      merged = merged == null ? read : merged.combine(read);
    }
    assertThat(exactly(merged)).isEqualTo(exactly(whole));
    assertAgrees(merged, rows);
  }

  /** One that looks like an id, too: the survey would read again without it. */
  @Test
  void readsTheRowsOnce() {
    SparkSession spark = LocalSpark.session();
    LongAccumulator read = spark.sparkContext().longAccumulator();
    Dataset<Row> rows = spark.range(0, 500, 1, 4).selectExpr("id * 3 as n", "id / 8D as x");
    MapFunction<Row, Row> count =
        row -> {
          read.add(1);
          return row;
        };
    Profile profile =
        Profile.of(rows.map(count, Encoders.row(rows.schema())), MixupRequest.standard());
    assertThat(profile.fingerprint().count()).isEqualTo(500);
    assertThat(profile.roles().columns().get(0).reason()).startsWith("hardly a value twice");
    assertThat(read.value()).isEqualTo(500);
  }

  @Test
  void columnsOfEveryType() throws IOException {
    Dataset<Row> rows =
        LocalSpark.session().read().parquet("src/test/resources/golden/alltypes.parquet");
    MixupRequest request =
        MixupRequest.standard().withMix(List.of("*")).withLabel(Optional.of("class"));
    Profile whole = Profile.of(rows, request);
    Profile merged =
        Profile.fromJson(Profile.of(rows.filter("k % 3 = 0"), request).toJson())
            .combine(Profile.of(rows.filter("k % 3 <> 0").repartition(3), request));
    assertThat(exactly(merged)).isEqualTo(exactly(whole));
    JsonNode json = json(merged);
    Row expected =
        rows.selectExpr(
                "min(unix_date(day))",
                "max(unix_micros(ts))",
                "count_if(ntz is null)",
                "min(dec38)",
                "count(distinct text)",
                "min(l)")
            .head();
    assertThat(column(json, "day").at("/numbers/0/min").asInt()).isEqualTo(expected.getInt(0));
    assertThat(column(json, "ts").at("/numbers/0/max").asLong()).isEqualTo(expected.getLong(1));
    assertThat(column(json, "ntz").get("nulls").asLong()).isEqualTo(expected.getLong(2));
    assertThat(column(json, "dec38").at("/numbers/0/min").asDouble())
        .isEqualTo(expected.getDecimal(3).doubleValue());
    assertThat(column(json, "text").get("distinct").asLong()).isEqualTo(expected.getLong(4));
    assertThat(column(json, "l").at("/numbers/0/min").asLong()).isEqualTo(expected.getLong(5));
    assertThat(column(json, "vector").get("numbers")).hasSize(5);
    assertThat(column(json, "nested").has("numbers")).isFalse();
    assertThat(column(json, "nested").get("distinct").isNull()).isTrue();
  }

  @Test
  void rolesAndFingerprintAreThoseOfTheSurvey() {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(0, 400, 1, 3)
            .selectExpr(
                "id * 7 + 1 as number",
                "cast(id * 7 + 1 as decimal(20, 0)) as account",
                "id as user_id",
                "id % 50 as n",
                "rand(1) * 0 + id / 8D as x",
                "concat('g', id % 4) as g");
    MixupRequest request = MixupRequest.standard().withLabel(Optional.of("g"));
    Profile profile = Profile.of(rows, request);
    MixupPlan plan = Mixup.of(rows).request(request).plan();
    assertThat(profile.roles()).isEqualTo(plan.roles());
    assertThat(profile.roles().columns().subList(0, 2))
        .allSatisfy(column -> assertThat(column.reason()).startsWith("hardly a value twice"));
    assertThat(profile.fingerprint()).isEqualTo(plan.input());
  }

  /** Too few rows to tell an id in any part. */
  @Test
  void rolesOfTheWholeFollowFromTheWhole() {
    Profile merged = null;
    for (int from : new int[] {0, 60}) {
      Dataset<Row> part =
          LocalSpark.session().range(from, from + 60).selectExpr("id as n", "id / 8D as x");
      Profile profile = Profile.of(part, MixupRequest.standard());
      assertThat(profile.roles().columns().get(0).reason()).isEqualTo("a number");
      merged = merged == null ? profile : merged.combine(profile);
    }
    assertThat(merged.roles().columns().get(0).reason())
        .isEqualTo("hardly a value twice; --mix to mix it");
  }

  @Test
  void tablesWithoutRowsOrNumbersAreNormal() throws IOException {
    Profile empty = Profile.of(dataset(List.of(), 2), REQUEST);
    assertThat(json(empty).get("rows").asLong()).isZero();
    assertThat(json(empty).get("fingerprint").asText()).isEqualTo("0".repeat(32) + "-0");
    assertThat(empty.toText()).contains("rows        0\n");
    Dataset<Row> texts =
        LocalSpark.session().range(3).selectExpr("cast(id as string) as s", "null as v");
    Profile noNumbers = Profile.of(texts, MixupRequest.standard());
    assertThat(json(noNumbers).get("covariance").get("components")).isEmpty();
    assertThat(Profile.fromJson(noNumbers.toJson()).toJson()).isEqualTo(noNumbers.toJson());
    assertThat(json(noNumbers).get("classes").isNull()).isTrue();
    Dataset<Row> none = LocalSpark.session().emptyDataFrame();
    assertThat(Profile.of(none, MixupRequest.standard()).fingerprint().count()).isZero();
  }

  @Test
  void threeHundredColumns() throws IOException {
    String[] columns =
        IntStream.range(0, 300)
            .mapToObj(i -> "sin(id * " + (i + 1) + ") as `c." + i + "`")
            .toArray(String[]::new);
    Dataset<Row> rows = LocalSpark.session().range(0, 700, 1, 3).selectExpr(columns);
    Profile profile = Profile.of(rows, MixupRequest.standard());
    JsonNode matrix = json(profile).get("covariance").get("matrix");
    double expected = rows.stat().cov("`c.299`", "`c.17`") * 699 / 700;
    assertThat(matrix.get(299).get(17).asDouble()).isCloseTo(expected, within(1e-12));
    assertThat(profile.toText()).contains("... and 260 more columns");
  }

  @Test
  void ofVeryLongVectorsTheFirstComponentsAreFollowed() throws IOException {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(0, 40, 1, 4)
            .selectExpr(
                "if(id = 37, sequence(1, 30), array(1)) as a",
                "transform(sequence(1, 990), i -> i + id) as b",
                "id / 8D as x");
    JsonNode json = json(Profile.of(rows, MixupRequest.standard()));
    assertThat(json.get("covariance").get("components")).hasSize(1000);
    assertThat(column(json, "b").get("components").asInt()).isEqualTo(990);
    assertThat(column(json, "b").get("numbers")).hasSize(970);
    assertThat(column(json, "x").get("components").asInt()).isEqualTo(1);
    assertThat(column(json, "x").get("numbers")).isEmpty();
    JsonNode last = column(json, "b").get("numbers").get(969);
    assertThat(last.get("component").asText()).isEqualTo("b[969]");
    assertThat(last.get("min").asInt()).isEqualTo(970);
    assertThat(last.get("mean").asDouble()).isEqualTo(970 + 19.5);
  }

  @Test
  void moreClassesThanTheBoundAreNotCounted() throws IOException {
    Dataset<Row> rows =
        LocalSpark.session().range(0, 10_001, 1, 3).selectExpr("id as c", "id / 8D as x");
    MixupRequest request = MixupRequest.standard().withLabel(Optional.of("c"));
    Profile many = Profile.of(rows, request);
    assertThat(json(many).get("classes").get("counted").asBoolean()).isFalse();
    assertThat(json(many).get("classes").get("counts")).isEmpty();
    assertThat(many.toText()).contains("classes     more than 10,000: not counted");
    Profile most = Profile.of(rows.filter("c > 0"), request);
    assertThat(json(most).get("classes").get("counts")).hasSize(10_000);
    assertThat(exactly(Profile.fromJson(most.toJson()).combine(many)))
        .contains("\"counted\" : false");
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    Profile one = Profile.of(dataset(rows(5), 1), REQUEST);
    Profile otherOptions =
        Profile.of(dataset(rows(5), 1), REQUEST.withCopy(List.of("none", "an int")));
    assertThatThrownBy(() -> one.combine(otherOptions))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "made with other options than the ones before: --mix '', --copy 'none,an int', --drop"
                + " 'left out', --label 'text' in place of --mix '', --copy '', --drop 'left out',"
                + " --label 'text'");
    Dataset<Row> others = LocalSpark.session().range(5).selectExpr("id as `a.b`");
    assertThatThrownBy(() -> one.combine(Profile.of(others, MixupRequest.standard())))
        .isInstanceOf(RequestException.class)
        .hasMessage("of other columns than the ones before: 'a.b' bigint in place of 'a.b' double");
  }

  @Test
  void refusesWhatIsNoProfile() {
    assertNoProfile("{", "is no profile, or a damaged one: ");
    assertNoProfile("{\"format\": 3}", "is no profile: its format is '3'");
    String json = Profile.of(dataset(rows(5), 1), REQUEST).toJson();
    assertNoProfile(
        json.replace("\"version\": 1", "\"version\": 2"),
        "is no profile of version 1: it has version 2");
    assertNoProfile(
        json.replace("\"quantileSketch\": \"AAAA", "\"quantileSketch\": \"BBBB"),
        "is no profile, or a damaged one: quantile sketch of version ");
    assertNoProfile(json.replace("\"nulls\"", "\"nullz\""), "is no profile, or a damaged one: ");
    assertNoProfile(
        json.replace("\\\"double\\\"", "\\\"dubble\\\""), "is no profile, or a damaged one: ");
    assertNoProfile(
        json.replace("\"components\": 2", "\"components\": 3"),
        "is no profile, or a damaged one: 2 components of 'list': must be 3");
  }

  private static void assertNoProfile(String json, String message) {
    assertThatThrownBy(() -> Profile.fromJson(json))
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("\n");
  }
}
