package io.sparkmixup.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.sparkmixup.RequestException;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Job files: a command's options in HOCON, under their long names without the dashes. An option on
 * the command line goes before the file, the file before the default; one that says how many rows
 * come out goes before all that say so.
 */
final class JobFile {

  private static final String OPTION = "--config";

  /** What a file cannot say: it is about the command line itself. */
  private static final Set<String> NOT_IN_FILES =
      Set.of(OPTION, "--print-config", "--help", "--version");

  /** Each of them takes the place of the others. */
  private static final Set<String> SIZES = Set.of("--ratio", "--rows", "--balance");

  private final String file;
  private final Map<String, OptionSpec> options;

  private JobFile(String file, CommandSpec spec) {
    this.file = file;
    options = inFiles(spec);
  }

  private static Map<String, OptionSpec> inFiles(CommandSpec spec) {
    Map<String, OptionSpec> options = new TreeMap<>();
    for (OptionSpec option : spec.options()) {
      if (!NOT_IN_FILES.contains(option.longestName())) {
        options.put(option.longestName().substring(2), option);
      }
    }
    return options;
  }

  /**
   * Puts the options of the file that {@code --config} names into a command line, where it does not
   * have them itself.
   *
   * @param args the command and its options
   * @throws RequestException where the file is absent, is no HOCON or has an unknown key
   */
  static String[] expand(String[] args, CommandSpec spec) {
    String file = value(args);
    if (file == null) {
      return args;
    }
    Set<String> given =
        Arrays.stream(args).map(a -> a.split("=", 2)[0]).collect(Collectors.toSet());
    if (given.stream().anyMatch(SIZES::contains)) {
      given.addAll(SIZES);
    }
    List<String> all = new ArrayList<>(List.of(args[0]));
    new JobFile(file, spec).addTo(all, given);
    all.addAll(Arrays.asList(args).subList(1, args.length));
    return all.toArray(String[]::new);
  }

  private static String value(String[] args) {
    for (int i = 1; i < args.length; i++) {
      if (args[i].startsWith(OPTION + "=")) {
        return args[i].substring(OPTION.length() + 1);
      }
      if (args[i].equals(OPTION) && i + 1 < args.length) {
        return args[i + 1];
      }
    }
    return null;
  }

  private void addTo(List<String> args, Set<String> given) {
    for (Map.Entry<String, ConfigValue> entry : read().entrySet()) {
      OptionSpec option = options.get(entry.getKey());
      if (option == null) {
        throw new RequestException(
            String.format(
                "%s %s, line %d: unknown key '%s'%s",
                OPTION,
                file,
                entry.getValue().origin().lineNumber(),
                entry.getKey(),
                Nearest.hint(entry.getKey(), options.keySet())));
      }
      if (!given.contains(option.longestName())) {
        add(option, entry.getValue(), args);
      }
    }
  }

  private ConfigObject read() {
    if (!new File(file).isFile()) {
      throw new RequestException(OPTION + " " + file + ": there is no such file");
    }
    try {
      ConfigParseOptions strict = ConfigParseOptions.defaults().setAllowMissing(false);
      return ConfigFactory.parseFile(new File(file), strict).resolve().root();
    } catch (StackOverflowError e) {
      throw new RequestException(
          OPTION + " " + file + " is no job file: it is nested too deeply", e);
    } catch (ConfigException e) {
      throw new RequestException(
          OPTION + " " + file + " is no job file: " + e.getMessage().replaceAll("\\s+", " "), e);
    }
  }

  private void add(OptionSpec option, ConfigValue value, List<String> args) {
    if (value.valueType() == ConfigValueType.OBJECT && option.isMultiValue()) {
      Config pairs = ((ConfigObject) value).toConfig();
      for (Map.Entry<String, ConfigValue> pair : pairs.entrySet()) {
        String name = String.join(".", ConfigUtil.splitPath(pair.getKey()));
        add(option, name + "=" + text(pair.getValue()), args);
      }
    } else if (value.valueType() == ConfigValueType.LIST && option.isMultiValue()) {
      ((Collection<?>) value).forEach(e -> addListed(option, text((ConfigValue) e), args));
    } else if (option.arity().max() == 0) {
      String flag = text(value);
      if (!flag.equals("true") && !flag.equals("false")) {
        throw new RequestException(
            where(value, option) + " is " + flag + ": must be true or false");
      }
      if (flag.equals("true")) {
        args.add(option.longestName());
      }
    } else {
      add(option, text(value), args);
    }
  }

  /** An element of a list is one name, whatever it holds. */
  private static void addListed(OptionSpec option, String value, List<String> args) {
    boolean quoted =
        !option.splitRegex().isEmpty() && (value.contains(",") || value.startsWith("\""));
    add(option, quoted ? "\"" + value + "\"" : value, args);
  }

  /** A word alone is what it would be on the command line: several names with commas between. */
  private static void add(OptionSpec option, String value, List<String> args) {
    args.add(option.longestName() + "=" + value);
  }

  private String text(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING -> (String) value.unwrapped();
      case NUMBER, BOOLEAN -> value.render();
      default ->
          throw new RequestException(
              String.format(
                  "%s %s, line %d: %s stands where a word or a number would be right",
                  OPTION,
                  file,
                  value.origin().lineNumber(),
                  switch (value.valueType()) {
                    case OBJECT -> "an object";
                    case LIST -> "a list";
                    default -> "null";
                  }));
    };
  }

  private String where(ConfigValue value, OptionSpec option) {
    return String.format(
        "%s %s, line %d: %s",
        OPTION, file, value.origin().lineNumber(), option.longestName().substring(2));
  }

  /** The options that a parsed command has, defaults too, as a job file that runs the same. */
  static String render(CommandSpec spec) {
    Map<String, Object> values = new LinkedHashMap<>();
    inFiles(spec)
        .forEach(
            (name, option) -> {
              Object value = option.getValue();
              boolean empty =
                  value == null
                      || value.equals(false)
                      || (value instanceof Collection<?> c && c.isEmpty())
                      || (value instanceof Map<?, ?> m && m.isEmpty());
              if (!empty) {
                values.put(name, value);
              }
            });
    return ConfigValueFactory.fromMap(values)
        .render(
            ConfigRenderOptions.defaults()
                .setJson(false)
                .setComments(false)
                .setOriginComments(false));
  }
}
