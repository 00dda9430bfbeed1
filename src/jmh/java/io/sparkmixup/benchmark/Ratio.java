package io.sparkmixup.benchmark;

import java.io.IOException;
import java.util.List;

/** Several synthetic rows of each original one, per row written. */
final class Ratio {

  private static final int MANY = 5;

  private Ratio() {}

  static void measure(Bench bench) throws IOException {
    bench.report().heading("More rows than were read");
    bench
        .report()
        .line(
            "%,d rows x %d doubles and a long id, `--verify off`; ratios are per row written.",
            bench.rows(), Inputs.COLUMNS);
    Jobs jobs = new Jobs(bench.spark(), bench.inputs().doubles(bench.rows()));
    String one = "`--ratio 1`";
    String many = "`--ratio " + MANY + "`";
    Timings timings =
        bench
            .timer()
            .time(
                List.of(
                    jobs.ids(one, Jobs::unverified),
                    jobs.ids(many, m -> Jobs.unverified(m.ratio(MANY))).withVolume(MANY)));
    bench
        .report()
        .comparisons(timings, List.of(Comparison.base(one), Comparison.atMost(1.0, many, one)));
  }
}
