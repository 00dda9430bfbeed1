package io.sparkmixup.mixing;

import io.sparkmixup.law.Law;
import io.sparkmixup.moments.CrossProducts;
import io.sparkmixup.plan.Dimensions;
import java.util.Arrays;

/**
 * Adds up what the law predicts of synthetic rows, batch by batch, for their group and for all
 * rows: see {@link GroupSums} for what is summed. The rows of a batch are of one group and miss the
 * same components, as the rows of a stratum do.
 */
final class Predictions {

  /** Enough rows to use the kernel well. */
  private static final int BATCH = 32;

  private final SumsRequest request;
  private final MixSums sums;
  private final int[] matrix;
  private final boolean everything;
  private final Law law;
  private final PairLaw ofLaw;
  private final double[] scales;
  private final double[][] primaries;
  private final double[][] partners;
  private final double[][] exact;
  private final double[][] written;
  private final double[][] pairSums;
  private final double[] weights = new double[BATCH];

  private final boolean[] far = new boolean[BATCH];
  private final long[] turns = new long[BATCH];
  private final ChanceSums chanceOfGroup;
  private final ChanceSums chanceOfAll;
  private final TraceTerms traceTerms;
  private final BatchSums batch;
  private final CrossProducts products;
  private PairLaw pairs;

  /** Of rows that together are what their primaries are: how often each primary counts in them. */
  private double share;

  /** The replicates of each primary that they are. */
  private long first;

  private long last;

  /** What the rows of the cell count beside what they are, less the centre; null for nothing. */
  private double[] point;

  /** How often each of them counts there. */
  private double rest;

  /** What a row counts of its primary. */
  private final double[] shares = new double[BATCH];

  private int size;
  private int group;
  private double[] offset;

  Predictions(SumsRequest request, Law law, MixSums sums) {
    this.request = request;
    this.law = law;
    this.sums = sums;
    Dimensions dimensions = request.dimensions();
    matrix = request.matrix();
    everything = matrix.length == dimensions.size();
    ofLaw = PairLaw.of(law);
    pairs = ofLaw;
    scales = dimensions.scales();
    int d = dimensions.size();
    primaries = new double[BATCH][d];
    partners = new double[BATCH][d];
    exact = new double[BATCH][d];
    written = new double[BATCH][d];
    pairSums = new double[BATCH][d];
    chanceOfGroup = new ChanceSums(request, ofLaw, 1);
    chanceOfAll = new ChanceSums(request, ofLaw, Abreast.lanes(matrix.length));
    traceTerms = request.trace().terms(BATCH);
    batch = new BatchSums(d, matrix);
    products = new CrossProducts(matrix.length);
  }

  /** Says of the rows of the next cell that they are expected to be what the law says of each. */
  void expectLaw() {
    pairs = ofLaw;
    point = null;
  }

  /**
   * The same of a cell whose stratum's other cells were moved to make up for one another, and so
   * for this one: what these have at a point in place of it is the negative of what it has there.
   *
   * @param by what each row counts at the point
   * @param about by mixed column
   */
  void expectLaw(double by, double[] about) {
    pairs = ofLaw;
    rest = by;
    Dimensions dimensions = request.dimensions();
    point = new double[scales.length];
    for (int k = 0; k < point.length; k++) {
      point[k] = about[dimensions.columns()[k]] - dimensions.centres()[k];
    }
  }

  /**
   * Says that they are certain to be together what the primaries of the cell are, each of these
   * counted equally often; where that is not as often as it is used, they are so beside the other
   * cells of the stratum. Nothing that the cells were moved by takes part in it but how often.
   *
   * @param equally how often
   * @param from the first replicate of primaries that are made
   * @param to the one after the last
   */
  void expectParents(double equally, long from, long to) {
    pairs = PairLaw.CERTAINLY_PRIMARY;
    share = equally;
    first = from;
    last = to;
    point = null;
  }

  /** Adds a synthetic row, which is in its primary's group and misses what its primary misses. */
  void add(CellRow primary, CellRow partner, long replicate, Mixture mixture) {
    if (size > 0 && (primary.group != group || !Arrays.equals(primary.missing, batch.missing))) {
      flush();
    }
    if (size == 0) {
      group = primary.group;
      offset = request.groups().offset(group);
      batch.missing = primary.missing;
    }
    if (pairs == PairLaw.CERTAINLY_PRIMARY) {
      shares[size] = share / (Math.min(last, primary.copies) - first);
    }
    copy(primary.centred, primaries[size]);
    copy(partner.centred, partners[size]);
    far[size] = primary.far || partner.far;
    turns[size] = Thinning.turn(primary, replicate);
    if (request.rounds()) {
      copy(mixture.exact, exact[size]);
      copy(mixture.written, written[size]);
    }
    size++;
    if (size == BATCH) {
      flush();
    }
  }

  /**
   * About the centre of the group. A guest lacks values that its partner has: they are left out.
   */
  private void copy(double[] values, double[] to) {
    if (offset == null) {
      System.arraycopy(values, 0, to, 0, to.length);
    } else {
      for (int k = 0; k < to.length; k++) {
        to[k] = values[k] - offset[k];
      }
    }
    for (int k : batch.missing) {
      to[k] = 0;
    }
  }

  /** To be called after the last row. */
  void end() {
    flush();
    chanceOfGroup.flush();
    chanceOfAll.flush();
  }

