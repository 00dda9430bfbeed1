package io.sparkmixup.mixing;

import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/** Mixes vectors element by element; two sparse ones stay sparse where that is smaller. */
final class VectorMixing {

  private VectorMixing() {}

  static Vector mix(double lambda, Vector x, Vector p) {
    if (x instanceof SparseVector sx && p instanceof SparseVector sp) {
      return mixSparse(lambda, sx, sp);
    }
    double[] a = x.toArray();
    double[] b = p.toArray();
    double[] y = new double[a.length];
    for (int k = 0; k < y.length; k++) {
      y[k] = ValueMixing.mix(lambda, a[k], b[k]);
    }
    return Vectors.dense(y);
  }

  /** Whether no element is infinite or NaN: parents are finite, so else a mixture overflowed. */
  static boolean isFinite(Vector vector) {
    double[] values =
        vector instanceof SparseVector sparse ? sparse.values() : ((DenseVector) vector).values();
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private static Vector mixSparse(double lambda, SparseVector x, SparseVector p) {
    int[] xi = x.indices();
    int[] pi = p.indices();
    double[] xv = x.values();
    double[] pv = p.values();
    int[] indices = new int[xi.length + pi.length];
    double[] values = new double[indices.length];
    int n = 0;
    int i = 0;
    int j = 0;
    while (i < xi.length || j < pi.length) {
      int index = Math.min(i < xi.length ? xi[i] : x.size(), j < pi.length ? pi[j] : x.size());
      double a = i < xi.length && xi[i] == index ? xv[i++] : 0;
      double b = j < pi.length && pi[j] == index ? pv[j++] : 0;
      indices[n] = index;
      values[n++] = ValueMixing.mix(lambda, a, b);
    }
    Vector sparse = Vectors.sparse(x.size(), Arrays.copyOf(indices, n), Arrays.copyOf(values, n));
    // An entry costs 12 bytes in a sparse vector and 8 in a dense one.
    return 12L * n + 8 > 8L * x.size() ? Vectors.dense(sparse.toArray()) : sparse;
  }
}
