package io.sparkmixup.utility;

import io.sparkmixup.RequestException;
import io.sparkmixup.plan.ColumnPlan;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.Role;
import io.sparkmixup.rows.Iterators;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * What is learned from: the label, numbers (mixed or carried, booleans and times too, vectors and
 * arrays of numbers) and words. Ids, what is named like one or hardly comes twice, and other types
 * are left out.
 *
 * @param fields the numbers and words, the label among them
 * @param isClass whether the label is a class, and a word; else it is a regression target
 * @param labelAt where it stands among the words or the numbers
 * @param numbers the columns of numbers
 * @param words the columns of words
 * @param leftOut columns that are not learned from
 */
record Features(
    Fields fields,
    boolean isClass,
    int labelAt,
    List<String> numbers,
    List<String> words,
    List<String> leftOut)
    implements Serializable {

  /**
   * Decides about the columns.
   *
   * @param schema of the columns that are compared
   * @param roles of all columns
   * @throws RequestException if nothing is left to learn from, or the label holds no single numbers
   */
  static Features of(StructType schema, ColumnRoles roles, String label) {
    boolean isClass = roles.classLabel().isPresent();
    List<String> numbers = new ArrayList<>();
    List<String> words = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (ColumnPlan column : roles.columns()) {
      if (column.role() == Role.DROPPED || column.role() == Role.ID) {
        continue;
      }
      DataType type = schema.apply(column.name()).dataType();
      boolean isLabel = column.name().equals(label);
      boolean looksLikeId =
          column.reason().equals(ColumnRoles.NEARLY_UNIQUE)
              || column.reason().equals(ColumnRoles.NAMED_LIKE_AN_ID);
      if (isLabel && isClass) {
        words.add(label);
      } else if (isNumbers(type) && (isLabel || !looksLikeId)) {
        numbers.add(column.name());
      } else if (type instanceof StringType) {
        words.add(column.name());
      } else {
        leftOut.add(column.name());
      }
    }
    if (!isClass && isMany(schema.apply(label).dataType())) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              "--utility: the label '%s' is %s: name a column of single numbers or a class",
              label,
              schema.apply(label).dataType().simpleString()));
    }
    if (numbers.size() + words.size() < 2) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              "--utility: no column is left to tell the label '%s' from; left out: %s",
              label,
              String.join(", ", leftOut)));
    }
    return new Features(
        new Fields(schema, numbers, words),
        isClass,
        (isClass ? words : numbers).indexOf(label),
        List.copyOf(numbers),
        List.copyOf(words),
        List.copyOf(leftOut));
  }

  private static boolean isNumbers(DataType type) {
    return ColumnRoles.isMixable(type)
        || type instanceof BooleanType
        || type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType
        || type instanceof DayTimeIntervalType;
  }

  private static boolean isMany(DataType type) {
    return type instanceof ArrayType || type.equals(SQLDataTypes.VectorType());
  }

  /** Whether the row that is read has a label. */
  private boolean hasLabel(Fields.Reader row) {
    return isClass ? row.word(labelAt) != null : Math.abs(target(row)) <= Preparation.LARGEST;
  }

  /** Leaves out encoded rows without a label. */
  MapPartitionsFunction<byte[], byte[]> labelled() {
    return rows -> {
      Fields.Reader reader = fields.reader();
      AtomicReference<byte[]> current = new AtomicReference<>();
      return Iterators.whileTrue(
          () -> {
            while (rows.hasNext()) {
              current.set(rows.next());
              if (hasLabel(reader.read(current.get()))) {
                return true;
              }
            }
            return false;
          },
          current::get);
    };
  }

  /** The regression target of the row that is read; NaN where it is missing. */
  double target(Fields.Reader row) {
    double[] value = row.numbers(labelAt);
    return value == null ? Double.NaN : value[0];
  }

  /** The class of the row that is read; null where it is missing. */
  String className(Fields.Reader row) {
    return row.word(labelAt);
  }

  /** Whether a column of numbers is a feature. */
  boolean isNumber(int i) {
    return isClass || i != labelAt;
  }

  /** Whether a column of words is a feature. */
  boolean isWord(int i) {
    return !isClass || i != labelAt;
  }
}
