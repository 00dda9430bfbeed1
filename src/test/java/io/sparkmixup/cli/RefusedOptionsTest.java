package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused for its options alone: one line, exit code 2, and no Spark. */
class RefusedOptionsTest {

  private static void refused(String command, String message) {
    CommandRun run = CommandRun.preflight(command.split(" ", -1));
    assertThat(run.err()).isEqualTo("spark-mixup: " + message + System.lineSeparator());
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          synthesise | unknown command 'synthesise'; did you mean 'synthesize'?
          solve --jsn | unknown option '--jsn'; did you mean '--json'?
          synthesize --input a b --ratoi 2 --output o | unknown option '--ratoi'; did you mean '--ratio'?
          synthesize --output o --input --ratoi=2 | unknown option '--ratoi'; did you mean '--ratio'?
          synthesize --input a --mix=-n --input b --ratoi 2 --output o | unknown option '--ratoi'; did you mean '--ratio'?
          synthesize --input=a b --ratoi 2 --output o | unknown option '--ratoi'; did you mean '--ratio'?
          synthesize --mix=-n --mix --lineage --input a --output o | Expected parameter for option '--mix' but found '--lineage'
          synthesize --seed=-x --input a --output o | Invalid value for option '--seed': '-x' is not a long
          synthesize --input a --output o --null-values -999,NA | unknown option '-999,NA'; a value that begins with a dash is written --null-values=-999,NA
          synthesize --input a --output o --mix -n | unknown option '-n'; a value that begins with a dash is written --mix=-n
          synthesize --input a --output o --mix= --ratoi 2 | unknown option '--ratoi'; did you mean '--ratio'?
          synthesize --output o --input a b --nul 1 | unknown option '--nul'; did you mean '--nulls'?
          synthesize --output o --input a b -- c | Unmatched argument at index 7: 'c'
          synthesize --input a --output o --mix "a,b | Invalid value for option '--mix' (COLUMN): "a: the double quote at its start is not closed
          frobnicate | unknown command 'frobnicate'
          synthesize --input a --output o --ids keep | --ids keep: there are no id columns; name them with --id-columns
          solve extra | Unmatched argument at index 1: 'extra'
          synthesize --output o | Missing required option: '--input=URI'
          synthesize --input i | Missing required option: '--output=URI'
          solve --alpha x | Invalid value for option '--alpha': 'x' is not a double
          solve --alpha | Missing required parameter for option '--alpha' (A)
          solve --alpha NaN --beta 1 --epsilon0 0 | alpha is NaN: must be a finite number above 0
          solve --epsilon0 NaN | epsilon0 is NaN: must be a finite number, 0 or more
          solve --partner-weight NaN | partner weight is NaN: must lie between 0 and 1
          solve --law normal | --law normal: must be epbeta, beta, uniform or fixed
          solve --law uniform --alpha 2 | --law uniform has no alpha: leave --alpha out
          solve --law fixed | --law fixed needs --partner-weight
          solve --law beta --alpha 1 --partner-weight 0.1 | --law beta has no partner weight: leave --partner-weight out
          solve --partner-weight 0.1 --alpha 2 | --partner-weight together with --alpha: alpha and beta decide about the partner weight, give one or the other
          """)
  void refusedByTheCommandLine(String command, String message) {
    refused(command, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --ratio 0 | --ratio 0: must be a number from 1e-30 to 1e30 of at most 30 digits, such as 0.1 or 5
          --ratio -1 | --ratio -1: must be a number from 1e-30 to 1e30 of at most 30 digits, such as 0.1 or 5
          --ratio 1e999 | --ratio 1e999: must be a number from 1e-30 to 1e30 of at most 30 digits, such as 0.1 or 5
          --ratio NaN | --ratio NaN: must be a number from 1e-30 to 1e30 of at most 30 digits, such as 0.1 or 5
          --ratio two | --ratio two: must be a number from 1e-30 to 1e30 of at most 30 digits, such as 0.1 or 5
          --nulls keep | --nulls keep: must be one of match, drop, fail
          --integers up | --integers up: must be one of round, stochastic, double
          --rows 0 | --rows 0: must be a whole number, 1 or more
          --rows 1.5 | --rows 1.5: must be a whole number, 1 or more
          --rows 10 --ratio 1 | --ratio, --rows and --balance each say how many rows come out: give one of them
          --rows 10 --balance max | --ratio, --rows and --balance each say how many rows come out: give one of them
          --balance min | --balance min: must be max, median or a whole number of rows
          --balance 0 | --balance 0: must be max, median or 1 or more
          --seed 1.5 | Invalid value for option '--seed': '1.5' is not a long
          --tolerance NaN | --tolerance NaN: must be 0 or more
          --tolerance -1 | --tolerance -1.0: must be 0 or more
          --max-verbatim NaN | --max-verbatim NaN: must lie in [0, 1]
          --max-verbatim 2 | --max-verbatim 2.0: must lie in [0, 1]
          --verify maybe | --verify maybe: must be off, warn, fail or withhold
          --mode update | --mode update: must be one of errorifexists, overwrite, append
          --ids some | --ids some: must be one of new, keep, drop
          --law fixed | --law fixed needs --partner-weight
          --epsilon1 -0.3 | epsilon1 is -0.3: must be a finite number, 0 or more
          --partner-weight 0.1 --beta 2 | --partner-weight together with --beta: alpha and beta decide about the partner weight, give one or the other
          --moments exact --ratio 0.5 | --moments exact needs at least one synthetic row of each original one: use --ratio 1 or more in place of --ratio 0.5
          --moments exact --range clip | --moments exact moves values wherever it has to: leave out --range, or use --moments expected
          --dryrun | unknown option '--dryrun'; did you mean '--dry-run'?
          """)
  void refusedByTheMainJob(String options, String message) {
    refused("synthesize --input in.csv --output out " + options, message);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1.0, 1", "2e1, 20", "0.125, 0.125"})
  void ratiosAreTakenHoweverTheyAreWritten(String written, BigDecimal ratio) {
    AtomicReference<SynthesizeRequest> seen = new AtomicReference<>();
    CommandRun.of(
        (request, out, err) -> {
          seen.set(request);
          return 0;
        },
        "synthesize",
        "--input",
        "a.csv",
        "b.csv",
        "--output",
        "out",
        "--ratio",
        written,
        "--within",
        "none",
        "--null-values",
        "NA,-");
    assertThat(seen.get().mixup().sizes().ratio()).isEqualByComparingTo(ratio);
    assertThat(seen.get().input().locations()).containsExactly("a.csv", "b.csv");
    assertThat(seen.get().input().nullValues()).containsExactly("NA", "-");
    assertThat(seen.get().mixup().within()).contains(java.util.List.of());
    assertThat(seen.get().commandLine()).startsWith("synthesize", "--input", "a.csv");
  }

  @Test
  void allThatIsMissingIsNamedAtOnce() {
    CommandRun run = CommandRun.preflight("synthesize");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("spark-mixup: Missing required options: ")
        .contains("'--input=URI'", "'--output=URI'");
  }

  @Test
  void aGoodRequestNeedsSpark() {
    CommandRun run = CommandRun.preflight("synthesize", "--input", "absent.csv", "--output", "out");
    assertThat(run.code()).isEqualTo(10);
    assertThat(run.out() + run.err()).isEmpty();
  }

  @Test
  void failuresWhileRunningAreOneLineAndExitCodeOne() {
    String[] command = {"synthesize", "--input", "a.csv", "--output", "out"};
    CommandRun run =
        CommandRun.of(
            (request, out, err) -> {
              throw new java.io.IOException("disk is full\nat node 7");
            },
            command);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("spark-mixup: disk is full" + System.lineSeparator());
  }
}
