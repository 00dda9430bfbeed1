package io.sparkmixup.mixing;

import io.sparkmixup.RequestException;
import io.sparkmixup.law.BitSource;
import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixedValues;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.plan.WrittenTypes;
import io.sparkmixup.rows.Lane;
import io.sparkmixup.rows.Micros;
import io.sparkmixup.rows.RowShape;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/**
 * The mixed values of one synthetic row, computed anew for each: as they will be written, and in
 * {@link #exact} before rounding, less their centres.
 */
final class Mixture {

  final double[] doubles;
  final long[] longs;

  /** Mixtures of the long lane where whole numbers become doubles. */
  final double[] unrounded;

  final Object[] objects;

  /** The followed components before rounding and as written, less centres; 0 where missing. */
  final double[] exact;

  final double[] written;

  /** Values that overflowed their type, by mixed column: of all rows, and of this one. */
  final long[] overflows;

  private final int[] overflowed;

  /** Of mixed columns that overflowed in this row, whether beyond the upper end. */
  private final boolean[] above;

  private final MixedColumns columns;
  private final RowShape shape;
  private final Dimensions dimensions;
  private final boolean[] isFloat;
  private final long[] maxima;

  /** Of the columns in the long lane, those that become doubles. */
  private final boolean[] becomeDouble;

  private final Rules.Integers integers;

  /** Where a draw decides about rounding, the source of this row's draws. */
  private BitSource rounding;

  /** Whether the values were moved after they were mixed. */
  private boolean moved;

  private boolean compared;
  private boolean likePrimary;
  private boolean likePartner;
  private boolean parentsEqual;

  /**
   * @param dimensions the components whose exact mixtures are compared with what is written; null
   *     for none
   */
  Mixture(Layout layout, MixedColumns columns, Rules.Integers integers, Dimensions dimensions) {
    this.integers = integers;
    this.columns = columns;
    this.dimensions = dimensions;
    shape = layout.shape();
    doubles = new double[columns.doubles.length];
    longs = new long[columns.longs.length];
    unrounded = new double[longs.length];
    objects = new Object[columns.objects.length];
    exact = new double[dimensions == null ? 0 : dimensions.size()];
    written = new double[exact.length];
    overflows = new long[columns.size()];
    overflowed = new int[overflows.length];
    above = new boolean[overflows.length];
    isFloat = new boolean[doubles.length];
    for (int i = 0; i < doubles.length; i++) {
      isFloat[i] = type(columns.doubles[i]) instanceof FloatType;
    }
    maxima = new long[longs.length];
    becomeDouble = new boolean[longs.length];
    for (int i = 0; i < longs.length; i++) {
      becomeDouble[i] = WrittenTypes.of(type(columns.longs[i]), integers) instanceof DoubleType;
      maxima[i] = maximum(type(columns.longs[i]));
    }
  }

  private DataType type(int column) {
    return shape.schema().apply(column).dataType();
  }

  private static long maximum(DataType type) {
    if (type instanceof ByteType) {
      return Byte.MAX_VALUE;
    }
    if (type instanceof ShortType) {
      return Short.MAX_VALUE;
    }
    // Dates are days in an int, too.
    return type instanceof IntegerType || type instanceof DateType
        ? Integer.MAX_VALUE
        : Long.MAX_VALUE;
  }

  /** Whether a column of the long lane is written as doubles. */
  boolean becomesDouble(int slot) {
    return becomeDouble[slot];
  }

  /**
   * Mixes a primary with its partner, which may be itself; in place of what was mixed before,
   * unless that was settled.
   *
   * @param draws decide about rounding where it is stochastic
   */
  void mix(double lambda, CellRow primary, CellRow partner, BitSource draws) {
    rounding = draws;
    moved = false;
    compared = false;
    likePrimary = true;
    likePartner = true;
    parentsEqual = true;
    Arrays.fill(overflowed, 0);
    for (int i = 0; i < columns.size(); i++) {
      if (primary.offsets[columns.column(i)] < 0) {
        continue;
      }
      switch (columns.lane(i)) {
        case DOUBLE -> mixDouble(i, lambda, primary, partner);
        case LONG -> mixLong(i, lambda, primary, partner);
        default -> mixObject(i, lambda, primary, partner);
      }
    }
  }

  /**
   * Takes the values as they stand now.
   *
   * @param lambda the weight that the law drew first: what it predicts is about that one
   */
  void settle(double lambda, CellRow primary, CellRow partner) {
    for (int i = 0; i < overflowed.length; i++) {
      overflows[i] += overflowed[i];
    }
    if (dimensions != null) {
      follow(lambda, primary, partner);
    }
  }

