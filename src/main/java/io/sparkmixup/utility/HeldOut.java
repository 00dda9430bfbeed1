package io.sparkmixup.utility;

import io.sparkmixup.rows.Blob;
import io.sparkmixup.rows.Iterators;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Predictions of held-out rows by every learner, and what is measured of them.
 *
 * <p>Of n training rows in K classes a model's probability p counts as (n p + 1 / K) / (n + 1): no
 * n rows can be surer than that, and a class that they do not have costs a finite loss.
 */
final class HeldOut implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What a row adds to the measures: hit, loss, score of the second class; or squared error. */
  private static final int OF_CLASSES = 3;

  private final Features features;
  private final List<String> classes;
  private final List<Training> trainings;
  private final List<Fit> fits = new ArrayList<>();

  /** One model. */
  private static final class Fit implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String learner;
    private final Source source;

    /** Where its training set stands. */
    private final int training;

    /** The column of its output; empty where it says the same of every row. */
    private final String column;

    /** What it says of every row, where it has no column. */
    private final double[] constant;

    /** The position of every class in its output; -1 where it does not know it. */
    private final int[] places;

    private final long rows;

    Fit(String learner, Source source, int training, String column, HeldOut of) {
      Training set = of.trainings.get(training);
      this.learner = learner;
      this.source = source;
      this.training = training;
      this.column = column;
      constant =
          of.features.isClass() ? set.shares() : new double[] {set.preparation().targetMean()};
      places = of.classes.stream().mapToInt(set.classes()::indexOf).toArray();
      rows = set.rows();
    }

    /** What it says of a row. */
    double[] output(Row row) {
      if (column.isEmpty()) {
        return constant;
      }
      Object output = row.getAs(column);
      return output instanceof Vector vector ? vector.toArray() : new double[] {(double) output};
    }

    /** The probability of every class: see {@link HeldOut}. */
    double[] probabilities(Row row) {
      double[] output = output(row);
      double[] result = new double[places.length];
      for (int c = 0; c < result.length; c++) {
        double p = places[c] < 0 ? 0 : output[places[c]];
        result[c] = (rows * p + 1.0 / result.length) / (rows + 1);
      }
      return result;
    }
  }

  /**
   * @param classes all classes, in order
   * @param trainings the real rows first
   */
  HeldOut(Features features, List<String> classes, List<Training> trainings) {
    this.features = features;
    this.classes = classes;
    this.trainings = List.copyOf(trainings);
    for (Learner learner : Learner.values()) {
      for (int t = 0; t < trainings.size() && learner.isOfClasses() == features.isClass(); t++) {
        Training training = trainings.get(t);
        String column = training.has(learner) ? training.column(learner) : "";
        fits.add(new Fit(learner.toString(), training.source(), t, column, this));
      }
    }
    fits.add(new Fit("none", Source.CONSTANT, 0, "", this));
  }

  /** Predicts the rows, all of which have labels, and measures. */
  List<Score> scores(Dataset<byte[]> rows) {
    StructType schema = new StructType().add(Training.LABEL, DataTypes.DoubleType, false);
    for (Training training : trainings) {
      schema = schema.add(training.column(), SQLDataTypes.VectorType(), false);
    }
    MapPartitionsFunction<byte[], Row> prepare = this::prepared;
    Dataset<Row> predicted = rows.mapPartitions(prepare, Encoders.row(schema));
    for (Training training : trainings) {
      for (Learner learner : Learner.values()) {
        predicted = training.predict(learner, predicted);
      }
    }
    MapPartitionsFunction<Row, byte[]> measure =
        in -> {
          ArrayList<double[]> outcomes = new ArrayList<>();
          in.forEachRemaining(row -> outcomes.add(outcome(row)));
          return List.of(Blob.write(outcomes.toArray(double[][]::new))).iterator();
        };
    double[][] outcomes =
        predicted.mapPartitions(measure, Encoders.BINARY()).collectAsList().stream()
            .flatMap(part -> Arrays.stream(Blob.read(part, double[][].class)))
            .toArray(double[][]::new);
    return scores(outcomes);
  }

  private Iterator<Row> prepared(Iterator<byte[]> rows) {
    Fields.Reader reader = features.fields().reader();
    return Iterators.map(
        rows,
        row -> {
          reader.read(row);
          Object[] values = new Object[1 + trainings.size()];
          values[0] =
              features.isClass()
                  ? (double) classes.indexOf(features.className(reader))
                  : features.target(reader);
          for (int t = 0; t < trainings.size(); t++) {
            values[t + 1] = trainings.get(t).preparation().vector(reader);
          }
          return RowFactory.create(values);
        });
  }

  /** The label, and what each model's prediction adds to the measures. */
  private double[] outcome(Row row) {
    double label = row.getDouble(row.fieldIndex(Training.LABEL));
    int width = features.isClass() ? OF_CLASSES : 1;
    double[] result = new double[1 + width * fits.size()];
    result[0] = label;
    for (int f = 0; f < fits.size(); f++) {
      Fit fit = fits.get(f);
      int at = 1 + width * f;
      if (features.isClass()) {
        double[] p = fit.probabilities(row);
        result[at] = mostProbable(p) == (int) label ? 1 : 0;
        result[at + 1] = -Math.log(p[(int) label]);
        result[at + 2] = p[1];
      } else {
        double error = fit.output(row)[0] - label;
        result[at] = error * error;
      }
    }
    return result;
  }

  private static int mostProbable(double[] p) {
    int best = 0;
    for (int c = 1; c < p.length; c++) {
      best = p[c] > p[best] ? c : best;
    }
    return best;
  }

  private List<Score> scores(double[][] outcomes) {
    List<Score> scores = new ArrayList<>();
    for (int f = 0; f < fits.size(); f++) {
      Fit fit = fits.get(f);
      int real = f - fit.training;
      for (Measure measure : Measure.values()) {
        if (isMeasured(measure)) {
          Estimate estimate = estimate(measure, outcomes, f);
          scores.add(
              Score.of(
                  fit.learner, fit.source, measure, estimate, estimate(measure, outcomes, real)));
        }
      }
    }
    return scores;
  }

  private boolean isMeasured(Measure measure) {
    return switch (measure) {
      case ACCURACY, LOG_LOSS -> features.isClass();
      case AUC -> features.isClass() && classes.size() == 2;
      case RMSE, R_SQUARED -> !features.isClass();
    };
  }

  private Estimate estimate(Measure measure, double[][] outcomes, int fit) {
    double[] labels = column(outcomes, 0);
    int at = 1 + (features.isClass() ? OF_CLASSES : 1) * fit;
    return switch (measure) {
      case ACCURACY -> Estimate.mean(column(outcomes, at));
      case LOG_LOSS -> Estimate.mean(column(outcomes, at + 1));
      case AUC -> {
        boolean[] second = new boolean[labels.length];
        for (int i = 0; i < second.length; i++) {
          second[i] = labels[i] == 1;
        }
        yield Estimate.areaUnderCurve(column(outcomes, at + 2), second);
      }
      case RMSE -> Estimate.rootMean(column(outcomes, at));
      case R_SQUARED -> Estimate.explained(column(outcomes, at), labels);
    };
  }

  private static double[] column(double[][] rows, int k) {
    return Arrays.stream(rows).mapToDouble(row -> row[k]).toArray();
  }
}
