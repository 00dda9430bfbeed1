package io.sparkmixup.rows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.CalendarInterval;

/**
 * The canonical encoding of values in the object lane. Types are not written: they are part of the
 * schema, whose signature seeds every hash. A nested value is preceded by a byte, 0 for null and 1
 * otherwise; lengths are 32-bit integers; numbers are little-endian; floating values are their raw
 * IEEE bits; the entries of a map are sorted by their bytes.
 */
final class ObjectCodec {

  private static final int SPARSE = 0;
  private static final int DENSE = 1;

  private ObjectCodec() {}

  static void write(Object value, DataType type, ByteSink out) {
    if (type instanceof MapType map) {
      writeMap(asList(value), map, out);
    } else if (type instanceof ArrayType array) {
      List<?> elements = asList(value);
      out.putInt(elements.size());
      for (Object element : elements) {
        writeNullable(element, array.elementType(), out);
      }
    } else if (type instanceof StructType struct) {
      Row row = (Row) value;
      for (int i = 0; i < struct.length(); i++) {
        writeNullable(row.get(i), struct.apply(i).dataType(), out);
      }
    } else {
      writeLeaf(value, type, out);
    }
  }

  private static void writeNullable(Object value, DataType type, ByteSink out) {
    out.putByte(value == null ? 0 : 1);
    if (value != null) {
      write(value, type, out);
    }
  }

  private static void writeMap(List<?> entries, MapType map, ByteSink out) {
    byte[][] encoded = new byte[entries.size()][];
    ByteSink scratch = new ByteSink();
    for (int i = 0; i < encoded.length; i++) {
      Row entry = (Row) entries.get(i);
      scratch.clear();
      writeNullable(entry.get(0), map.keyType(), scratch);
      writeNullable(entry.get(1), map.valueType(), scratch);
      encoded[i] = scratch.toBytes();
    }
    Arrays.sort(encoded, Arrays::compareUnsigned);
    out.putInt(encoded.length);
    for (byte[] entry : encoded) {
      out.putBytes(entry);
    }
  }

  private static void writeLeaf(Object value, DataType type, ByteSink out) {
    if (value instanceof byte[] bytes) {
      out.putInt(bytes.length);
      out.putBytes(bytes);
    } else if (value instanceof BigDecimal decimal) {
      byte[] unscaled =
          decimal.setScale(((DecimalType) type).scale()).unscaledValue().toByteArray();
      out.putInt(unscaled.length);
      out.putBytes(unscaled);
    } else if (value instanceof Double d) {
      out.putLong(Double.doubleToRawLongBits(d));
    } else if (value instanceof Float f) {
      out.putInt(Float.floatToRawIntBits(f));
    } else if (value instanceof Boolean b) {
      out.putByte(b ? 1 : 0);
    } else if (value instanceof Number number) {
      out.putLong(number.longValue());
    } else if (value instanceof LocalDateTime || value instanceof Duration) {
      out.putLong(Micros.of(value));
    } else if (value instanceof Period period) {
      out.putInt(Math.toIntExact(period.toTotalMonths()));
    } else if (value instanceof CalendarInterval interval) {
      out.putInt(interval.months);
      out.putInt(interval.days);
      out.putLong(interval.microseconds);
    } else if (value instanceof SparseVector sparse) {
      out.putByte(SPARSE);
      out.putInt(sparse.size());
      out.putInt(sparse.indices().length);
      for (int index : sparse.indices()) {
        out.putInt(index);
      }
      putDoubles(sparse.values(), out);
    } else if (value instanceof DenseVector dense) {
      out.putByte(DENSE);
      out.putInt(dense.size());
      putDoubles(dense.values(), out);
    } else {
      throw new IllegalStateException("no encoding for " + value.getClass() + " as " + type);
    }
  }

  private static void putDoubles(double[] values, ByteSink out) {
    for (double value : values) {
      out.putLong(Double.doubleToRawLongBits(value));
    }
  }

  /** Spark's own lists are Scala's; a row gives them out as Java's. */
  static List<?> asList(Object value) {
    return value instanceof Object[] array
        ? Arrays.asList(array)
        : RowFactory.create(value).getList(0);
  }

  /** Reads what {@link #write} wrote, as the object that Spark's row encoder takes. */
  static Object read(ByteSource in, DataType type) {
    if (type instanceof MapType map) {
      Object[] entries = new Object[in.getInt()];
      for (int i = 0; i < entries.length; i++) {
        entries[i] =
            RowFactory.create(readNullable(in, map.keyType()), readNullable(in, map.valueType()));
      }
      return entries;
    }
    if (type instanceof ArrayType array) {
      Object[] elements = new Object[in.getInt()];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = readNullable(in, array.elementType());
      }
      return elements;
    }
    if (type instanceof StructType struct) {
      Object[] fields = new Object[struct.length()];
      int i = 0;
      for (StructField field : struct.fields()) {
        fields[i++] = readNullable(in, field.dataType());
      }
      return RowFactory.create(fields);
    }
    return readLeaf(in, type);
  }

  private static Object readNullable(ByteSource in, DataType type) {
    return in.getByte() == 0 ? null : read(in, type);
  }

  private static Object readLeaf(ByteSource in, DataType type) {
    if (type instanceof DecimalType decimal) {
      return new BigDecimal(new BigInteger(in.getBytes(in.getInt())), decimal.scale());
    }
    return switch (type.typeName()) {
      case "double" -> Double.longBitsToDouble(in.getLong());
      case "float" -> Float.intBitsToFloat(in.getInt());
      case "boolean" -> in.getByte() == 1;
      case "byte", "tinyint" -> (byte) in.getLong();
      case "short", "smallint" -> (short) in.getLong();
      case "integer", "int", "date" -> (int) in.getLong();
      case "long", "bigint", "timestamp" -> in.getLong();
      case "timestamp_ntz" -> Micros.localDateTime(in.getLong());
      case "void" -> null;
      case "interval" -> new CalendarInterval(in.getInt(), in.getInt(), in.getLong());
      case "udt", "vector" -> readVector(in);
      default -> readOther(in, type);
    };
  }

  private static Object readOther(ByteSource in, DataType type) {
    String name = type.typeName();
    if (name.startsWith("interval") && (name.contains("year") || name.contains("month"))) {
      return Period.ofMonths(in.getInt());
    }
    if (name.startsWith("interval")) {
      return Micros.duration(in.getLong());
    }
    return in.getBytes(in.getInt());
  }

  private static Object readVector(ByteSource in) {
    boolean dense = in.getByte() == DENSE;
    int size = in.getInt();
    if (dense) {
      return Vectors.dense(in.getDoubles(size));
    }
    int[] indices = new int[in.getInt()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = in.getInt();
    }
    return Vectors.sparse(size, indices, in.getDoubles(indices.length));
  }
}
