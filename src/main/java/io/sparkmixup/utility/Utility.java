package io.sparkmixup.utility;

import io.sparkmixup.RequestException;
import io.sparkmixup.compare.Columns;
import io.sparkmixup.compare.Comparison;
import io.sparkmixup.compare.Verbatim;
import io.sparkmixup.io.Jobs;
import io.sparkmixup.plan.ColumnRoles;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What synthetic rows are good for: learners that were trained on them predict the label of real
 * rows that were held out from training, beside the same learners trained on as many real rows, and
 * on a bootstrap of those.
 *
 * <p>Where no rows are given that nothing was made from, a quarter of the originals is held out:
 * the real training set does not have them, but the synthetic rows may have been made from them,
 * which flatters the synthetic rows. All choices follow from the rows' content: the same rows give
 * the same figures.
 *
 * @param label the column that is predicted
 * @param classes its values, in order; empty where it is a regression target
 * @param heldOut how many rows were predicted
 * @param apart whether they were given, and nothing was made from them
 * @param trainings what was trained on, the real rows first
 * @param features how many numbers real rows become
 * @param leftOut columns that are not learned from
 * @param scores what was measured
 * @param closeness how near synthetic rows come to originals; absent where nothing can be measured
 */
public record Utility(
    String label,
    List<String> classes,
    long heldOut,
    boolean apart,
    List<TrainingSet> trainings,
    int features,
    List<String> leftOut,
    List<Score> scores,
    Optional<Closeness> closeness) {

  /** The most classes that are told apart. */
  public static final int MOST_CLASSES = 100;

  /** What learners were trained on, and how many rows it has. */
  public record TrainingSet(Source source, long rows) {}

  /** The degrees of freedom of the scores' standard errors, which are over the held-out rows. */
  public double degrees() {
    return (double) (heldOut - 1);
  }

  /**
   * Trains and measures.
   *
   * @param found the comparison of the same rows
   * @param rows all sides
   * @param label the column that is predicted, as it was asked for
   * @param progress receives a line as each phase begins
   * @throws RequestException if the label cannot be predicted, or rows are too few
   */
  public static Utility of(Comparison found, Rows rows, String label, Consumer<String> progress) {
    ColumnRoles roles = found.roles();
    String column = ColumnRoles.labelColumn(rows.original().schema(), label);
    Columns columns = new Columns(rows.original().schema(), roles);
    Dataset<Row> original = columns.of(rows.original());
    Dataset<Row> synthetic = columns.of(rows.synthetic());
    Optional<Dataset<Row>> holdout = rows.holdout().map(h -> holdout(columns, h));
    Features features = Features.of(original.schema(), roles, column);
    long[] counts = {found.overall().originalRows(), found.overall().syntheticRows()};
    long components = (long) found.overall().components() + features.words().size() + 1;
    progress.accept("drawing rows to train on and to predict");
    try (Sets sets = new Sets(original.sparkSession(), features, column, components)) {
      sets.drawReal(original, holdout, counts[0]);
      sets.drawSynthetic(synthetic, counts[1]);
      List<String> classes = sets.classes();
      progress.accept("training on real rows, on a bootstrap of them and on synthetic rows");
      List<Training> trainings = sets.train();
      progress.accept("predicting held-out rows");
      List<Score> scores =
          Jobs.describe(
              original.sparkSession(),
              "spark-mixup: predicting held-out rows",
              () -> new HeldOut(features, classes, trainings).scores(sets.heldOut().rows()));
      progress.accept("measuring distances to the closest originals");
      return new Utility(
          column,
          classes,
          sets.heldOut().count(),
          holdout.isPresent(),
          trainings.stream().map(t -> new TrainingSet(t.source(), t.rows())).toList(),
          trainings.get(0).preparation().size(),
          features.leftOut(),
          scores,
          found
              .verbatim()
              .map(Verbatim::columns)
              .flatMap(some -> Closeness.of(original, synthetic, some, counts)));
    }
  }

  private static Dataset<Row> holdout(Columns columns, Dataset<Row> rows) {
    try {
      return columns.of(rows);
    } catch (RequestException e) {
      throw new RequestException(
          e.getMessage().replace("the synthetic rows do", "the rows of --holdout do"), e);
    }
  }
}
