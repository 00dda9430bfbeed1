package io.sparkmixup.benchmark.kernels;

import io.sparkmixup.moments.Moments;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Means and covariances of rows in memory: n d (d + 1) operations of n rows. */
@State(Scope.Thread)
public class MomentsKernel {

  /** The numbers of columns that are measured. */
  public static final List<Integer> COLUMNS = List.of(30, 200, 1000);

  /** Values of all rows together: 32 MB, more than most caches hold. */
  private static final int VALUES = 1 << 22;

  @Param("30")
  public int d;

  private double[][] rows;

  /** The number of rows at {@code d} columns. */
  public static int rows(int d) {
    return VALUES / d;
  }

  @Setup
  public void makeRows() {
    Random random = new Random(7);
    rows = new double[rows(d)][d];
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        row[j] = random.nextGaussian();
      }
    }
  }

  /** From no rows to a covariance. */
  @Benchmark
  public double covariance() {
    Moments moments = Moments.create(d);
    for (double[] row : rows) {
      moments.accept(row);
    }
    return moments.covariance(d - 1, 0);
  }
}
