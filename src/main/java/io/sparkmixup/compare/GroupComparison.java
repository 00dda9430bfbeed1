package io.sparkmixup.compare;

import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.plan.QuotedName;
import io.sparkmixup.plan.Reading;
import io.sparkmixup.verify.Finding;
import io.sparkmixup.verify.Findings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What two independent samples say of one group of rows: all, or those of a class. Second moments
 * are about the mean of the group's original rows. That mean is known from n_A rows only, and about
 * it a moment of the synthetic rows is expected to be (n_A + 1) / (n_A - 1) times that of the
 * original, which is what it is compared with. What that mean's own error adds to theirs is their
 * {@link Curvature}.
 */
public final class GroupComparison {

  /** With fewer values a standard error is too uncertain to decide by. */
  public static final int LEAST_VALUES = 30;

  private final String name;
  private final boolean allRows;
  private final Scale scale;
  private final double[] centre;
  private final Sample original;
  private final Sample synthetic;

  /**
   * @param centre the mean of the group's original rows, about which both are summed
   */
  GroupComparison(
      String name,
      boolean allRows,
      Scale scale,
      double[] centre,
      Sample original,
      Sample synthetic) {
    this.name = name;
    this.allRows = allRows;
    this.scale = scale;
    this.centre = centre;
    this.original = original;
    this.synthetic = synthetic;
  }

  public String name() {
    return name;
  }

  /** Whether these are all rows, and not those of a class. */
  public boolean isAllRows() {
    return allRows;
  }

  public long originalRows() {
    return original.rows();
  }

  public long syntheticRows() {
    return synthetic.rows();
  }

  public int components() {
    return scale.names().size();
  }

  public String component(int k) {
    return scale.names().get(k);
  }

  /** How a mean of a component reads. */
  public Reading reading(int k) {
    return scale.readings().get(k);
  }

  /** How many original rows hold a component. */
  public long originalHeld(int k) {
    return original.held(k);
  }

  /** How many synthetic rows hold a component. */
  public long syntheticHeld(int k) {
    return synthetic.held(k);
  }

  private double mean(Sample sample, int k) {
    return centre[k] + scale.units()[k] * sample.component(k).mean();
  }

  public double originalMean(int k) {
    return mean(original, k);
  }

  public double syntheticMean(int k) {
    return mean(synthetic, k);
  }

  /** The standard error of the difference of the two means. */
  public double meanError(int k) {
    return scale.units()[k] * meanContrast(k).error();
  }

  /** The degrees of freedom of {@link #meanError}. */
  public double meanDegrees(int k) {
    return meanContrast(k).degrees();
  }

  private Contrast meanContrast(int k) {
    return Contrast.of(original.component(k), synthetic.component(k));
  }

  private double variance(Sample sample, int k) {
    Contrast.Sums z = sample.component(k);
    return scale.units()[k] * scale.units()[k] * (z.squares() / z.count());
  }

  /** The mean square of a component about the original's mean. */
  public double originalVariance(int k) {
    return variance(original, k);
  }

  /** The same of the synthetic rows, about the original's mean too. */
  public double syntheticVariance(int k) {
    return variance(synthetic, k);
  }

  /** What {@link #syntheticVariance} is expected to be. */
  public double expectedVariance(int k) {
    return originalVariance(k) * aboutEstimatedMean((double) original.held(k));
  }

  /** The standard error of the difference of the two variances. */
  public double varianceError(int k) {
    double unit = scale.units()[k];
    return unit * unit * squareContrast(k).error();
  }

  /** The degrees of freedom of {@link #varianceError}. */
  public double varianceDegrees(int k) {
    return squareContrast(k).degrees();
  }

  private Contrast squareContrast(int k) {
    Contrast.Sums before = original.square(k);
    Contrast.Sums after = synthetic.square(k);
    return Contrast.of(before, after)
        .with(Curvature.of(1, mean(before, after), before.count(), after.count()));
  }

