package io.sparkmixup.compare;

import io.sparkmixup.moments.Moments;

/**
 * A sample of which means, covariances and the fourth moments of single components are stored. The
 * centre is its mean. The fourth moments of pairs are those of the other sample, brought to the
 * stored ones: with A this sample, B the other one and M_k = E[z_k^4],
 *
 * <pre>
 *    E_A[z_j^2 z_k^2]  is taken for  E_B[z_j^2 z_k^2] sqrt(M_Aj M_Ak / (M_Bj M_Bk))
 *    Var_A(f)          is taken for  Var_B(f) sum_k Var_A(z_k^2) / sum_k Var_B(z_k^2)
 * </pre>
 *
 * The first is exact for j = k, and never above sqrt(M_Aj M_Ak), as Cauchy and Schwarz have it. A
 * small B may miss what is rare in both components together: so the first goes a part 2
 * sqrt(max(M_Aj, M_Ak) / n_B), at most 1, of the way to that bound. The variance of B alone will
 * not do: of skewed laws it is small just where B misses what is rare, and so differs (of 55
 * entries of lognormal columns, n = 300, tests at 1 % rejected one in 42 % of the runs).
 */
final class StoredSample implements Sample {

  /**
   * Of the simulations in StoredCalibrationTest: with 0 the tests of skewed laws reject too often.
   */
  private static final double DOUBT = 2;

  private final StoredOriginal original;
  private final Scale scale;
  private final Sample other;
  private final Moments moments;

  /** Of all components in the moments: those that are compared, the others are not looked at. */
  private final double[] centre;

  /** M_Ak of the components whose pairs are followed. */
  private final double[] fourth;

  /** How M_Ak is to M_Bk. */
  private final double[] ratios;

  StoredSample(StoredOriginal original, Scale scale, Sample other) {
    this.original = original;
    this.scale = scale;
    this.other = other;
    moments = original.columns().moments();
    centre = new double[moments.dimension()];
    for (int k = 0; k < original.places().size(); k++) {
      centre[place(k)] = original.dimensions().centres()[k];
    }
    fourth = new double[scale.matrix().length];
    ratios = new double[fourth.length];
    for (int i = 0; i < fourth.length; i++) {
      int k = scale.matrix()[i];
      fourth[i] = fourth(k);
      Contrast.Sums theirs = other.pair(i, i);
      ratios[i] = fourth[i] / (theirs.squares() / theirs.count());
    }
  }

  /** M_Ak of any component. */
  private double fourth(int k) {
    double square = scale.units()[k] * scale.units()[k];
    return held(k) == 0 ? 0 : moments.fourthCentralMoment(place(k)) / square / square;
  }

  private int place(int k) {
    return original.places().get(k);
  }

  @Override
  public long rows() {
    return original.rows();
  }

  @Override
  public long held(int k) {
    return moments.count(place(k), place(k));
  }

  /** Sum of z_j z_k over the rows that hold both. */
  private double products(int j, int k) {
    long count = moments.count(place(j), place(k));
    double unit = scale.units()[j] * scale.units()[k];
    return count == 0 ? 0 : count * (moments.secondMoment(place(j), place(k), centre) / unit);
  }

  @Override
  public Contrast.Sums component(int k) {
    long held = held(k);
    double sum =
        held == 0 ? 0 : held * ((moments.mean(place(k)) - centre[place(k)]) / scale.units()[k]);
    return new Contrast.Sums((double) held, sum, products(k, k));
  }

  @Override
  public Contrast.Sums square(int k) {
    return new Contrast.Sums((double) held(k), products(k, k), held(k) * fourth(k));
  }

  @Override
  public Contrast.Sums pair(int i, int j) {
    int one = scale.matrix()[i];
    int two = scale.matrix()[j];
    long count = moments.count(place(one), place(two));
    return new Contrast.Sums((double) count, products(one, two), count * fourth(i, j));
  }

  /** E_A[z_j^2 z_k^2]. */
  private double fourth(int i, int j) {
    if (i == j) {
      return fourth[i];
    }
    Contrast.Sums theirs = other.pair(i, j);
    double most = Math.sqrt(fourth[i] * fourth[j]);
    double scaled = theirs.squares() / theirs.count() * Math.sqrt(ratios[i] * ratios[j]);
    // Where the other sample does not vary there is nothing to scale.
    double doubt = Math.min(1, DOUBT * Math.sqrt(Math.max(fourth[i], fourth[j]) / theirs.count()));
    return Double.isFinite(scaled) ? scaled + doubt * (most - scaled) : most;
  }

  @Override
  public Contrast.Sums functional() {
    double sum = 0;
    for (int k = 0; k < original.places().size(); k++) {
      if (scale.varies()[k]) {
        sum += (products(k, k) - held(k)) / scale.shares()[k];
      }
    }
    double mean = sum / scale.regular() / rows();
    Contrast.Sums theirs = other.functional();
    double theirMean = theirs.mean();
    double variance = (theirs.squares() / theirs.count() - theirMean * theirMean) * spread();
    return new Contrast.Sums((double) rows(), rows() * mean, rows() * (variance + mean * mean));
  }

  /** sum_k Var_A(z_k^2) / sum_k Var_B(z_k^2), over the components that vary. */
  private double spread() {
    double mine = 0;
    double theirs = 0;
    for (int i = 0; i < fourth.length; i++) {
      int k = scale.matrix()[i];
      if (scale.varies()[k]) {
        double square = products(k, k) / held(k);
        Contrast.Sums b = other.pair(i, i);
        mine += fourth[i] - square * square;
        theirs += b.squares() / b.count() - b.mean() * b.mean();
      }
    }
    return mine / theirs;
  }
}
