package io.sparkmixup.mixing;

import java.util.Arrays;

/**
 * Which original rows lie far out: in some component they are more than {@value #FAR} standard
 * deviations from the mean of all rows, or from that of their class.
 */
final class FarOut {

  private static final double FAR = 5;

  private final double[] zero;
  private final double[] variances;
  private final Groups groups;

  FarOut(SumsRequest request) {
    zero = new double[request.dimensions().size()];
    variances = request.dimensions().variances();
    groups = request.groups();
  }

  /** Whether a row does whose values and group are read. */
  boolean has(CellRow row) {
    double[] offset = groups.offset(row.group);
    return isFar(row, zero, variances)
        || (offset != null && isFar(row, offset, groups.variances(row.group)));
  }

  /** Components that do not vary say nothing, and missing ones neither. */
  private static boolean isFar(CellRow row, double[] offset, double[] variances) {
    double[] centred = row.centred;
    for (int k = 0; k < centred.length; k++) {
      double from = centred[k] - offset[k];
      if (from * from > FAR * FAR * variances[k]
          && variances[k] > 0
          && Arrays.binarySearch(row.missing, k) < 0) {
        return true;
      }
    }
    return false;
  }
}