  /** Over both samples. */
  private static double mean(Contrast.Sums a, Contrast.Sums b) {
    return (a.sum() + b.sum()) / (a.count() + b.count());
  }

  /** How many components have their covariances followed. */
  public int matrixSize() {
    return scale.matrix().length;
  }

  /** The component at a place of the covariance matrix. */
  public int matrixComponent(int i) {
    return scale.matrix()[i];
  }

  private double units(int i, int j) {
    return scale.units()[matrixComponent(i)] * scale.units()[matrixComponent(j)];
  }

  public double originalCovariance(int i, int j) {
    return units(i, j) * original.pair(i, j).mean();
  }

  /** What a covariance of the synthetic rows, about the original's mean, is expected to be. */
  public double expectedCovariance(int i, int j) {
    return originalCovariance(i, j) * aboutEstimatedMean(original.pair(i, j).count());
  }

  public double syntheticCovariance(int i, int j) {
    return units(i, j) * synthetic.pair(i, j).mean();
  }

  /** The standard error of the difference of the two covariances. */
  public double covarianceError(int i, int j) {
    return units(i, j) * pairContrast(i, j).error();
  }

  /** The degrees of freedom of {@link #covarianceError}. */
  public double covarianceDegrees(int i, int j) {
    return pairContrast(i, j).degrees();
  }

  private Contrast pairContrast(int i, int j) {
    Contrast.Sums before = original.pair(i, j);
    Contrast.Sums after = synthetic.pair(i, j);
    double unit = Math.sqrt(secondMoment(i, i) * secondMoment(j, j));
    return Contrast.of(before, after)
        .with(Curvature.of(secondMoment(i, j) / unit, unit, before.count(), after.count()));
  }

  /**
   * The mean of z_i z_j over both samples, which does not vanish where one of them lacks what is
   * rare.
   */
  private double secondMoment(int i, int j) {
    return mean(original.pair(i, j), synthetic.pair(i, j));
  }

  /** Correlation, about the original's mean. */
  public double originalCorrelation(int i, int j) {
    return correlation(original, i, j);
  }

  /** Correlation, about the original's mean. */
  public double syntheticCorrelation(int i, int j) {
    return correlation(synthetic, i, j);
  }

  private static double correlation(Sample sample, int i, int j) {
    return sample.pair(i, j).mean()
        / Math.sqrt(sample.pair(i, i).mean() * sample.pair(j, j).mean());
  }

  /**
   * The mean of synthetic second moment to original over the components that vary; in a class over
   * those whose pairs are followed.
   */
  public double scale() {
    int[] over = allRows ? varying() : varyingInClass();
    return Arrays.stream(over).mapToDouble(k -> syntheticVariance(k) / originalVariance(k)).sum()
        / over.length;
  }

  private int[] varying() {
    return IntStream.range(0, components()).filter(k -> scale.varies()[k]).toArray();
  }

  private int[] varyingInClass() {
    return Arrays.stream(placesInClass()).map(this::matrixComponent).toArray();
  }

  /** What {@link #scale} is expected to be: 1, and a little for the estimated mean. */
  public double expectedScale() {
    return aboutEstimatedMean((double) original.rows());
  }

  /** The standard error of {@link #scale}. */
  public double scaleError() {
    return scaleContrast().error();
  }

  /** The degrees of freedom of {@link #scaleError}. */
  public double scaleDegrees() {
    return scaleContrast().degrees();
  }

  private Contrast scaleContrast() {
    Contrast contrast =
        allRows
            ? Contrast.of(original.functional(), synthetic.functional())
            : Contrast.of(functional(original), functional(synthetic));
    return contrast.with(
        Curvature.of(meanCorrelation(), (double) original.rows(), (double) synthetic.rows()));
  }

  /** The root of the mean squared correlation of the components, with themselves too. */
  private double meanCorrelation() {
    int[] places = placesInClass();
    double sum = 0;
    for (int i : places) {
      for (int j : places) {
        double product = secondMoment(i, j);
        sum += product / secondMoment(i, i) * (product / secondMoment(j, j));
      }
    }
    return Math.sqrt(sum) / places.length;
  }

