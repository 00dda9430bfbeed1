package io.sparkmixup.utility;

import io.sparkmixup.rows.Iterators;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * How often the copies of one row were taken, and what for. A bean for Spark.
 *
 * <p>Equal rows come together with their number first, since a hash of content alone would take or
 * leave all of them.
 */
public final class Drawn implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final String ROW = "value";

  /** Rows of one partition of what was drawn. */
  private static final int PARTITION = 50_000;

  private byte[] row;
  private int train;
  private int bootstrap;
  private int heldOut;

  /**
   * The shares of rows that are taken.
   *
   * @param heldOut of all rows, held out from training
   * @param test of those that are held out
   * @param train of the others
   */
  record Shares(double heldOut, double test, double train) implements Serializable {}

  /** What rows are taken for. */
  enum Use {
    TRAIN,
    BOOTSTRAP,
    HELD_OUT
  }

  /** Draws from encoded rows; those that nothing takes are not there. */
  static Dataset<Drawn> of(Dataset<byte[]> rows, Shares shares) {
    MapPartitionsFunction<Row, Drawn> draw = in -> draw(in, shares);
    FilterFunction<Drawn> taken = d -> d.train + d.heldOut > 0;
    return counted(rows).mapPartitions(draw, Encoders.bean(Drawn.class)).filter(taken);
  }

  /** Encoded rows, each once, and how often they occur. */
  static Dataset<Row> counted(Dataset<byte[]> rows) {
    return rows.toDF(ROW).groupBy(ROW).count();
  }

  private static Iterator<Drawn> draw(Iterator<Row> rows, Shares shares) {
    Draw draw = new Draw();
    return Iterators.map(rows, row -> of(draw, row.getAs(0), row.getLong(1), shares));
  }

  private static Drawn of(Draw draw, byte[] row, long copies, Shares shares) {
    Drawn result = new Drawn();
    result.row = row;
    draw.of(row);
    for (long n = 0; n < copies; n++) {
      draw.copy(n);
      boolean heldOut = draw.takes(Draw.Purpose.HOLD_OUT, shares.heldOut());
      if (!draw.takes(Draw.Purpose.SAMPLE, heldOut ? shares.test() : shares.train())) {
        continue;
      }
      if (heldOut) {
        result.heldOut++;
      } else {
        result.train++;
        result.bootstrap += draw.timesInBootstrap();
      }
    }
    return result;
  }

  /**
   * The rows that were taken for one use, each as often as it was, in an order and in partitions
   * that depend on the rows alone: learners add up in that order.
   *
   * @param rows about how many there are
   */
  static Dataset<byte[]> rows(Dataset<Drawn> drawn, Use use, long rows) {
    FlatMapFunction<Drawn, byte[]> repeat =
        d -> {
          int times = d.times(use);
          List<byte[]> result = new ArrayList<>();
          for (int i = 0; i < times; i++) {
            result.add(d.row);
          }
          return result.iterator();
        };
    return drawn
        .flatMap(repeat, Encoders.BINARY())
        .repartition((int) (1 + rows / PARTITION), functions.col(ROW))
        .sortWithinPartitions(ROW)
        .as(Encoders.BINARY());
  }

  private int times(Use use) {
    return switch (use) {
      case TRAIN -> train;
      case BOOTSTRAP -> bootstrap;
      case HELD_OUT -> heldOut;
    };
  }

  public byte[] getRow() {
    return row;
  }

  public void setRow(byte[] value) {
    row = value;
  }

  public int getTrain() {
    return train;
  }

  public void setTrain(int value) {
    train = value;
  }

  public int getBootstrap() {
    return bootstrap;
  }

  public void setBootstrap(int value) {
    bootstrap = value;
  }

  public int getHeldOut() {
    return heldOut;
  }

  public void setHeldOut(int value) {
    heldOut = value;
  }
}
