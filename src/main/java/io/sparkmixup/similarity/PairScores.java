package io.sparkmixup.similarity;

import io.sparkmixup.moments.Moments;
import io.sparkmixup.similarity.PairPlan.Place;
import io.sparkmixup.similarity.PairPlan.Table;
import io.sparkmixup.similarity.Similarity.PairScore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The scores of pairs, in the order of the table. */
final class PairScores {

  private final PairPlan plan;
  private final Extents before;
  private final Extents after;
  private final SideScan a;
  private final SideScan b;

  PairScores(PairPlan plan, Extents before, Extents after, SideScan a, SideScan b) {
    this.plan = plan;
    this.before = before;
    this.after = after;
    this.a = a;
    this.b = b;
  }

  List<PairScore> all() {
    Map<List<Integer>, Table> tables = new HashMap<>();
    plan.tables().forEach(t -> tables.put(List.of(t.first(), t.second()), t));
    List<Place> places = plan.places();
    List<PairScore> scores = new ArrayList<>();
    int j = 0;
    for (int p = 0; p < places.size(); p++) {
      int k = places.get(p).number() ? j + 1 : j;
      for (int q = p + 1; q < places.size(); q++) {
        if (places.get(p).number() && places.get(q).number()) {
          scores.add(correlation(places.get(p), places.get(q), j, k));
        } else {
          Table table = tables.get(List.of(p, q));
          if (table != null) {
            double variation = plan.totalVariation(table, a, b);
            scores.add(contingency(p, q, 1 - variation, Optional.empty()));
          } else if (!places.get(p).hasCells() || !places.get(q).hasCells()) {
            scores.add(
                contingency(
                    p, q, Double.NaN, Optional.of("no bins between values that are infinite")));
          }
        }
        k += places.get(q).number() ? 1 : 0;
      }
      j += places.get(p).number() ? 1 : 0;
    }
    return scores;
  }

  private PairScore contingency(int p, int q, double score, Optional<String> why) {
    return new PairScore(
        plan.places().get(p).name(),
        plan.places().get(q).name(),
        Metric.CONTINGENCY_SIMILARITY,
        score,
        Double.NaN,
        Double.NaN,
        why);
  }

  private PairScore correlation(Place first, Place second, int j, int k) {
    return correlation(
        new String[] {first.name(), second.name()},
        new double[] {correlation(a.moments(), j, k), correlation(b.moments(), j, k)},
        constant(first).or(() -> constant(second)));
  }

  /**
   * The score of two correlations.
   *
   * @param columns the two
   * @param correlations in the original and among the synthetic rows
   * @param constant says which of them is, and where
   */
  static PairScore correlation(String[] columns, double[] correlations, Optional<String> constant) {
    double apart = Math.abs(correlations[0] - correlations[1]);
    Optional<String> why = constant;
    if (why.isEmpty() && Double.isNaN(apart)) {
      why = Optional.of("no correlation over the rows that hold both");
    }
    return new PairScore(
        columns[0],
        columns[1],
        Metric.CORRELATION_SIMILARITY,
        why.isPresent() ? Double.NaN : 1 - apart / 2,
        correlations[0],
        correlations[1],
        why);
  }

  /** Over one row it is none. */
  static double correlation(Moments moments, int j, int k) {
    return moments.count(j, k) < 2 ? Double.NaN : moments.correlation(j, k);
  }

  private Optional<String> constant(Place place) {
    return constant(
        place.name(), before.isConstant(place.index()), after.isConstant(place.index()));
  }

  static Optional<String> constant(String name, boolean before, boolean after) {
    if (before) {
      return Optional.of(name + " is constant in the original");
    }
    return after ? Optional.of(name + " is constant among the synthetic rows") : Optional.empty();
  }
}
