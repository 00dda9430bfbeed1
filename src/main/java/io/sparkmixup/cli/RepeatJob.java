package io.sparkmixup.cli;

import io.sparkmixup.Mixup;
import io.sparkmixup.MixupResult;
import io.sparkmixup.RequestException;
import io.sparkmixup.io.InputReader;
import io.sparkmixup.io.Overlap;
import io.sparkmixup.io.RoundsFolder;
import io.sparkmixup.law.Law;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.plan.Role;
import io.sparkmixup.repeat.Drift;
import io.sparkmixup.repeat.DriftPlot;
import io.sparkmixup.repeat.DriftRecord;
import io.sparkmixup.repeat.DriftTable;
import io.sparkmixup.repeat.Kurtosis;
import io.sparkmixup.repeat.Round;
import io.sparkmixup.report.DroppedRows;
import io.sparkmixup.report.UnmovedRows;
import io.sparkmixup.rows.Fingerprint;
import io.sparkmixup.verify.Verification;
import io.sparkmixup.verify.VerifyMode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Runs {@code repeat} on Spark. */
final class RepeatJob {

  private final RepeatRequest request;
  private final PrintStream out;
  private final PrintStream err;
  private final RoundsFolder folder;
  private final Dataset<Row> original;

  /** Of the rows that rounds began from, once one has. */
  private Optional<Fingerprint> input = Optional.empty();

  /** The columns that the first round mixed. */
  private List<String> mixed = List.of();

  /** By the name of each law as readers see it, the main one first. */
  private final Map<String, Drift> drifts = new LinkedHashMap<>();

  private RepeatJob(RepeatRequest request, PrintStream out, PrintStream err, SparkSession spark)
      throws IOException {
    this.request = request;
    this.out = out;
    this.err = err;
    Dataset<Row> read = InputReader.read(spark, request.input());
    original = request.query().of(read);
    folder = RoundsFolder.of(spark, request.output());
    Overlap.refuse(spark, request.input(), read, request.output());
    for (String warning : InputReader.warnings(spark, request.input(), read)) {
      Failures.warn(err, warning);
    }
  }

  static int run(RepeatRequest request, PrintStream out, PrintStream err) throws Exception {
    return Session.run(err, session -> new RepeatJob(request, out, err, session.spark()).run());
  }

  private int run() throws IOException {
    goOn();
    run("", request.mixup().law());
    for (Map.Entry<String, Law> law : request.compare().entrySet()) {
      run(law.getKey(), law.getValue());
    }
    out.print(DriftTable.of(List.copyOf(drifts.values())));
    out.printf("%n%-11s %s%n", "output", request.output());
    out.printf("%-11s %s%n", "picture", folder.picture());
    Drift main = drifts.get(request.mixup().law().toString());
    boolean passed = main.rounds().stream().allMatch(Round::passed);
    return passed ? ExitCodes.DONE : ExitCodes.NOT_VERIFIED;
  }

  /** Takes up what a run before has left. */
  private void goOn() throws IOException {
    if (folder.record().isEmpty()) {
      return;
    }
    DriftRecord record;
    try {
      record = DriftRecord.fromJson(folder.record().get());
    } catch (RequestException e) {
      throw new RequestException("output " + request.output() + ": " + e.getMessage(), e);
    }
    if (record.drifts().isEmpty()) {
      return; // Stopped in its first round, whatever was asked.
    }
    if (!record.request().equals(request.identity())) {
      throw new RequestException(
          String.format(
              "output %s holds rounds of another request (%s): name another output",
              request.output(), differences(record.request(), request.identity())));
    }
    input = record.input();
    Failures.tell(err, "comparing the input with the one that the rounds began from");
    firstRound().plan();
    mixed = record.mixed();
    record.drifts().forEach(drift -> drifts.put(drift.law(), drift));
    if (request.keep()) {
      drifts.values().forEach(Drift::keep);
      write();
    }
  }

  private static String differences(Map<String, String> before, Map<String, String> now) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    names.removeIf(name -> Objects.equals(before.get(name), now.get(name)));
    return names.stream()
        .map(
            name ->
                String.format(
                    "%s was %s, and is %s",
                    name,
                    before.getOrDefault(name, "not given"),
                    now.getOrDefault(name, "not given")))
        .collect(Collectors.joining("; "));
  }

  /** The rounds of one law that are not there yet. */
  private void run(String name, Law law) throws IOException {
    Drift drift = drifts.get(law.toString());
    int done = drift == null ? 0 : drift.rounds().size();
    for (int round = done + 1; round <= request.rounds(); round++) {
      String begun =
          String.format(
              Locale.ROOT,
              "spark-mixup: round %d of %d%s",
              round,
              request.rounds(),
              name.isEmpty() ? "" : ", " + law);
      MixupResult result = round(name, law, round, begun);
      Verification verified = result.verification().orElseThrow();
      if (result.survey().dropped() > 0) {
        Failures.tell(err, "note: left out are " + DroppedRows.number(result.survey()));
      }
      UnmovedRows.of(result).ifPresent(rows -> Failures.tell(err, "note: " + rows));
      if (round == 1) {
        input = Optional.of(result.plan().input());
        mixed = result.plan().names(Role.MIXED);
        drift = Drift.start(law, verified, Kurtosis.of(original, mixed));
        drifts.put(law.toString(), drift);
      }
      drift.add(verified, result.verbatimShare(), Kurtosis.of(folder.read(name, round), mixed));
      if (request.keep()) {
        drift.keep();
      }
      write();
      if (round > 1 && !drift.keeps(round - 1)) {
        folder.remove(name, round - 1);
      }
    }
  }

  /** Says a line when a first phase begins. */
  private Consumer<String> once(String line) {
    boolean[] said = new boolean[1];
    return phase -> {
      if (!said[0]) {
        err.println(line);
      }
      said[0] = true;
    };
  }

  private void write() throws IOException {
    folder.write(record(), DriftPlot.of(List.copyOf(drifts.values())));
  }

  private String record() {
    return new DriftRecord(request.identity(), input, mixed, List.copyOf(drifts.values())).toJson();
  }

  /** Mixes the rows that all laws begin from, and no others. */
  private Mixup firstRound() {
    Mixup mixup = Mixup.of(original).request(request.mixup());
    return input.map(mixup::begunFrom).orElse(mixup);
  }

  /** Says that a round has begun as soon as a row is read: what is refused before has none. */
  private MixupResult round(String name, Law law, int round, String begun) throws IOException {
    MixupRequest first = request.mixup();
    // What the first round decided about columns holds for all; what it dropped is gone.
    MixupRequest later = first.withMix(mixed).withCopy(List.of()).withDrop(List.of());
    MixupRequest roles = round == 1 ? first : later;
    return (round == 1 ? firstRound() : Mixup.of(folder.read(name, round - 1)))
        .request(roles.withLaw(law).withSeed(Drift.seed(first.seed(), round)))
        .verify(VerifyMode.WARN)
        .limits(request.limits())
        .progress(once(begun))
        .writeTo(folder.sink(name, round, record()));
  }
}
