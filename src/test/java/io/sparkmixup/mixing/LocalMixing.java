package io.sparkmixup.mixing;

import io.sparkmixup.law.Law;
import io.sparkmixup.pairing.LocalPairing;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.rows.Lane;
import io.sparkmixup.rows.RowShape;
import io.sparkmixup.survey.LocalSurvey;
import io.sparkmixup.survey.Survey;
import io.sparkmixup.testing.LocalRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Drives the code that runs in a mixing task, over all cells of a data set, in this thread: one
 * survey, then a run for each seed costs as much as the mixing itself. All mixed columns have to be
 * plain numbers.
 */
public final class LocalMixing {

  private final Survey survey;
  private final LocalPairing pairing;
  private final SumsRequest request;
  private final RowShape out;
  private final int[] columns;

  /**
   * One run.
   *
   * @param written the mixed columns as they are written, NaN where missing
   * @param classes the label of each row where it is a whole number
   * @param sums what the mixing pass added up
   */
  public record Run(List<double[]> written, List<Long> classes, MixSums sums) {}

  public LocalMixing(Dataset<Row> rows, MixupRequest asked) {
    this(Survey.of(rows, asked), plan -> new LocalPairing(rows, plan));
  }

  /** Runs no job at all. */
  public LocalMixing(LocalRows rows, MixupRequest asked) {
    this(LocalSurvey.of(rows, asked), plan -> new LocalPairing(rows, plan));
  }

  private LocalMixing(Survey survey, Function<MixupPlan, LocalPairing> rows) {
    this(survey, rows.apply(survey.plan()), SumsRequest.of(survey, 1));
  }

  private LocalMixing(Survey survey, LocalPairing pairing, SumsRequest request) {
    this.survey = survey;
    this.pairing = pairing;
    this.request = request;
    out = RowShape.of(Mixing.outputSchema(survey.plan()));
    columns =
        survey.plan().names(io.sparkmixup.plan.Role.MIXED).stream()
            .mapToInt(out.schema()::fieldIndex)
            .toArray();
  }

  /** The same where covariances are followed among {@code size} components only. */
  public LocalMixing withMatrix(int size) {
    SumsRequest narrow =
        new SumsRequest(
            request.dimensions(),
            request.groups(),
            size,
            request.reach(),
            request.thinning(),
            request.rounds(),
            TraceRatio.of(request.dimensions(), Optional.empty()));
    return new LocalMixing(survey, pairing, narrow);
  }

  public Survey survey() {
    return survey;
  }

  /** What the mixing pass is asked to add up. */
  public SumsRequest request() {
    return request;
  }

  /** A run with the requested law. */
  public Run run(long seed) {
    return run(seed, survey.plan().law());
  }

  /** A run with another law. */
  public Run run(long seed, Law law) {
    MixTask planned = MixTask.of(survey.plan());
    MixTask task =
        new MixTask(
            planned.layout(),
            law,
            planned.ids(),
            planned.copies(),
            planned.blockReplicates(),
            planned.originals(),
            planned.integers(),
            planned.moments(),
            planned.ranges(),
            planned.limits(),
            planned.added(),
            seed);
    SumsAccumulator accumulator = new SumsAccumulator(columns.length, request.groups().classes());
    SyntheticRows rows =
        new SyntheticRows(
            pairing.pair(seed), task, survey.plan().uneven(), out, request, accumulator);
    int size = Math.toIntExact(survey.plan().syntheticRows());
    List<double[]> written = new ArrayList<>(size);
    List<Long> classes = new ArrayList<>(size);
    int label = survey.plan().classLabel().map(out.schema()::fieldIndex).orElse(-1);
    while (rows.hasNext()) {
      RowShape.Encoded row = rows.next();
      if (label >= 0) {
        classes.add(row.lanes().getLongs()[out.slot(label)]);
      }
      written.add(mixed(row));
    }
    return new Run(written, classes, accumulator.value());
  }

  private double[] mixed(RowShape.Encoded row) {
    double[] result = new double[columns.length];
    for (int i = 0; i < result.length; i++) {
      int column = columns[i];
      if (row.lanes().getNulls()[out.nullSlot(column)]) {
        result[i] = Double.NaN;
      } else if (out.lane(column) == Lane.DOUBLE) {
        result[i] = row.lanes().getDoubles()[out.slot(column)];
      } else {
        result[i] = row.lanes().getLongs()[out.slot(column)];
      }
    }
    return result;
  }
}
