package io.sparkmixup.cli;

import io.sparkmixup.law.Law;
import io.sparkmixup.law.LawCosts;
import io.sparkmixup.report.Json;
import io.sparkmixup.report.LawReport;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Solves a law of the weight and shows what it does to moments. */
@Command(
    name = "solve",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    description = {
      "Solves the law of the weight and shows what it does to the moments of the data.",
      "",
      "Without shapes, the EpBeta law that keeps covariances is solved for a partner weight. With"
          + " three of --alpha, --beta, --epsilon0 and --epsilon1 the fourth is solved; with all four"
          + " the law is taken as it is."
    },
    footer = {
      "",
      "Examples:",
      "  spark-mixup solve",
      "  spark-mixup solve --partner-weight 0.2 --epsilon0 0.5 --epsilon1 0.5",
      "  spark-mixup solve --law beta --alpha 0.1 --json"
    })
final class SolveCommand implements Callable<Integer> {

  private final PrintStream out;

  @Mixin private LawOptions options = new LawOptions();

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  SolveCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    Law law = options.law();
    if (json) {
      out.println(Json.text(LawReport.of(law)));
    } else {
      print(law);
    }
    return ExitCodes.DONE;
  }

  private void print(Law law) {
    LawCosts costs = law.costs();
    out.printf(Locale.ROOT, "%s%n%n", law);
    row("mean weight", 1 - law.partnerWeight(), "of a row itself, on average");
    row("partner weight", law.partnerWeight(), "of its partner");
    row("lowest weight", law.lower(), "");
    row("highest weight", law.upper(), "");
    row("outside [0, 1]", costs.outsideUnitInterval(), "the share of weights that extrapolate");
    out.println();
    row("covariances", costs.covarianceFactor(), "times the original; 1 keeps them");
    row("third moments", costs.thirdMomentFactor(), "times the original central ones");
    row("fourth moments", costs.fourthMomentFactor(), "times the original central ones, plus");
    row("", costs.fourthMomentSigma4(), "times the squared variance");
  }

  private void row(String name, double value, String meaning) {
    out.printf(Locale.ROOT, "  %-16s %12.6f  %s%n", name, value, meaning);
  }
}
