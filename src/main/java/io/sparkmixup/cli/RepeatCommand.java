package io.sparkmixup.cli;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.sparkmixup.RequestException;
import io.sparkmixup.law.Law;
import io.sparkmixup.law.LawRequest;
import io.sparkmixup.plan.Ids;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.plan.Sizes;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Rounds of mixing, each from the rows of the last one. */
@Command(
    name = "repeat",
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    sortOptions = false,
    description = {
      "Makes synthetic rows from synthetic rows, again and again, and shows what becomes of them.",
      "",
      "Every round starts from the rows of the last one, under a seed of its own. A table and a"
          + " picture show the covariance beside what the law predicts, the kurtosis, and the rows"
          + " that are copies. A run that was stopped goes on where it was; more --rounds add to it."
    },
    footer = {
      "",
      "Examples:",
      "  # twenty rounds, and what classic mixup would do in as many",
      "  spark-mixup repeat --rounds 20 --compare uniform,beta=0.1 --input people.parquet \\",
      "      --output out/rounds",
      "  # the same moments after every round",
      "  spark-mixup repeat --rounds 100 --moments exact --input people.parquet --output out/exact"
    })
final class RepeatCommand implements Callable<Integer> {

  private static final int MOST_ROUNDS = 999;

  /** What may differ where rounds are added to others: no row is another for it. */
  private static final Set<String> NO_IDENTITY =
      Set.of(
          "--output",
          "--rounds",
          "--keep",
          "--compare",
          "--tolerance",
          "--level",
          "--config",
          "--verbose",
          "--help",
          "--version");

  private final Commands.Repeater repeater;
  private final PrintStream out;
  private final PrintStream err;

  @Spec private CommandSpec spec;

  @Option(
      names = "--input",
      arity = "1..*",
      paramLabel = "URI",
      description =
          "files, folders or globs to read, on any Hadoop file system, or table:NAME of a catalog")
  private List<String> inputs = List.of();

  @Mixin private InputOptions input = new InputOptions();

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "a folder for the rounds (Parquet), repeat.json and repeat.svg")
  private String output;

  @Option(
      names = "--rounds",
      required = true,
      paramLabel = "N",
      description = "how many rounds, with those that are there already")
  private int rounds;

  @Option(
      names = "--keep",
      description =
          "keep the rounds that are there and every one that is made, whatever later runs say;"
              + " otherwise a round goes when the next one is there")
  private boolean keep;

  @Option(
      names = "--compare",
      split = ",",
      converter = ListedName.class,
      paramLabel = "LAW",
      description =
          "other laws to run beside it: uniform, beta=A (classic mixup), fixed=W (one partner"
              + " weight)")
  private List<String> compare = List.of();

  @Mixin private MixupOptions mixing = new MixupOptions();

  @Mixin private LimitOptions limits = new LimitOptions();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "a job file (HOCON) of these options, by their names without dashes; options of the"
              + " command line go before it")
  @SuppressWarnings("UnusedVariable") // JobFile has read it before: it is here for --help.
  private String config;

  @Option(names = "--verbose", description = "show Spark's log, and stack traces of failures")
  @SuppressWarnings("UnusedVariable") // Commands has looked for it before.
  private boolean verbose;

  RepeatCommand(Commands.Repeater repeater, PrintStream out, PrintStream err) {
    this.repeater = repeater;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    if (inputs.isEmpty() && !input.isSource()) {
      throw new RequestException("Missing required option: '--input=URI'");
    }
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      throw new RequestException("--rounds " + rounds + ": must lie in [1, " + MOST_ROUNDS + "]");
    }
    MixupRequest mixup = mixing.request();
    refuseOtherColumns(mixup);
    return repeater.repeat(
        new RepeatRequest(
            input.request(inputs),
            input.query(),
            output,
            rounds,
            mixup,
            laws(),
            limits.limits(),
            keep,
            identity()),
        out,
        err);
  }

  /** The next round needs the columns that this one had. */
  private static void refuseOtherColumns(MixupRequest mixup) {
    String option =
        mixup.sizes().originals() == Sizes.Originals.KEPT
            ? "--keep-originals"
            : !mixup.extras().isEmpty()
                ? "--lineage and --soft-labels"
                : mixup.ids() == Ids.DROP && !mixup.idColumns().isEmpty() ? "--ids drop" : "";
    if (!option.isEmpty()) {
      throw new RequestException(
          option + ": every round needs the columns of the last one, and no more; leave it out");
    }
  }

  private Map<String, Law> laws() {
    Map<String, Law> laws = new LinkedHashMap<>();
    for (String word : compare) {
      Law law = law(word);
      laws.put(folderName(word), law);
    }
    return laws;
  }

  /** The same for the same law, however its number is written. */
  private static String folderName(String word) {
    int equals = word.indexOf('=');
    if (equals < 0) {
      return word;
    }
    BigDecimal value = BigDecimal.valueOf(Double.parseDouble(word.substring(equals + 1)));
    return word.substring(0, equals) + "-" + value.stripTrailingZeros().toPlainString();
  }

  private static Law law(String word) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    try {
      Double value = equals < 0 ? null : Double.valueOf(word.substring(equals + 1));
      if (name.equals("uniform") && value == null) {
        return new LawRequest(name, null, null, null, null, null).resolve();
      }
      if (name.equals("beta") && value != null) {
        return new LawRequest(name, value, null, null, null, null).resolve();
      }
      if (name.equals("fixed") && value != null) {
        return new LawRequest(name, null, null, null, null, value).resolve();
      }
    } catch (NumberFormatException e) {
      // Refused below like any other.
    } catch (IllegalArgumentException e) {
      throw new RequestException("--compare " + word + ": " + e.getMessage(), e);
    }
    throw new RequestException(
        "--compare " + word + ": must be uniform, beta=A such as beta=0.1, or fixed=W");
  }

  /** What has to be the same where rounds are added to others. */
  private Map<String, String> identity() {
    Map<String, String> identity = new TreeMap<>();
    for (OptionSpec option : spec.options()) {
      Object value = option.getValue();
      boolean given = value != null && !List.of(false, List.of(), Map.of()).contains(value);
      if (given && !NO_IDENTITY.contains(option.longestName())) {
        identity.put(option.longestName(), text(value));
      }
    }
    return identity;
  }

  /** Elements in quotes: they may hold commas. */
  private static String text(Object value) {
    return value instanceof Collection<?> || value instanceof Map<?, ?>
        ? ConfigValueFactory.fromAnyRef(value).render(ConfigRenderOptions.concise())
        : value.toString();
  }
}
