package io.sparkmixup.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The time per row while the rows double. */
final class Growth {

  private static final long FIRST = 250_000;

  private static final List<String> HEAD =
      List.of(
          "rows",
          "seconds, median",
          "µs per row: min",
          "median",
          "max",
          "over half the rows: min",
          "median",
          "max",
          "aim");

  private Growth() {}

  static void measure(Bench bench) throws IOException {
    bench.report().heading("Growth");
    bench
        .report()
        .line(
            "%d doubles and a long id, `--verify off`; per row, over the time per row at half the"
                + " rows.",
            Inputs.COLUMNS);
    List<Long> sizes = sizes(bench.growth());
    List<Contender> contenders = new ArrayList<>();
    for (long rows : sizes) {
      Jobs jobs = new Jobs(bench.spark(), bench.inputs().doubles(rows));
      contenders.add(jobs.ids(name(rows), Jobs::unverified).withVolume(rows / 1e6));
    }
    Timings timings = bench.timer().time(contenders);

    List<List<String>> table = new ArrayList<>();
    Map<Long, Spread> measured = new LinkedHashMap<>();
    for (int i = 0; i < sizes.size(); i++) {
      String name = name(sizes.get(i));
      if (timings.isLeftOut(name)) {
        table.add(List.of(name, timings.whyLeftOut(name), "", "", "", "", "", "", ""));
        continue;
      }
      measured.put(sizes.get(i), timings.perVolume(name));
      List<String> row = new ArrayList<>(List.of(name));
      row.add(Report.number(timings.seconds(name).median()));
      row.addAll(Report.numbers(timings.perVolume(name)));
      if (i > 0 && measured.containsKey(sizes.get(i - 1))) {
        row.addAll(Report.numbers(timings.ratios(name, name(sizes.get(i - 1)))));
        row.add("at most 1.1");
      } else {
        row.addAll(List.of("", "", "", ""));
      }
      table.add(row);
    }
    bench.report().table(HEAD, table);
    Files.writeString(bench.folder().resolve("growth.svg"), GrowthPlot.of(measured));
  }

  /** Doublings up to {@code most}: from {@value #FIRST}, or in a trial from a quarter of it. */
  private static List<Long> sizes(long most) {
    List<Long> result = new ArrayList<>();
    for (long rows = Math.max(1, Math.min(FIRST, most / 4)); rows <= most; rows *= 2) {
      result.add(rows);
    }
    return result;
  }

  private static String name(long rows) {
    return String.format(Locale.ROOT, "%,d", rows);
  }
}
