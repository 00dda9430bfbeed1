package io.sparkmixup.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.Mixup;
import io.sparkmixup.MixupResult;
import io.sparkmixup.io.FileFormat;
import io.sparkmixup.law.Beta;
import io.sparkmixup.law.Law;
import io.sparkmixup.law.Uniform;
import io.sparkmixup.verify.GroupMoments;
import io.sparkmixup.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The paper's Figure 1: numbers from the library, and the picture that the repository shows. */
class Figure1Test {

  private static final Path COMMITTED = Path.of("docs", "figure1.svg");

  @TempDir Path dir;

  /**
   * Second moments about the original mean have the factor 1 - 2 q - 2 q / (n - 1), give or take
   * four of the reported standard errors; the pairs that were drawn add to those.
   */
  private void assertFactor(Law law, double factor) throws IOException {
    MixupResult result =
        Mixup.of(Figure1.original())
            .law(law)
            .seed(1)
            // Some per cent of the weights of Beta(0.1, 0.1) are 0 or 1 within rounding.
            .maxVerbatim(0.05)
            .writeTo(out(law), FileFormat.PARQUET);
    Verdict verdict = result.verdict().orElseThrow();
    assertThat(verdict.passed()).as(verdict.sentence()).isTrue();
    assertThat(1 - 2 * law.loss()).isCloseTo(factor, within(1e-5));
    double finite = factor - 2 * law.loss() / (Figure1.POINTS - 1);
    GroupMoments all = result.verification().orElseThrow().overall();
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j <= i; j++) {
        double original = all.originalCovariance(i, j);
        // x_i x_p' + x_p x_i' has variance (s_ii s_jj + s_ij^2) * 2 over random partners.
        double pairs =
            law.loss()
                * Math.sqrt(
                    2
                        * (all.originalCovariance(i, i) * all.originalCovariance(j, j)
                            + original * original)
                        / Figure1.POINTS);
        double error = Math.hypot(all.covarianceError(i, j), pairs);
        assertThat(Math.abs(all.observedCovariance(i, j) - finite * original))
            .as("%s, entry %d %d", law, i, j)
            .isLessThan(4 * error);
        // Must fail: a factor a fifth off.
        assertThat(Math.abs(all.observedCovariance(i, j) - 0.8 * finite * original))
            .isGreaterThan(4 * error);
      }
    }
  }

  private String out(Law law) {
    return dir.resolve(law.name()).toString();
  }

  @Test
  void thePrintedLawAllButKeepsCovariances() throws IOException {
    assertFactor(Figure1.printed(), 0.99855);
  }

  @Test
  void classicBetaLosesATwelfth() throws IOException {
    assertFactor(Beta.of(0.1, 0.1), 11.0 / 12);
  }

  @Test
  void uniformLosesAThird() throws IOException {
    assertFactor(Uniform.of(), 2.0 / 3);
  }

  /** The committed picture is what this code draws; -Dfigure=FILE draws it anew. */
  @Test
  void theCommittedPictureIsUpToDate() throws IOException {
    List<Figure1.Panel> panels = Figure1.panels();
    String wanted = System.getProperty("figure");
    Path file = wanted == null ? dir.resolve("figure1.svg") : Path.of(wanted);
    Figure1.write(file, panels);
    assertThat(Files.readString(COMMITTED)).isEqualTo(Files.readString(file));
  }
}
