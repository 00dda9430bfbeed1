package io.sparkmixup.verify;

import io.sparkmixup.mixing.LocalMixing;
import io.sparkmixup.mixing.SumsRequest;
import io.sparkmixup.survey.Survey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The moments that {@link Verification} reports, for a run without jobs. */
public final class LocalMoments {

  private LocalMoments() {}

  /** The moments of one run: over all rows, and over those of each class that is followed. */
  public record Judged(GroupMoments overall, List<GroupMoments> classes) {

    /** The verdict on them, verbatim rows aside. */
    public Verdict verdict(Limits limits) {
      return new Judge(limits.tolerance(), limits.level(), 1, Wording.EXPECTED)
          .judge(
              overall,
              classes,
              List.of(),
              List.of(),
              new Judge.Counts(overall.rows(), 0, 0, overall.rows(), overall.rowsObserved()));
    }
  }

  /** Of all groups; the label has to be a whole number. */
  public static Judged of(LocalMixing mixing, LocalMixing.Run run) {
    SumsRequest request = mixing.request();
    Observed observed = observed(mixing, run);
    List<GroupMoments> classes = new ArrayList<>();
    for (int g = 0; g < request.groups().classes(); g++) {
      String name = mixing.survey().classes().get(g).name();
      classes.add(new GroupMoments(name, request, g, run.sums().group(g), observed.group(g)));
    }
    return new Judged(
        new GroupMoments("all rows", request, run.sums().overall(), observed.overall()), classes);
  }

  /** Over all rows. */
  public static GroupMoments overall(LocalMixing mixing, LocalMixing.Run run) {
    return of(mixing, run).overall();
  }

  /** Over the rows of each class that is followed; the label has to be a whole number. */
  public static List<GroupMoments> classes(LocalMixing mixing, LocalMixing.Run run) {
    return of(mixing, run).classes();
  }

  private static Observed observed(LocalMixing mixing, LocalMixing.Run run) {
    Map<String, Integer> groups = new HashMap<>();
    for (Survey.ClassSize size : mixing.survey().classes()) {
      groups.put(size.name(), mixing.request().groups().of(size.high()));
    }
    Observed observed = new Observed(mixing.request());
    for (int r = 0; r < run.written().size(); r++) {
      int group = run.classes().isEmpty() ? 0 : groups.get(Long.toString(run.classes().get(r)));
      observed.accept(group, run.written().get(r));
    }
    return observed;
  }
}