  /** The value of a mixed column, where that is written as a double. */
  double value(int i) {
    int slot = columns.slot(i);
    return columns.lane(i) == Lane.LONG ? unrounded[slot] : doubles[slot];
  }

  /** Puts another value in the place of a mixture. */
  void set(int i, double value) {
    int slot = columns.slot(i);
    if (columns.lane(i) == Lane.LONG) {
      unrounded[slot] = value;
    } else {
      doubles[slot] = value;
    }
  }

  /** Whether a mixed column overflowed in this row. */
  boolean overflowed(int i) {
    return overflowed[i] > 0;
  }

  /** Whether it did so beyond the upper end of its type; for columns of single numbers. */
  boolean above(int i) {
    return above[i];
  }

  /** Forgets that a column overflowed in this row: a value of its range stands there now. */
  void mend(int i) {
    overflowed[i] = 0;
  }

  /**
   * Counts what overflowed. Unless a range mends it, it is refused at the end; until then the task
   * needs a value that its type can hold.
   */
  private void overflow(int i, double mixture) {
    overflowed[i]++;
    above[i] = mixture > 0;
  }

  private void overflow(int i, double lambda, Number x, Number p) {
    overflow(i, ValueMixing.mix(lambda, x.doubleValue(), p.doubleValue()));
  }

  /** Compares the values with their parents once more, after they were moved. */
  void markMoved(CellRow primary, CellRow partner) {
    moved = true;
    likePrimary = true;
    likePartner = true;
    parentsEqual = true;
    for (int i = 0; i < columns.size(); i++) {
      if (primary.offsets[columns.column(i)] >= 0) {
        double y = value(i);
        likePrimary &= y == columns.value(primary, i);
        likePartner &= y == columns.value(partner, i);
        parentsEqual &= columns.value(primary, i) == columns.value(partner, i);
      }
    }
  }

  private void mixDouble(int i, double lambda, CellRow primary, CellRow partner) {
    int slot = columns.slot(i);
    double x = primary.doubles[slot];
    double p = partner.doubles[slot];
    if (Double.isNaN(x)) {
      doubles[slot] = x;
      return;
    }
    double y = ValueMixing.mix(lambda, x, p);
    compare(y == x, y == p, x == p);
    double written = isFloat[slot] ? (float) y : y;
    if (Double.isInfinite(written)) {
      overflow(i, written);
    }
    doubles[slot] = written;
  }

  private void mixLong(int i, double lambda, CellRow primary, CellRow partner) {
    int slot = columns.slot(i);
    long x = primary.longs[slot];
    long p = partner.longs[slot];
    compare(lambda == 1 || x == p, lambda == 0 || x == p, x == p);
    if (becomeDouble[slot]) {
      unrounded[slot] = ValueMixing.mix(lambda, (double) x, (double) p);
      return;
    }
    try {
      long y = mixWhole(lambda, x, p);
      if (y <= maxima[slot] && y >= -1 - maxima[slot]) {
        longs[slot] = y;
        return;
      }
    } catch (ArithmeticException e) {
      // Beyond long, hence beyond any type.
    }
    overflow(i, lambda, x, p);
    longs[slot] = x;
  }

  private long mixWhole(double lambda, long x, long p) {
    return integers == Rules.Integers.STOCHASTIC
        ? ValueMixing.mixWholeStochastic(lambda, x, p, rounding.nextUniform())
        : ValueMixing.mixWhole(lambda, x, p);
  }

  private void mixObject(int i, double lambda, CellRow primary, CellRow partner) {
    int slot = columns.slot(i);
    Object x = primary.objects[slot];
    Object p = partner.objects[slot];
    DataType type = type(columns.column(i));
    boolean equal = Objects.deepEquals(x, p);
    compare(lambda == 1 || equal, lambda == 0 || equal, equal);
    if (x instanceof Vector vx) {
      Vector vp = (Vector) p;
      checkLengths(i, vx.size(), vp.size());
      Vector y = equal ? vx : VectorMixing.mix(lambda, vx, vp);
      overflowed[i] += VectorMixing.isFinite(y) ? 0 : 1;
      objects[slot] = y;
    } else if (type instanceof ArrayType array) {
      objects[slot] = mixArray(i, lambda, (Object[]) x, (Object[]) p, array.elementType());
    } else if (Micros.isTime(type)) {
      objects[slot] = mixTime(i, lambda, x, p, type);
    } else {
      objects[slot] = mixNumber(i, lambda, (Number) x, (Number) p, type);
    }
  }