  /** Adds the rows collected so far; to be called where a cell ends. */
  void flush() {
    if (size == 0) {
      return;
    }
    batch.rows = size;
    batch.weight = size;
    if (pairs == PairLaw.CERTAINLY_PRIMARY) {
      sumShares();
    } else {
      sumProducts();
      sumComponents();
    }
    if (point != null) {
      addRest();
    }
    if (request.groups().classes() > 0) {
      GroupSums one = sums.group(group, request);
      one.add(batch);
      chanceOfGroup.start(one, request.groups().thinning(group), request.groups().scales(group));
      sumChance(chanceOfGroup);
    }
    if (offset != null) {
      batch.shift(offset);
      moveRows();
    }
    PredictedPowers powers = sums.powers(request, law);
    for (int r = 0; r < size; r++) {
      powers.add(primaries[r], partners[r]);
    }
    GroupSums all = sums.all(request);
    all.add(batch);
    chanceOfAll.start(all, request.thinning(), scales);
    sumChance(chanceOfAll);
    if (!pairs.isCertain()) {
      traceTerms.add(primaries, partners, size, pairs, all.ofTrace());
    }
    size = 0;
  }

  private void sumProducts() {
    batch.parents.clear();
    batch.parents.add(selected(primaries), 0, size);
    batch.expected.clear();
    batch.expected.addScaled(batch.parents, pairs.primaryWeight);
    batch.rules.clear();
    addWeighted(partners, pairs.partnerWeight);
    if (pairs.q != 0) {
      for (int r = 0; r < size; r++) {
        for (int k = 0; k < scales.length; k++) {
          pairSums[r][k] = primaries[r][k] + partners[r][k];
        }
      }
      addWeighted(pairSums, pairs.q);
    }
    if (request.rounds()) {
      products.clear();
      products.add(selected(exact), 0, size);
      batch.rules.addScaled(products, -1);
      batch.rules.add(selected(written), 0, size);
    }
  }

  private void addWeighted(double[][] rows, double weight) {
    Arrays.fill(weights, weight);
    batch.expected.add(selected(rows), weights, 0, size);
  }

  /** A row counts as its share of its primary. */
  private void sumShares() {
    batch.weight = 0;
    batch.clearComponents();
    for (int r = 0; r < size; r++) {
      addShare(primaries[r], shares[r]);
      batch.weight += shares[r];
    }
    batch.parents.clear();
    batch.parents.add(selected(primaries), shares, 0, size);
    batch.expected.clear();
    batch.expected.addScaled(batch.parents, 1);
    batch.rules.clear();
  }

  /** What the rows count at the point. */
  private void addRest() {
    double[] at = new double[point.length];
    copy(point, at);
    addShare(at, rest * size);
    double[] selected = everything ? at : select(at);
    batch.parents.add(selected, rest * size);
    batch.expected.add(selected, rest * size);
    batch.weight += rest * size;
  }

  private void addShare(double[] x, double weight) {
    for (int k = 0; k < x.length; k++) {
      batch.x1[k] += weight * x[k];
      batch.x2[k] += weight * x[k] * x[k];
      batch.e1[k] += weight * x[k];
      batch.e2[k] += weight * x[k] * x[k];
    }
  }

  private void sumComponents() {
    batch.clearComponents();
    for (int r = 0; r < size; r++) {
      addPowers(primaries[r], batch.x1, batch.x2);
      addExpected(primaries[r], partners[r], batch.e1, batch.e2);
      if (request.rounds()) {
        addChanges(exact[r], written[r], batch.w1, batch.w2);
      }
    }
  }

  // One sum to a loop, for vector code.

  private static void addPowers(double[] x, double[] sums, double[] squares) {
    for (int k = 0; k < x.length; k++) {
      sums[k] += x[k];
    }
    for (int k = 0; k < x.length; k++) {
      squares[k] += x[k] * x[k];
    }
  }

  private static void addChanges(double[] y, double[] w, double[] sums, double[] squares) {
    for (int k = 0; k < y.length; k++) {
      sums[k] += w[k] - y[k];
    }
    for (int k = 0; k < y.length; k++) {
      squares[k] += w[k] * w[k] - y[k] * y[k];
    }
  }

  private void addExpected(double[] x, double[] p, double[] sums, double[] squares) {
    double mean = pairs.mean;
    double variance = pairs.s20;
    for (int k = 0; k < x.length; k++) {
      sums[k] += p[k] + mean * (x[k] - p[k]);
    }
    for (int k = 0; k < x.length; k++) {
      double step = x[k] - p[k];
      double e = p[k] + mean * step;
      squares[k] += e * e + variance * step * step;
    }
  }

  /** What is random, about the centre of the rows as they stand. */
  private void sumChance(ChanceSums to) {
    for (int r = 0; r < size && !pairs.isCertain(); r++) {
      to.add(primaries[r], partners[r], far[r], turns[r]);
    }
  }

  /** Back to the centre of all rows. */
  private void moveRows() {
    double[] move = offset.clone();
    for (int k : batch.missing) {
      move[k] = 0;
    }
    for (int r = 0; r < size; r++) {
      for (int k = 0; k < move.length; k++) {
        primaries[r][k] += move[k];
        partners[r][k] += move[k];
      }
    }
  }

  private double[][] selected(double[][] rows) {
    if (everything) {
      return rows;
    }
    double[][] result = new double[size][];
    for (int r = 0; r < size; r++) {
      result[r] = select(rows[r]);
    }
    return result;
  }

  private double[] select(double[] row) {
    double[] result = new double[matrix.length];
    for (int k = 0; k < result.length; k++) {
      result[k] = row[matrix[k]];
    }
    return result;
  }
}
