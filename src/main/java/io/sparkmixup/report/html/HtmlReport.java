package io.sparkmixup.report.html;

import io.sparkmixup.MixupResult;
import io.sparkmixup.compare.Comparison;
import java.util.Map;

/** The content of report.html: one file that needs nothing else, for people. */
public final class HtmlReport {

  private HtmlReport() {}

  /**
   * Describes a run.
   *
   * @param circumstances versions, settings and the command, as for report.json
   * @param more what else there is to show
   */
  public static String of(MixupResult result, Map<String, Object> circumstances, Supplements more) {
    return PageWriter.write(new RunPage(result, circumstances, more).page());
  }

  /**
   * Describes a comparison.
   *
   * @param circumstances versions, settings and the command, as for report.json
   * @param more what else there is to show
   */
  public static String of(Comparison found, Map<String, Object> circumstances, Supplements more) {
    return PageWriter.write(new ComparisonPage(found, circumstances, more).page());
  }
}
