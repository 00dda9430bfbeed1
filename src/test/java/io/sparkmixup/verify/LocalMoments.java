package io.sparkmixup.verify;

import io.sparkmixup.mixing.LocalMixing;
import io.sparkmixup.mixing.SumsRequest;
import io.sparkmixup.survey.Survey;
import java.util.ArrayList;
import java.util.List;

/** The moments that {@link Verification} reports, for a run without jobs. */
public final class LocalMoments {

  private LocalMoments() {}

  /** Over all rows. */
  public static GroupMoments overall(LocalMixing mixing, LocalMixing.Run run) {
    SumsRequest request = mixing.request();
    Observed observed = new Observed(request);
    for (double[] row : run.written()) {
      observed.accept(row.clone());
    }
    observed.flush();
    return new GroupMoments("all rows", request, run.sums().overall(), observed);
  }

  /** Over the rows of each class that is followed; the label has to be a whole number. */
  public static List<GroupMoments> classes(LocalMixing mixing, LocalMixing.Run run) {
    List<GroupMoments> result = new ArrayList<>();
    SumsRequest request = mixing.request();
    for (int g = 0; g < request.classes().size(); g++) {
      Survey.ClassSize size = mixing.survey().classes().get(g);
      Observed observed = new Observed(request);
      for (int r = 0; r < run.written().size(); r++) {
        if (size.name().equals(Long.toString(run.classes().get(r)))) {
          observed.accept(run.written().get(r).clone());
        }
      }
      observed.flush();
      result.add(new GroupMoments(size.name(), request, run.sums().group(g), observed));
    }
    return result;
  }
}
