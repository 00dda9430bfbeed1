package io.sparkmixup.utility;

import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.RandomForestRegressor;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Learners of MLlib, with everything fixed: the same rows in the same order give the same model.
 *
 * <p>Linear models are penalized by |w|^2 / 2 against the sum of losses over n rows, coefficients
 * of standardized features (in MLlib, whose loss is a mean, regParam = 1 / n): without a penalty
 * classes that can be told apart have no best model. Forests have {@value #TREES} trees of depth
 * {@value #DEPTH}.
 */
enum Learner {
  LOGISTIC_REGRESSION("logistic regression", true) {
    @Override
    Model<?> fit(Dataset<Row> rows, long count, String features, String output) {
      LogisticRegression learner = new LogisticRegression();
      learner.setMaxIter(ITERATIONS).setTol(TOLERANCE).setRegParam(1.0 / count);
      learner.setFeaturesCol(features);
      learner.setPredictionCol(output + "_class");
      learner.setRawPredictionCol(output + "_raw");
      learner.setProbabilityCol(output);
      return learner.fit(rows);
    }
  },
  FOREST_OF_CLASSES(Learner.FOREST, true) {
    @Override
    Model<?> fit(Dataset<Row> rows, long count, String features, String output) {
      RandomForestClassifier learner = new RandomForestClassifier();
      learner.setNumTrees(TREES).setMaxDepth(DEPTH).setSeed(0);
      learner.setFeaturesCol(features);
      learner.setPredictionCol(output + "_class");
      learner.setRawPredictionCol(output + "_raw");
      learner.setProbabilityCol(output);
      return learner.fit(rows);
    }
  },
  LINEAR_REGRESSION("linear regression", false) {
    @Override
    Model<?> fit(Dataset<Row> rows, long count, String features, String output) {
      LinearRegression learner = new LinearRegression();
      learner.setMaxIter(ITERATIONS).setTol(TOLERANCE).setRegParam(1.0 / count);
      learner.setFeaturesCol(features);
      learner.setPredictionCol(output);
      return learner.fit(rows);
    }
  },
  FOREST_OF_NUMBERS(Learner.FOREST, false) {
    @Override
    Model<?> fit(Dataset<Row> rows, long count, String features, String output) {
      RandomForestRegressor learner = new RandomForestRegressor();
      learner.setNumTrees(TREES).setMaxDepth(DEPTH).setSeed(0);
      learner.setFeaturesCol(features);
      learner.setPredictionCol(output);
      return learner.fit(rows);
    }
  };

  private static final String FOREST = "random forest";
  private static final int ITERATIONS = 100;

  /** Relative to the loss: beyond that no measure changes in a digit that is shown. */
  private static final double TOLERANCE = 1e-5;

  private static final int TREES = 50;
  private static final int DEPTH = 8;

  private final String words;
  private final boolean ofClasses;

  Learner(String words, boolean ofClasses) {
    this.words = words;
    this.ofClasses = ofClasses;
  }

  /** Whether it tells classes apart; else it predicts numbers. */
  boolean isOfClasses() {
    return ofClasses;
  }

  /**
   * Trains on the columns {@code label} and {@code features}.
   *
   * @param output the column of the model's probabilities, or predicted numbers
   */
  abstract Model<?> fit(Dataset<Row> rows, long count, String features, String output);

  /** The name for the reader. */
  @Override
  public String toString() {
    return words;
  }
}
