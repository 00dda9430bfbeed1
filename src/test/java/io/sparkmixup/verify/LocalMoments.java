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

  /** Over all rows. */
  public static GroupMoments overall(LocalMixing mixing, LocalMixing.Run run) {
    return new GroupMoments(
        "all rows", mixing.request(), run.sums().overall(), observed(mixing, run).overall());
  }

  /** Over the rows of each class that is followed; the label has to be a whole number. */
  public static List<GroupMoments> classes(LocalMixing mixing, LocalMixing.Run run) {
    List<GroupMoments> result = new ArrayList<>();
    SumsRequest request = mixing.request();
    Observed observed = observed(mixing, run);
    for (int g = 0; g < request.groups().classes(); g++) {
      String name = mixing.survey().classes().get(g).name();
      result.add(new GroupMoments(name, request, g, run.sums().group(g), observed.group(g)));
    }
    return result;
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
