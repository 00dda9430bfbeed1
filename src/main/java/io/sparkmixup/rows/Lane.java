package io.sparkmixup.rows;

/** The ways in which a column's value travels from a dataset into our code and back. */
public enum Lane {
  /** float and double: a double. */
  DOUBLE,
  /** Whole numbers, booleans, dates and timestamps: a long. */
  LONG,
  /** Strings and binaries: their bytes, untouched. */
  BYTES,
  /** Decimals, vectors, arrays, maps, structs, intervals: Spark's external Java objects. */
  OBJECT,
  /** Columns of the void type, which hold nothing but nulls. */
  VOID
}