  private Object mixTime(int i, double lambda, Object x, Object p, DataType type) {
    long a = Micros.steps(x, type);
    long b = Micros.steps(p, type);
    try {
      return Micros.ofSteps(mixWhole(lambda, a, b), type);
    } catch (ArithmeticException e) {
      overflow(i, lambda, a, b);
      return x;
    }
  }

  private Object[] mixArray(int i, double lambda, Object[] x, Object[] p, DataType element) {
    checkLengths(i, x.length, p.length);
    Object[] y = new Object[x.length];
    for (int k = 0; k < y.length; k++) {
      y[k] = mixNumber(i, lambda, (Number) x[k], (Number) p[k], element);
    }
    return y;
  }

  private Number mixNumber(int i, double lambda, Number x, Number p, DataType type) {
    if (type instanceof DoubleType || type instanceof FloatType) {
      double y = ValueMixing.mix(lambda, x.doubleValue(), p.doubleValue());
      boolean single = type instanceof FloatType;
      if (Double.isInfinite(single ? (float) y : y)) {
        overflowed[i]++;
      }
      return single ? (Number) (float) y : (Number) y;
    }
    if (type instanceof DecimalType decimal) {
      BigDecimal y =
          ValueMixing.mixDecimal(lambda, (BigDecimal) x, (BigDecimal) p, decimal.scale());
      if (y.precision() > decimal.precision()) {
        overflow(i, lambda, x, p);
        return x;
      }
      return y;
    }
    if (WrittenTypes.of(type, integers) instanceof DoubleType) {
      return ValueMixing.mix(lambda, x.doubleValue(), p.doubleValue());
    }
    try {
      long y = mixWhole(lambda, x.longValue(), p.longValue());
      if (y > maximum(type) || y < -1 - maximum(type)) {
        overflowed[i]++;
        return x;
      }
      if (type instanceof LongType) {
        return y;
      }
      return type instanceof IntegerType
          ? (Number) (int) y
          : type instanceof ShortType ? (Number) (short) y : (Number) (byte) y;
    } catch (ArithmeticException e) {
      overflowed[i]++;
      return x;
    }
  }

  private void checkLengths(int i, int x, int p) {
    if (x != p) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              "mixed column '%s' holds %d and %d elements in rows that are mixed with each other:"
                  + " carry it with --copy or --ragged carry, or make them equally long",
              shape.schema().apply(columns.column(i)).name(),
              x,
              p));
    }
  }

  private void compare(boolean primaryEqual, boolean partnerEqual, boolean bothEqual) {
    compared = true;
    likePrimary &= primaryEqual;
    likePartner &= partnerEqual;
    parentsEqual &= bothEqual;
  }

  /** Whether all mixed values, before rounding, are those of one parent and the other's differ. */
  boolean isVerbatim() {
    return (likePrimary || likePartner) && !parentsEqual;
  }

  /** Whether the parents agree in all mixed values, of which there is at least one. */
  boolean parentsEqual() {
    return compared && parentsEqual;
  }

  private void follow(double lambda, CellRow primary, CellRow partner) {
    double[] x = primary.centred;
    double[] p = partner.centred;
    for (int k = 0; k < exact.length; k++) {
      exact[k] = Math.fma(lambda, x[k] - p[k], p[k]);
    }
    int vectorColumn = -1;
    double[] components = null;
    for (int k = 0; k < exact.length; k++) {
      int i = dimensions.columns()[k];
      int slot = columns.slot(i);
      double value;
      switch (columns.lane(i)) {
        case DOUBLE -> value = doubles[slot];
        case LONG -> value = becomeDouble[slot] ? unrounded[slot] : longs[slot];
        default -> {
          if (columns.isVector(i)) {
            if (vectorColumn != i && objects[slot] != null) {
              components = MixedValues.components(objects[slot]);
              vectorColumn = i;
            }
            int element = dimensions.elements()[k];
            value = components == null || element >= components.length ? 0 : components[element];
          } else {
            value =
                objects[slot] == null
                    ? 0
                    : MixedValues.number(objects[slot], type(columns.column(i)));
          }
        }
      }
      written[k] = value - dimensions.centres()[k];
    }
    if (moved) {
      System.arraycopy(written, 0, exact, 0, exact.length);
    }
    for (int k : primary.missing) {
      exact[k] = 0;
      written[k] = 0;
    }
  }
}
