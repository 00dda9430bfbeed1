package io.sparkmixup.utility;

/** What is measured of predictions of held-out rows. */
public enum Measure {
  /** The share of rows whose most probable class is theirs. */
  ACCURACY("accuracy", ""),
  /** The mean of -log(the probability of the row's class), in nats. */
  LOG_LOSS("log loss", ""),
  /** Of two classes, the area under the ROC curve. */
  AUC("AUC", "the held-out rows are all of one class"),
  /** The root of the mean squared error, in the label's unit. */
  RMSE("RMSE", ""),
  /** 1 - mean squared error / variance of the label, both over the held-out rows. */
  R_SQUARED("R^2", "the label is the same in all held-out rows");

  private final String words;
  private final String lacking;

  Measure(String words, String lacking) {
    this.words = words;
    this.lacking = lacking;
  }

  /** Why it is NaN, for the reader: of what the held-out rows have too little. */
  public String notDefined() {
    return "not defined" + (lacking.isEmpty() ? "" : ": " + lacking);
  }

  /** The name for the reader. */
  @Override
  public String toString() {
    return words;
  }
}
