package io.sparkmixup.benchmark;

import java.io.IOException;
import java.util.List;

/** Ours on Gaussian columns against the floor, and against what one would write oneself. */
final class WholeJobs {

  private static final String FLOOR = "floor";
  private static final String IDS = "ids, `--verify off`";
  private static final String IDS_VERIFIED = "ids, `--verify fail`";
  private static final String NO_IDS = "no ids, `--verify off`";
  private static final String NO_IDS_VERIFIED = "no ids, `--verify fail`";
  private static final String NUMPY = "numpy and pyarrow, no ids";
  private static final String NAIVE = "naive Spark, no ids";

  private static final int WIDE = 200;

  private WholeJobs() {}

  static void measure(Bench bench) throws IOException {
    bench.report().heading("Whole jobs");
    bench
        .report()
        .line(
            "%,d rows x %d doubles and a long id, Parquet in and out.",
            bench.rows(), Inputs.COLUMNS);
    String input = bench.inputs().doubles(bench.rows());
    Jobs jobs = new Jobs(bench.spark(), input);
    Contender numpy = Contender.timed(NUMPY, output -> bench.numpy().mix(input, output));
    Timings timings =
        bench
            .timer()
            .time(
                List.of(
                    jobs.floor(),
                    jobs.ids(IDS, Jobs::unverified),
                    jobs.ids(IDS_VERIFIED, mixup -> mixup),
                    jobs.noIds(NO_IDS, Jobs::unverified),
                    jobs.noIds(NO_IDS_VERIFIED, mixup -> mixup),
                    numpy.absent(bench.numpy().absence()),
                    Contender.of(NAIVE, output -> NaiveSpark.run(jobs.rows().drop("id"), output))));
    bench
        .report()
        .comparisons(
            timings,
            List.of(
                Comparison.base(FLOOR),
                Comparison.base(NUMPY),
                Comparison.atMost(1.05, IDS, FLOOR),
                Comparison.atMost(1.20, NO_IDS, FLOOR),
                Comparison.atMost(1.05, NO_IDS, NUMPY),
                Comparison.atMost(1.30, IDS_VERIFIED, IDS),
                Comparison.atMost(1.30, NO_IDS_VERIFIED, NO_IDS),
                Comparison.atLeast(2.1, NAIVE, NO_IDS)));
    wide(bench);
  }

  /** Verification sums products of all pairs of columns: its part grows with their number. */
  private static void wide(Bench bench) throws IOException {
    long rows = bench.rows() * Inputs.COLUMNS / WIDE;
    bench.report().line("The same volume as %,d rows x %d doubles.", rows, WIDE);
    Jobs jobs = new Jobs(bench.spark(), bench.inputs().doubles(rows, WIDE));
    Timings timings =
        bench
            .timer()
            .time(List.of(jobs.ids(IDS, Jobs::unverified), jobs.ids(IDS_VERIFIED, mixup -> mixup)));
    bench
        .report()
        .comparisons(
            timings, List.of(Comparison.base(IDS), Comparison.atMost(1.6, IDS_VERIFIED, IDS)));
  }
}
