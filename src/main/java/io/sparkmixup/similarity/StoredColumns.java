package io.sparkmixup.similarity;

import io.sparkmixup.moments.Moments;
import io.sparkmixup.moments.QuantileSketch;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * What is known of the columns of an original whose rows are not at hand.
 *
 * @param schema of its rows
 * @param numbers the columns of numbers and times
 * @param moments of the components of all columns
 */
public record StoredColumns(StructType schema, List<StoredNumber> numbers, Moments moments) {

  /**
   * A column of numbers or times.
   *
   * @param name its name
   * @param low the smallest value; above {@code high} where there is none
   * @param high the largest one
   * @param sketch of its values
   * @param component its place in the moments
   */
  public record StoredNumber(
      String name, double low, double high, QuantileSketch sketch, int component) {}

  Optional<StoredNumber> number(String name) {
    return numbers.stream().filter(n -> n.name().equals(name)).findFirst();
  }
}
