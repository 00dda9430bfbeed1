package io.sparkmixup.mixing;

import io.sparkmixup.moments.GroupedMoments;
import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.plan.LargeStrata;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.plan.WrittenTypes;
import io.sparkmixup.survey.Survey;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the mixing pass adds up for verification.
 *
 * @param dimensions the components to follow
 * @param groups the classes that are followed by themselves
 * @param matrixSize how many components have their covariances followed
 * @param reach how far what is random about a row's products can get: see {@link PairLaw#reach}
 * @param thinning which rows say how much chance is in sums over all
 * @param rounds whether what is written may differ from what was mixed
 * @param trace the trace ratio, if there is one
 */
public record SumsRequest(
    Dimensions dimensions,
    Groups groups,
    int matrixSize,
    double reach,
    Thinning thinning,
    boolean rounds,
    TraceRatio trace)
    implements Serializable {

  /**
   * What the tasks of one pass may send to the driver together, in bytes: half of what it takes.
   */
  private static final long BUDGET = 512L << 20;

  /** The largest number of components whose covariances are followed. */
  private static final int MATRIX_LIMIT = 200;

  /**
   * What to add up for a plan.
   *
   * @param tasks how many tasks the mixing pass has: they share what the driver can take
   */
  public static SumsRequest of(Survey survey, int tasks) {
    Dimensions dimensions = survey.dimensions();
    int matrix = Math.min(dimensions.size(), MATRIX_LIMIT);
    while (matrix > 1 && groupBytes(dimensions, matrix) > BUDGET / tasks) {
      matrix--;
    }
    long room = BUDGET / groupBytes(dimensions, matrix) - 2L * tasks;
    int followed = keepsClasses(survey.plan()) ? classes(survey, matrix, room, tasks) : 0;
    return new SumsRequest(
        dimensions,
        Groups.of(survey, followed),
        matrix,
        PairLaw.reach(survey.plan().law()),
        Thinning.of((double) survey.plan().syntheticRows()),
        !survey.plan().limits().isEmpty()
            || Arrays.stream(survey.plan().writtenTypes()).anyMatch(WrittenTypes::isRounded),
        TraceRatio.of(
            dimensions, matrix == dimensions.size() ? survey.moments() : Optional.empty()));
  }

  /** What to add up of rows whose components are known, and nothing of their classes. */
  public static SumsRequest of(Dimensions dimensions) {
    return new SumsRequest(
        dimensions,
        new Groups(),
        Math.min(dimensions.size(), MATRIX_LIMIT),
        1,
        Thinning.NONE,
        false,
        TraceRatio.of(dimensions, Optional.empty()));
  }

  /** Moments that are exact over a stratum say nothing of its parts. */
  private static boolean keepsClasses(MixupPlan plan) {
    return plan.request().rules().moments() == Rules.Moments.EXPECTED
        || plan.classLabel().map(plan.roles().within()::contains).orElse(true);
  }

  /** What the sums of one group weigh: six triangles and twelve numbers for each component. */
  private static long groupBytes(Dimensions dimensions, long matrix) {
    return 8 * (6 * matrix * (matrix + 1) / 2 + 12L * dimensions.size());
  }

  /**
   * How many classes can be followed: C d^2 &lt;= 10^7, and as many as there is room for. A task
   * sends sums of the classes that it has met. Where partners are of one class, so are the rows of
   * a cell, and a class is met by no more tasks than it has cells.
   *
   * @param room how many groups all tasks may send together
   */
  private static int classes(Survey survey, int matrix, long room, int tasks) {
    MixupPlan plan = survey.plan();
    boolean together = plan.classLabel().filter(plan.roles().within()::contains).isPresent();
    int most =
        Math.min(survey.classes().size(), GroupedMoments.classLimit(Math.max(1, matrix)) - 1);
    // Nobody has counted the strata of each class: all that there may be, and then their rows.
    long sent = together ? Math.max(0, survey.strataTotal() - survey.classTotal()) : 0;
    for (int c = 0; c < most; c++) {
      long cells = 1 + survey.classes().get(c).rows() / LargeStrata.CELL_ROWS;
      long units = together ? cells * plan.blocks().count(plan.quotas()) : tasks;
      sent += Math.min(tasks, units);
      if (Math.min(sent, (c + 1L) * tasks) > room) {
        return c;
      }
    }
    return most;
  }

  /** The components whose covariances are followed: all, or as many at even distances. */
  public int[] matrix() {
    return dimensions.spread(matrixSize);
  }

  /** All other components: of them only the variances are. */
  public int[] beyondMatrix() {
    return Dimensions.others(matrix(), dimensions.size());
  }
}
