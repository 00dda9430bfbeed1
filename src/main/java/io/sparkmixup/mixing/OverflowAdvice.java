package io.sparkmixup.mixing;

import io.sparkmixup.plan.ColumnRanges;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.plan.WrittenTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/** What a user can do about mixtures that a type cannot hold. */
final class OverflowAdvice {

  private OverflowAdvice() {}

  /** What helps a column of a type, under the rules that let it overflow. */
  static String of(DataType type, Rules.Integers integers) {
    List<String> advice = new ArrayList<>();
    if (ColumnRanges.hasRange(type)) {
      advice.add("keep the column in a range with --range");
    }
    if (!WrittenTypes.of(type, Rules.Integers.DOUBLE).equals(WrittenTypes.of(type, integers))) {
      advice.add("write whole numbers as doubles with --integers double");
    }
    if (canBeWidened(type)) {
      advice.add("widen the type");
    }
    String last = "carry the column with --copy";
    return advice.isEmpty() ? last : String.join(", ", advice) + ", or " + last;
  }

  /** Whether there is a type of greater numbers; one of whole numbers has a decimal beyond it. */
  private static boolean canBeWidened(DataType type) {
    if (type instanceof ArrayType array) {
      return canBeWidened(array.elementType());
    }
    return type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType
        || type instanceof FloatType
        || (type instanceof DecimalType decimal
            && decimal.precision() - decimal.scale() < DecimalType.MAX_PRECISION());
  }
}