  /** The places in the matrix that {@link #scale} of a class is over. */
  private int[] placesInClass() {
    return IntStream.range(0, matrixSize())
        .filter(i -> variesInClass(matrixComponent(i)) && synthetic.held(matrixComponent(i)) > 0)
        .toArray();
  }

  /**
   * The sums of f of {@link SampleSums} in a class, with z_k in units of the class: those units
   * were not known when rows were summed. With v_k the original's mean of z_k^2 in the class, n_k
   * how many of a sample's rows hold z_k, and r_k = sum z_k^2 / (n_k v_k),
   *
   * <pre>
   *    sum f    =  1/d    sum_k   n_k (r_k - 1) / h_k
   *    sum f^2  =  1/d^2  sum_jk  (Q_jk / (v_j v_k) - n_jk (r_j + r_k - 1)) / (h_j h_k)
   * </pre>
   *
   * the second one exactly where no row misses a value, and else as if z_j^2 were the same in the
   * mean over the rows that hold z_k too.
   */
  private Contrast.Sums functional(Sample sample) {
    int[] places = placesInClass();
    double[] ratios = new double[matrixSize()];
    double[] weights = new double[matrixSize()];
    double sum = 0;
    for (int i : places) {
      Contrast.Sums own = original.pair(i, i);
      ratios[i] = sample.pair(i, i).mean() / own.mean();
      weights[i] = original.rows() / own.count() / places.length;
      sum += weights[i] * sample.pair(i, i).count() * (ratios[i] - 1);
    }
    double squares = 0;
    for (int i : places) {
      double v = original.pair(i, i).mean();
      for (int j : places) {
        Contrast.Sums pair = sample.pair(i, j);
        double both = pair.squares() / v / original.pair(j, j).mean();
        squares += weights[i] * weights[j] * (both - pair.count() * (ratios[i] + ratios[j] - 1));
      }
    }
    return new Contrast.Sums((double) sample.rows(), sum, squares);
  }

  private static double aboutEstimatedMean(double rows) {
    return rows > 1 ? (rows + 1) / (rows - 1) : 1;
  }

  /**
   * The mean variance ratio against 1; nothing where no component varies, one has no synthetic
   * values, or rows are few.
   */
  List<Finding> scaleFindings() {
    int regular = allRows ? scale.regular() : placesInClass().length;
    if (regular == 0
        || missesOne()
        || !enough((double) original.rows(), (double) synthetic.rows())) {
      return List.of();
    }
    Contrast contrast = scaleContrast();
    double p = contrast.pValue(scale() - expectedScale());
    return List.of(
        Finding.of(
                Findings.SCALE,
                place("mean variance ratio"),
                expectedScale(),
                scale(),
                contrast.error(),
                1,
                p)
            .withDegrees(contrast.degrees()));
  }

  /** Whether a component that varies has no synthetic value: {@link #heldFindings} says that. */
  private boolean missesOne() {
    return allRows && Arrays.stream(varying()).anyMatch(k -> synthetic.held(k) == 0);
  }

  /** Every covariance that is followed, and the variances of all other components. */
  void covarianceFindings(Consumer<Finding> to) {
    for (int i = 0; i < matrixSize(); i++) {
      for (int j = 0; j <= i; j++) {
        covarianceFinding(
            matrixComponent(i),
            matrixComponent(j),
            original.pair(i, j),
            synthetic.pair(i, j),
            pairContrast(i, j),
            to);
      }
    }
    for (int k : scale.beyondMatrix()) {
      covarianceFinding(k, k, original.square(k), synthetic.square(k), squareContrast(k), to);
    }
  }

