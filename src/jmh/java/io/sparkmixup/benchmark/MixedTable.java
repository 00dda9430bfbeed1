package io.sparkmixup.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A table of many types, with missing values and classes, against its own floor. */
final class MixedTable {

  private static final int CLASSES = 50;

  private MixedTable() {}

  static void measure(Bench bench) throws IOException {
    bench.report().heading("A mixed table");
    bench
        .report()
        .line(
            "%,d rows: a long id, 10 doubles, 5 ints, 3 decimals, 6 strings (one of %d classes among"
                + " them), 2 dates; 10 %% nulls in four columns.",
            bench.rows(), CLASSES);
    String input =
        bench.inputs().table(bench.rows() + "-mixed", bench.rows(), Inputs.withId(expressions()));
    Jobs jobs = new Jobs(bench.spark(), input);
    String ours = "classes, ids, `--verify off`";
    Timings timings =
        bench
            .timer()
            .time(List.of(jobs.floor(), jobs.ids(ours, m -> Jobs.unverified(m.label("class")))));
    bench
        .report()
        .comparisons(
            timings, List.of(Comparison.base("floor"), Comparison.atMost(1.25, ours, "floor")));
  }

  /** The first double, int, decimal and string that is no class miss one value in ten. */
  private static List<String> expressions() {
    List<String> result = new ArrayList<>();
    result.add("concat('class ', pmod(xxhash64(id), " + CLASSES + ")) as class");
    for (int c = 1; c <= 10; c++) {
      result.add(column(c, "randn(" + c + ")", "x"));
    }
    for (int c = 1; c <= 5; c++) {
      result.add(column(c, "cast(1000 * randn(" + (10 + c) + ") as int)", "n"));
    }
    for (int c = 1; c <= 3; c++) {
      result.add(column(c, "cast(1000 * randn(" + (20 + c) + ") as decimal(12, 2))", "m"));
    }
    for (int c = 1; c <= 5; c++) {
      result.add(column(c, "concat('value ', cast(1000 * rand(" + (30 + c) + ") as int))", "s"));
    }
    for (int c = 1; c <= 2; c++) {
      result.add("date_add(date'2020-01-01', cast(1000 * rand(" + (40 + c) + ") as int)) as d" + c);
    }
    return result;
  }

  private static String column(int number, String expression, String prefix) {
    String value =
        number > 1
            ? expression
            : "if(pmod(xxhash64(id, '" + prefix + "'), 10) = 0, null, " + expression + ")";
    return value + " as " + prefix + number;
  }
}
