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

  /** The most frequent first; equals by hash, so that the choice is the data's alone. */
  private static final Comparator<ClassCount> MOST_FREQUENT =
      Comparator.comparingLong(ClassCount::count)
          .reversed()
          .thenComparingLong(ClassCount::high)
          .thenComparingLong(ClassCount::low);

  final List<long[]> large = new ArrayList<>();
  List<ClassCount> classes = new ArrayList<>();
  long classTotal;

  /** How many classes have only rows that take no part, and the largest of these. */
  long lostTotal;

  ClassCount lost;

  long strata;
  long loneComplete;
  long loneHosted;
  long loneUnhosted;
  SurveySummary summary;

  private transient long hostsHigh;
  private transient boolean hosts;
  private transient long takesPart;
  private transient boolean anyTakesPart;
  private transient Tally named;

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
        anyTakesPart = true;
        takesPart = run.getHigh();
        classTotal++;
        // Before the class is added, which its name is to find last in the list.
        if (classes.size() > 2 * MOST_CLASSES) {
          classes = mostFrequent(classes);
        }
        classes.add(new ClassCount(run.getHigh(), run.getLow(), "", run.getCount()));
      }
      case Tally.CLASS_NAME -> {
        named = run;
        name(run);
      }
      case Tally.DROPPED -> {
        if (!(anyTakesPart && takesPart == run.getHigh())) {
          String name = new String(named.getData(), StandardCharsets.UTF_8);
          lostTotal++;
          lost = larger(lost, new ClassCount(run.getHigh(), run.getLow(), name, run.getCount()));
        }
      }
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

  private List<ClassCount> mostFrequent(List<ClassCount> all) {
    return new ArrayList<>(all.stream().sorted(MOST_FREQUENT).limit(MOST_CLASSES).toList());
  }

  private static ClassCount larger(ClassCount a, ClassCount b) {
    return b == null || (a != null && MOST_FREQUENT.compare(a, b) <= 0) ? a : b;
  }

  void combine(SurveyPart other) {
    large.addAll(other.large);
    classes.addAll(other.classes);
    classes = mostFrequent(classes);
    classTotal += other.classTotal;
    lostTotal += other.lostTotal;
    lost = larger(lost, other.lost);
    strata += other.strata;
    loneComplete += other.loneComplete;
    loneHosted += other.loneHosted;
    loneUnhosted += other.loneUnhosted;
    if (other.summary != null) {
      combineSummary(other.summary);
    }
  }
}