  private void covarianceFinding(
      int j,
      int k,
      Contrast.Sums before,
      Contrast.Sums after,
      Contrast contrast,
      Consumer<Finding> to) {
    if (!enough(before.count(), after.count())) {
      return;
    }
    double units = scale.units()[j] * scale.units()[k];
    double expected = before.mean() * aboutEstimatedMean(before.count());
    to.accept(
        Finding.of(
                "covariance",
                place(
                    j == k
                        ? QuotedName.single(component(j))
                        : QuotedName.pair(component(j), component(k))),
                units * expected,
                units * after.mean(),
                units * contrast.error(),
                unit(j) * unit(k),
                contrast.pValue(after.mean() - expected))
            .withDegrees(contrast.degrees()));
  }

  /** The mean of every component. */
  void meanFindings(Consumer<Finding> to) {
    for (int k = 0; k < components(); k++) {
      if (enough((double) original.held(k), (double) synthetic.held(k))) {
        Contrast contrast = meanContrast(k);
        to.accept(
            Finding.of(
                    "mean",
                    place(component(k)),
                    originalMean(k),
                    syntheticMean(k),
                    meanError(k),
                    unit(k),
                    contrast.pValue(contrast.difference()))
                .withDegrees(contrast.degrees())
                .reading(reading(k)));
      }
    }
  }

  /** The share of rows that hold each component. */
  void heldFindings(Consumer<Finding> to) {
    for (int k = 0; k < components(); k++) {
      to.accept(
          shareFinding(
              Findings.HELD,
              component(k),
              new long[] {original.held(k), original.rows()},
              new long[] {synthetic.held(k), synthetic.rows()}));
    }
  }

  /** How many rows there are, where these are too few for any moment to be tested. */
  Optional<String> tooFew() {
    return enough((double) original.rows(), (double) synthetic.rows())
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%,d original and %,d synthetic rows are too few, %d it takes of each",
                original.rows(),
                synthetic.rows(),
                LEAST_VALUES));
  }

  /** What there are too few values for, a line each. */
  List<String> notTested() {
    if (tooFew().isPresent()) {
      return List.of("means and covariances: " + tooFew().get());
    }
    List<String> few =
        IntStream.range(0, components())
            .filter(k -> !enough((double) original.held(k), (double) synthetic.held(k)))
            .mapToObj(this::component)
            .toList();
    return few.isEmpty()
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "moments of %s: fewer than %d values on a side",
                String.join(", ", few),
                LEAST_VALUES));
  }

  /**
   * Compares two shares, each given as a count and what it is a count of. The effect is their
   * difference; of what only one side has it is 1, however rare it is.
   */
  static Finding shareFinding(String name, String where, long[] a, long[] b) {
    // Of ones and zeros, squares are the ones themselves.
    Contrast contrast = Contrast.of(ones(a), ones(b));
    double before = (double) a[0] / a[1];
    double after = (double) b[0] / b[1];
    double unit = a[0] == 0 || b[0] == 0 ? Math.max(before, after) : 1;
    return Finding.of(
            name, where, before, after, contrast.error(), unit, contrast.pValue(after - before))
        .withDegrees(contrast.degrees());
  }

  private static Contrast.Sums ones(long[] share) {
    return new Contrast.Sums((double) share[1], (double) share[0], (double) share[0]);
  }

  private static boolean enough(double a, double b) {
    return a >= LEAST_VALUES && b >= LEAST_VALUES;
  }

  private String place(String component) {
    return allRows ? component : QuotedName.single(name) + ", " + component;
  }

  /**
   * The unit of effects: the standard deviation in the original, for a class its own. What does not
   * vary in a class is measured by how it varies at all.
   */
  private double unit(int k) {
    return !allRows && variesInClass(k) ? Math.sqrt(originalVariance(k)) : scale.units()[k];
  }

  /** Whether a component varies by more than values so large are rounded by. */
  private boolean variesInClass(int k) {
    double overall = scale.units()[k] * scale.units()[k];
    return originalVariance(k) > Dimensions.leastVariance(overall, centre[k]);
  }
}
