package io.sparkmixup.survey;

import io.sparkmixup.plan.LargeStrata;
import io.sparkmixup.rows.Blob;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Adds up tallies that arrive sorted by (high, kind, low). What it keeps does not grow with the
 * rows, but for the strata larger than a cell.
 */
final class SurveyPart implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The most classes whose sizes are kept. */
  static final int MOST_CLASSES = 100_000;

  /** A class, its 128-bit name, and its number of rows. */
  record ClassCount(long high, long low, String name, long count) implements Serializable {}

  final List<long[]> large = new ArrayList<>();
  List<ClassCount> classes = new ArrayList<>();
  long classTotal;
  long strata;
  long loneComplete;
  long loneHosted;
  long loneUnhosted;
  SurveySummary summary;

  private transient long hostsHigh;
  private transient boolean hosts;

  static SurveyPart of(Iterator<Tally> tallies) {
    SurveyPart part = new SurveyPart();
    Tally run = null;
    while (tallies.hasNext()) {
      Tally tally = tallies.next();
      if (run != null && same(run, tally)) {
        run.setCount(run.getCount() + tally.getCount());
        run.setData(tally.getData());
      } else {
        part.close(run);
        run = tally;
      }
    }
    part.close(run);
    part.classes = part.mostFrequent(part.classes);
    return part;
  }

  private static boolean same(Tally a, Tally b) {
    return a.getKind() == b.getKind()
        && a.getHigh() == b.getHigh()
        && a.getLow() == b.getLow()
        && a.getKind() != Tally.SUMMARY;
  }

  private void close(Tally run) {
    if (run == null) {
      return;
    }
    switch (run.getKind()) {
      case Tally.COMPLETE -> {
        hosts = true;
        hostsHigh = run.getHigh();
        loneComplete += run.getCount() == 1 ? 1 : 0;
        stratum(run);
      }
      case Tally.INCOMPLETE -> {
        if (run.getCount() == 1) {
          boolean hosted = hosts && hostsHigh == run.getHigh();
          loneHosted += hosted ? 1 : 0;
          loneUnhosted += hosted ? 0 : 1;
        }
        stratum(run);
      }
      case Tally.CLASS -> {
        classTotal++;
        // Before the class is added, which its name is to find last in the list.
        if (classes.size() > 2 * MOST_CLASSES) {
          classes = mostFrequent(classes);
        }
        classes.add(new ClassCount(run.getHigh(), run.getLow(), "", run.getCount()));
      }
      case Tally.CLASS_NAME -> name(run);
      default -> combineSummary(Blob.read(run.getData(), SurveySummary.class));
    }
  }

  private void stratum(Tally run) {
    strata++;
    if (run.getCount() > LargeStrata.CELL_ROWS) {
      large.add(new long[] {run.getHigh(), run.getLow(), run.getCount()});
    }
  }

  /** A class's name follows its count, before the next class. */
  private void name(Tally run) {
    for (int i = classes.size() - 1; i >= 0; i--) {
      ClassCount c = classes.get(i);
      if (c.high() == run.getHigh() && c.low() == run.getLow()) {
        String name = new String(run.getData(), StandardCharsets.UTF_8);
        classes.set(i, new ClassCount(c.high(), c.low(), name, c.count()));
        return;
      }
      if (c.high() != run.getHigh()) {
        return;
      }
    }
  }

  private void combineSummary(SurveySummary other) {
    if (summary == null) {
      summary = other;
    } else {
      summary.combine(other);
    }
  }

  /** The most frequent classes; among equals by hash, so that the choice is the data's alone. */
  private List<ClassCount> mostFrequent(List<ClassCount> all) {
    return new ArrayList<>(
        all.stream()
            .sorted(
                Comparator.comparingLong(ClassCount::count)
                    .reversed()
                    .thenComparingLong(ClassCount::high)
                    .thenComparingLong(ClassCount::low))
            .limit(MOST_CLASSES)
            .toList());
  }

  void combine(SurveyPart other) {
    large.addAll(other.large);
    classes.addAll(other.classes);
    classes = mostFrequent(classes);
    classTotal += other.classTotal;
    strata += other.strata;
    loneComplete += other.loneComplete;
    loneHosted += other.loneHosted;
    loneUnhosted += other.loneUnhosted;
    if (other.summary != null) {
      combineSummary(other.summary);
    }
  }
}
