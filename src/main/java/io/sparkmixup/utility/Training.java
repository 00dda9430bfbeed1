package io.sparkmixup.utility;

import io.sparkmixup.rows.Iterators;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * One training set, how it prepares rows, and what was learned from it. Classes are numbered within
 * the set: what it has no row of is not known to its models.
 */
final class Training implements Serializable {

  private static final long serialVersionUID = 1L;

  static final String LABEL = "label";

  private final Source source;
  private final Features features;
  private final long rows;
  private final Preparation preparation;
  private final List<String> classes;
  private final long[] classRows;
  private final transient Map<Learner, Model<?>> models = new EnumMap<>(Learner.class);

  private Training(
      Source source,
      Features features,
      long rows,
      Preparation preparation,
      Map<String, Long> classes) {
    this.source = source;
    this.features = features;
    this.rows = rows;
    this.preparation = preparation;
    this.classes = new ArrayList<>(classes.keySet());
    classRows = classes.values().stream().mapToLong(n -> n).toArray();
  }

  /**
   * Trains all learners that fit the label.
   *
   * @param set at least one row; all have a label
   * @param classes how many rows it has of each class, in order
   */
  static Training of(Source source, Features features, Sets.Set set, Map<String, Long> classes) {
    Preparation preparation = Preparation.of(set.rows(), features, set.count());
    Training result = new Training(source, features, set.count(), preparation, classes);
    if (features.isClass() && classes.size() < 2) {
      return result;
    }
    Dataset<Row> prepared = result.prepared(set.rows()).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      for (Learner learner : Learner.values()) {
        if (learner.isOfClasses() == features.isClass()) {
          result.models.put(
              learner, learner.fit(prepared, set.count(), result.column(), result.column(learner)));
        }
      }
    } finally {
      prepared.unpersist();
    }
    return result;
  }

  private Dataset<Row> prepared(Dataset<byte[]> set) {
    StructType schema =
        new StructType()
            .add(LABEL, DataTypes.DoubleType, false)
            .add(column(), SQLDataTypes.VectorType(), false);
    MapPartitionsFunction<byte[], Row> prepare =
        in -> {
          Fields.Reader reader = features.fields().reader();
          return Iterators.map(
              in,
              row -> {
                reader.read(row);
                return RowFactory.create(label(reader), preparation.vector(reader));
              });
        };
    return set.mapPartitions(prepare, Encoders.row(schema));
  }

  private double label(Fields.Reader row) {
    return features.isClass() ? classes.indexOf(features.className(row)) : features.target(row);
  }

  Source source() {
    return source;
  }

  long rows() {
    return rows;
  }

  Preparation preparation() {
    return preparation;
  }

  /** The classes that it has rows of, in order. */
  List<String> classes() {
    return classes;
  }

  /** The share of its rows that are of each of its classes. */
  double[] shares() {
    double[] shares = new double[classRows.length];
    for (int c = 0; c < shares.length; c++) {
      shares[c] = (double) classRows[c] / rows;
    }
    return shares;
  }

  /** The name of the column of its vectors. */
  String column() {
    return source.name();
  }

  /** The name of the column of a learner's predictions. */
  String column(Learner learner) {
    return source.name() + "_" + learner.name();
  }

  /** Adds the predictions of a learner to rows that have this set's vectors. */
  Dataset<Row> predict(Learner learner, Dataset<Row> prepared) {
    return models.containsKey(learner) ? models.get(learner).transform(prepared) : prepared;
  }

  /** Whether the learner was trained: one class alone needs no training. */
  boolean has(Learner learner) {
    return models.containsKey(learner);
  }
}
