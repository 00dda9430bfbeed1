package io.sparkmixup.survey;

import io.sparkmixup.RequestException;
import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.plan.MixupPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StructType;

/**
 * Mixed columns whose moments doubles cannot hold. They are mixed as exactly as any; what is added
 * up to verify them is doubles.
 */
public final class Blind {

  /** Steps of doubles this large, in standard deviations, hide how a column varies. */
  private static final double COARSE = 1e-3;

  /** Squares of numbers below this are no normal doubles. */
  private static final double TINY = 1e-150;

  private Blind() {}

  /**
   * Refuses columns whose squares may sum to no doubles, where they are to be verified.
   *
   * @throws RequestException naming the first
   */
  public static void refuse(Survey survey) {
    Dimensions dimensions = survey.dimensions();
    for (int k = 0; k < dimensions.size(); k++) {
      if (dimensions.variesTooMuch(k)) {
        throw new RequestException(
            String.format(
                Locale.ROOT,
                "mixed column '%s' holds numbers whose squares leave doubles no room to sum them, so that"
                    + " it cannot be verified: scale it, carry it with --copy, or use --verify off",
                dimensions.names().get(k)));
      }
    }
  }

  /** A line for each column that verification sees less of than there is. */
  public static List<String> notes(Survey survey) {
    MixupPlan plan = survey.plan();
    Dimensions dimensions = survey.dimensions();
    StructType schema = plan.schema();
    List<String> notes = new ArrayList<>();
    for (int k = 0; k < dimensions.size(); k++) {
      String name = dimensions.names().get(k);
      double centre = Math.abs(dimensions.centres()[k]);
      double deviation = Math.sqrt(dimensions.variances()[k]);
      boolean column = List.of(schema.fieldNames()).contains(name);
      double step = column ? step(schema.apply(name).dataType()) : Double.POSITIVE_INFINITY;
      if (Math.ulp(centre) > step && Math.ulp(centre) > COARSE * deviation) {
        notes.add(
            String.format(
                Locale.ROOT,
                "mixed column '%s': around %.3g doubles are %.3g apart, too coarse to verify how it"
                    + " varies",
                name,
                centre,
                Math.ulp(centre)));
      } else if (dimensions.variesTooLittle(k) || (deviation == 0 && centre > 0 && centre < TINY)) {
        notes.add(
            String.format(
                Locale.ROOT,
                "mixed column '%s': numbers around %.3g vary too little to verify: their squares leave"
                    + " doubles no room, so that it counts as constant",
                name,
                centre));
      }
    }
    return notes;
  }

  /** The smallest difference of two values; infinite where values are doubles themselves. */
  private static double step(DataType type) {
    if (type instanceof LongType) {
      return 1;
    }
    return type instanceof DecimalType decimal
        ? StrictMath.pow(10, -decimal.scale())
        : Double.POSITIVE_INFINITY;
  }
}
