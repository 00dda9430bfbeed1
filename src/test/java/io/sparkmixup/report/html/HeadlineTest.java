package io.sparkmixup.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.verify.Finding;
import io.sparkmixup.verify.Findings;
import io.sparkmixup.verify.Interval;
import io.sparkmixup.verify.Wording;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadlineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          covariance; income; The variance of a column is not what it should be: income.
          covariance; income x age; A covariance is not what it should be: income x age.
          covariance within a class; a, age; The variance of a column within a class is not what it \
          should be: a, age.
          mean; age; A mean is not what it should be: age.
          """)
  void whatFailedIsCalledWhatItIs(String name, String where, String sentence) {
    Findings findings = new Findings(0.005, 1e-4);
    findings.add(new Finding(name, where, 1, 2, 0.01, 1, 1e-9, 1, Interval.KNOWN));
    Page.Banner banner =
        Headline.of(findings.verdict(Wording.COMPARED), null, 0.005, "the original rows");
    assertThat(banner.headline()).isEqualTo(sentence);
  }
}
