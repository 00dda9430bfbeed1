package io.sparkmixup.similarity;

/** Some values of a column of one side, on their way to its other values. A bean for Spark. */
public final class ColumnValues {

  private int column;
  private boolean after;
  private double[] values = {};

  static ColumnValues of(int column, boolean after, double[] values) {
    ColumnValues result = new ColumnValues();
    result.column = column;
    result.after = after;
    result.values = values;
    return result;
  }

  public int getColumn() {
    return column;
  }

  public void setColumn(int column) {
    this.column = column;
  }

  /** Whether they are of the synthetic rows. */
  public boolean isAfter() {
    return after;
  }

  public void setAfter(boolean after) {
    this.after = after;
  }

  public double[] getValues() {
    return values;
  }

  public void setValues(double[] values) {
    this.values = values;
  }
}
