package io.sparkmixup.mixing;

import org.apache.spark.util.AccumulatorV2;

/** Carries each task's sums to the driver, which counts a task of a result stage once. */
public final class SumsAccumulator extends AccumulatorV2<MixSums, MixSums> {

  private static final long serialVersionUID = 1L;

  private final int mixedColumns;
  private final int classes;
  private MixSums sums;

  SumsAccumulator(int mixedColumns, int classes) {
    this.mixedColumns = mixedColumns;
    this.classes = classes;
  }

  @Override
  public boolean isZero() {
    return sums == null;
  }

  @Override
  public AccumulatorV2<MixSums, MixSums> copy() {
    SumsAccumulator copy = new SumsAccumulator(mixedColumns, classes);
    if (sums != null) {
      copy.add(sums);
    }
    return copy;
  }

  @Override
  public void reset() {
    sums = null;
  }

  @Override
  public void add(MixSums task) {
    if (sums == null) {
      sums = new MixSums(mixedColumns, classes);
    }
    sums.combine(task);
  }

  @Override
  public void merge(AccumulatorV2<MixSums, MixSums> other) {
    if (!other.isZero()) {
      add(other.value());
    }
  }

  @Override
  public MixSums value() {
    return sums == null ? new MixSums(mixedColumns, classes) : sums;
  }
}
