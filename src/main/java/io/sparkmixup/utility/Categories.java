package io.sparkmixup.utility;

import io.sparkmixup.rows.Iterators;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Counts words in columns. */
final class Categories {

  /** Of a column that is a feature, so many words get an indicator of their own; the rest one. */
  static final int MOST = 50;

  /** Words of fewer rows get none. */
  static final int FEWEST_ROWS = 5;

  private static final String COLUMN = "field";
  private static final String WORD = "word";

  private static final StructType PAIR =
      new StructType()
          .add(COLUMN, DataTypes.IntegerType, false)
          .add(WORD, DataTypes.StringType, true);

  private Categories() {}

  /**
   * The most frequent words of each column that is a feature, null among them where values are
   * missing; of equally frequent ones those that come first in order.
   */
  static List<List<String>> frequent(Dataset<byte[]> rows, Features features) {
    List<List<String>> result = new ArrayList<>();
    for (int i = 0; i < features.words().size(); i++) {
      result.add(new ArrayList<>());
    }
    FlatMapFunction<byte[], Row> pairs =
        row -> {
          Fields.Reader reader = features.fields().reader().read(row);
          return IntStream.range(0, features.words().size())
              .filter(features::isWord)
              .mapToObj(i -> RowFactory.create(i, reader.word(i)))
              .iterator();
        };
    Column rank =
        functions
            .row_number()
            .over(
                Window.partitionBy(COLUMN)
                    .orderBy(functions.col("count").desc(), functions.col(WORD)));
    rows.flatMap(pairs, Encoders.row(PAIR))
        .groupBy(COLUMN, WORD)
        .count()
        .filter("count >= " + FEWEST_ROWS)
        .withColumn("rank", rank)
        .filter("rank <= " + MOST)
        .orderBy(COLUMN, "rank")
        .collectAsList()
        .forEach(r -> result.get(r.getInt(0)).add(r.getString(1)));
    return result;
  }

  /** The classes of rows and how many there are of each, in order; no more than asked for. */
  static Map<String, Long> classes(Dataset<byte[]> rows, Features features, int most) {
    MapPartitionsFunction<byte[], String> label =
        in -> {
          Fields.Reader reader = features.fields().reader();
          return Iterators.map(in, row -> features.className(reader.read(row)));
        };
    Map<String, Long> counts = new TreeMap<>();
    rows.mapPartitions(label, Encoders.STRING())
        .toDF(WORD)
        .groupBy(WORD)
        .count()
        .limit(most)
        .collectAsList()
        .forEach(r -> counts.put(r.getString(0), r.getLong(1)));
    return counts;
  }
}
