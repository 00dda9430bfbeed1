package io.sparkmixup.survey;

import io.sparkmixup.rows.Fingerprint;
import java.io.Serializable;

/** What a survey learns beside counts of strata and classes: of fixed size, mergeable. */
final class SurveySummary implements Serializable {

  private static final long serialVersionUID = 1L;

  final Fingerprint fingerprint = new Fingerprint();
  final DuplicateSketch duplicates = new DuplicateSketch();
  final ColumnSurvey[] columns;
  final ClassMeans classMeans;
  final MixedCovariance covariance;

  /** Rows that {@code --nulls drop} leaves out; all else is of the others. */
  long dropped;

  SurveySummary(int mixedColumns) {
    columns = new ColumnSurvey[mixedColumns];
    classMeans = new ClassMeans(mixedColumns);
    covariance = new MixedCovariance(mixedColumns);
    for (int i = 0; i < mixedColumns; i++) {
      columns[i] = new ColumnSurvey();
    }
  }

  void combine(SurveySummary other) {
    fingerprint.combine(other.fingerprint);
    duplicates.combine(other.duplicates);
    for (int i = 0; i < columns.length; i++) {
      columns[i].combine(other.columns[i]);
    }
    classMeans.combine(other.classMeans);
    covariance.combine(other.covariance);
    dropped += other.dropped;
  }
}
