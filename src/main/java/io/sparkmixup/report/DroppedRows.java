package io.sparkmixup.report;

import io.sparkmixup.survey.Survey;
import java.util.Locale;

/** What is said of the rows that {@code --nulls drop} leaves out. */
public final class DroppedRows {

  private DroppedRows() {}

  /** How many there are. */
  public static String number(Survey survey) {
    return String.format(
        Locale.ROOT,
        "%,d more rows, which miss a mixed value (--nulls drop)%s",
        survey.dropped(),
        lostClasses(survey));
  }

  /** The classes that are gone with them, to be appended; nothing where all are still there. */
  public static String lostClasses(Survey survey) {
    return survey
        .lost()
        .map(
            largest ->
                survey.lostTotal() == 1
                    ? String.format(
                        Locale.ROOT,
                        "; all %,d rows of class '%s' are among them",
                        largest.rows(),
                        largest.name())
                    : String.format(
                        Locale.ROOT,
                        "; all rows of %,d classes are among them, as all %,d of class '%s'",
                        survey.lostTotal(),
                        largest.rows(),
                        largest.name()))
        .orElse("");
  }
}
