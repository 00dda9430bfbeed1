package io.sparkmixup.benchmark;

import io.sparkmixup.benchmark.kernels.EncodeKernel;
import io.sparkmixup.benchmark.kernels.MomentsKernel;
import io.sparkmixup.benchmark.kernels.Murmur3Kernel;
import io.sparkmixup.benchmark.kernels.WeightKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Inner loops by JMH, in JVMs of their own without incubator modules, on one thread. */
final class Kernels {

  private static final List<Class<?>> OTHERS =
      List.of(Murmur3Kernel.class, WeightKernel.class, EncodeKernel.class);

  private Kernels() {}

  static void measure(Bench bench) throws Exception {
    bench.report().heading("Kernels");
    covariance(bench);
    bench.report().line("Nanoseconds for one row, or one draw.");
    List<List<String>> table = new ArrayList<>();
    for (Class<?> kernel : OTHERS) {
      for (RunResult result : runner(options(bench, kernel, TimeUnit.NANOSECONDS)).run()) {
        Statistics times = result.getPrimaryResult().getStatistics();
        List<String> row = new ArrayList<>(List.of(kernel.getSimpleName()));
        row.add(parameters(result));
        row.addAll(Report.numbers(spread(times)));
        table.add(row);
      }
    }
    bench.report().table(List.of("", "", "min", "median", "max"), table);
  }

  private static void covariance(Bench bench) throws Exception {
    bench
        .report()
        .line(
            "Covariance on one thread: GFlop/s, where n rows of d columns count as n d (d + 1)"
                + " operations.");
    List<List<String>> table = new ArrayList<>();
    for (int d : MomentsKernel.COLUMNS) {
      // numpy directly after, while the machine is as it was.
      RunResult result =
          runner(
                  options(bench, MomentsKernel.class, TimeUnit.SECONDS)
                      .param("d", String.valueOf(d)))
              .runSingle();
      table.add(covariance(d, result, bench.numpy()));
    }
    bench
        .report()
        .table(
            List.of("rows", "ours: min", "median", "max", "`numpy.cov`", "ours over it", "aim"),
            table);
  }

  private static List<String> covariance(int d, RunResult result, Numpy numpy) throws Exception {
    int n = MomentsKernel.rows(d);
    double operations = 1e-9 * n * d * (d + 1);
    Spread seconds = spread(result.getPrimaryResult().getStatistics());
    List<String> row = new ArrayList<>(List.of(String.format(Locale.ROOT, "%,d x %d", n, d)));
    for (double each : List.of(seconds.max(), seconds.median(), seconds.min())) {
      row.add(Report.number(operations / each));
    }
    if (numpy.absence().isPresent()) {
      row.addAll(List.of("not run: " + numpy.absence().orElseThrow(), ""));
    } else {
      double theirs = numpy.covariance(n, d);
      row.addAll(
          List.of(Report.number(operations / theirs), Report.number(theirs / seconds.median())));
    }
    row.add(d == 200 ? "at least 0.75" : d == 1000 ? "at least 0.5" : "");
    return row;
  }

  /** Several forks, but in a quick run: the JIT's choices differ from one JVM to the next. */
  private static ChainedOptionsBuilder options(Bench bench, Class<?> kernel, TimeUnit unit) {
    return new OptionsBuilder()
        .include(kernel.getName() + "\\.")
        .mode(Mode.AverageTime)
        .timeUnit(unit)
        .threads(1)
        .forks(bench.timer().rounds() > 3 ? 3 : 1)
        .warmupIterations(3)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(5)
        .measurementTime(TimeValue.seconds(1))
        .jvmArgs("-Xmx1g");
  }

  /** Standard output is for the tables. */
  private static Runner runner(ChainedOptionsBuilder options) {
    return new Runner(
        options.build(), OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL));
  }

  private static String parameters(RunResult result) {
    return String.join(
        ", ",
        result.getParams().getParamsKeys().stream()
            .map(key -> key + " " + result.getParams().getParam(key))
            .toList());
  }

  private static Spread spread(Statistics times) {
    return new Spread(times.getMin(), times.getPercentile(50), times.getMax());
  }
}
