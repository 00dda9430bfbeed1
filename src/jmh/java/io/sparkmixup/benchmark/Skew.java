package io.sparkmixup.benchmark;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Rows that are unlike each other in number, each case against the same volume without it. */
final class Skew {

  private static final double AIM = 1.5;
  private static final int CLASSES = 100;

  /** So that few rows at {@value #MANY} make what all rows make at {@value #SOME}. */
  private static final int FEWER = 200;

  private static final int MANY = 1000;
  private static final int SOME = MANY / FEWER;

  private final Bench bench;

  private Skew(Bench bench) {
    this.bench = bench;
  }

  static void measure(Bench bench) throws IOException {
    bench.report().heading("Skew");
    bench
        .report()
        .line(
            "%,d rows x %d doubles, `--verify off`; each case is compared with the first one of its"
                + " table.",
            bench.rows(), Inputs.COLUMNS);
    Skew skew = new Skew(bench);
    skew.repeatedRows();
    skew.classes();
    skew.fewRows();
  }

  private void repeatedRows() throws IOException {
    compare(
        List.of(
            noIds("all rows distinct", "distinct", x -> x),
            noIds("90 % of rows identical", "identical", x -> "if(id % 10 < 9, 0.5D, " + x + ")"),
            noIds("four distinct rows", "four", x -> "pmod(xxhash64(id % 4, '" + x + "'), 1e3D)")));
  }

  private Contender noIds(String name, String file, Function<String, String> value) {
    List<String> columns =
        Inputs.gaussians(Inputs.COLUMNS).stream()
            .map(each -> each.split(" as ", 2))
            .map(each -> value.apply(each[0]) + " as " + each[1])
            .toList();
    return jobs(file, Inputs.withId(columns)).noIds(name + ", no ids", Jobs::unverified);
  }

  private void classes() throws IOException {
    long many = Math.max(1, bench.rows() / 2);
    compare(
        List.of(
            classes(CLASSES + " equal classes", "equal", "id % " + CLASSES),
            classes(
                "one class of 99 %",
                "large", "if(id % 100 < 99, 0, 1 + id div 100 % " + (CLASSES - 1) + ")"),
            classes(
                String.format(Locale.ROOT, "%,d classes of two rows", many),
                "small",
                "id % " + many)));
  }

  private Contender classes(String name, String file, String label) {
    List<String> columns =
        Inputs.withId(Inputs.gaussians(Inputs.COLUMNS), "cast(" + label + " as string) as class");
    return jobs(file, columns).ids(name, m -> Jobs.unverified(m.label("class")));
  }

  private void fewRows() throws IOException {
    long few = Math.max(2, bench.rows() / FEWER);
    Jobs all = new Jobs(bench.spark(), bench.inputs().doubles(bench.rows()));
    Jobs some = new Jobs(bench.spark(), bench.inputs().doubles(few));
    compare(
        List.of(
            all.ids(ratio(SOME, bench.rows()), m -> Jobs.unverified(m.ratio(SOME))),
            some.ids(ratio(MANY, few), m -> Jobs.unverified(m.ratio(MANY)))));
  }

  private static String ratio(int ratio, long rows) {
    return String.format(Locale.ROOT, "`--ratio %d` on %,d rows", ratio, rows);
  }

  private Jobs jobs(String file, List<String> columns) {
    String name = bench.rows() + "-" + file;
    return new Jobs(bench.spark(), bench.inputs().table(name, bench.rows(), columns));
  }

  /** The first one is without skew. */
  private void compare(List<Contender> contenders) throws IOException {
    String base = contenders.get(0).name();
    bench
        .report()
        .comparisons(
            bench.timer().time(contenders),
            contenders.stream()
                .map(Contender::name)
                .map(n -> n.equals(base) ? Comparison.base(n) : Comparison.atMost(AIM, n, base))
                .toList());
  }
}
