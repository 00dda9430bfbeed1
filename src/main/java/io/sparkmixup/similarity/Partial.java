package io.sparkmixup.similarity;

import io.sparkmixup.rows.Blob;
import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;

/** What one task adds up, and another one takes over. */
interface Partial<T> extends Serializable {

  /** Adds the other's rows. */
  void combine(T other);

  /** The sum of all tasks, combined on the way to the driver; {@code none} where there is none. */
  static <T extends Partial<T>> T sum(JavaRDD<byte[]> parts, Class<T> type, T none) {
    return parts.getNumPartitions() == 0
        ? none
        : Blob.read(parts.treeReduce((a, b) -> merge(a, b, type)), type);
  }

  private static <T extends Partial<T>> byte[] merge(byte[] a, byte[] b, Class<T> type) {
    T result = Blob.read(a, type);
    result.combine(Blob.read(b, type));
    return Blob.write(result);
  }
}
