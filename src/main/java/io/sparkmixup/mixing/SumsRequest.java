package io.sparkmixup.mixing;

import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.plan.WrittenTypes;
import io.sparkmixup.survey.Survey;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What the mixing pass adds up for verification.
 *
 * @param dimensions the components to follow
 * @param groups the classes that are followed by themselves
 * @param matrixSize how many components have their covariances followed
 * @param blockRows how many consecutive synthetic rows of a cell make one residual
 * @param rounds whether what is written may differ from what was mixed
 */
public record SumsRequest(
    Dimensions dimensions, Groups groups, int matrixSize, int blockRows, boolean rounds)
    implements Serializable {

  /** Above this many synthetic rows a residual spans {@value #BLOCK} of them. */
  private static final int FEW_ROWS = 3200;

  private static final int BLOCK = 32;

  /** What the tasks of one pass may send to the driver together, in bytes. */
  private static final long BUDGET = 256L << 20;

  /** What one task may send, in bytes. */
  private static final long TASK_BUDGET = 4L << 20;

  /** The largest number of components whose covariances are followed. */
  private static final int MATRIX_LIMIT = 200;

  /** The most classes that are followed by themselves. */
  private static final int MOST_CLASSES = 1000;

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
    int followed =
        keepsClasses(survey.plan())
            ? Math.min(survey.classes().size(), classLimit(dimensions, matrix, tasks))
            : 0;
    long rows = survey.plan().syntheticRows();
    return new SumsRequest(
        dimensions,
        Groups.of(survey, followed),
        matrix,
        rows < FEW_ROWS ? 1 : BLOCK,
        !survey.plan().limits().isEmpty()
            || Arrays.stream(survey.plan().writtenTypes()).anyMatch(WrittenTypes::isRounded));
  }

  /** Moments that are exact over a stratum say nothing of its parts. */
  private static boolean keepsClasses(MixupPlan plan) {
    return plan.request().rules().moments() == Rules.Moments.EXPECTED
        || plan.classLabel().map(plan.roles().within()::contains).orElse(true);
  }

  /** What the sums of one group weigh: five triangles and nine numbers for each component. */
  private static long groupBytes(Dimensions dimensions, long matrix) {
    return 8 * (5 * matrix * (matrix + 1) / 2 + 9L * dimensions.size());
  }

  private static int classLimit(Dimensions dimensions, int matrix, int tasks) {
    long groups = Math.min(TASK_BUDGET, BUDGET / tasks) / groupBytes(dimensions, matrix);
    return (int) Math.max(0, Math.min(MOST_CLASSES, groups - 2));
  }

  /** The components whose covariances are followed: all, or as many at even distances. */
  public int[] matrix() {
    return dimensions.spread(matrixSize);
  }
}
