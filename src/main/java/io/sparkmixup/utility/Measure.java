package io.sparkmixup.utility;

/** What is measured of predictions of held-out rows. */
public enum Measure {
  /** The share of rows whose most probable class is theirs. */
  ACCURACY("accuracy"),
  /** The mean of -log(the probability of the row's class), in nats. */
  LOG_LOSS("log loss"),
  /** Of two classes, the area under the ROC curve. */
  AUC("AUC"),
  /** The root of the mean squared error, in the label's unit. */
  RMSE("RMSE"),
  /** 1 - mean squared error / variance of the label, both over the held-out rows. */
  R_SQUARED("R^2");

  private final String words;

  Measure(String words) {
    this.words = words;
  }

  /** The name for the reader. */
  @Override
  public String toString() {
    return words;
  }
}
