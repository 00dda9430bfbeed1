package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of a source's options that nobody is to read: {@code @env:NAME} stands for an environment
 * variable, {@code @file:PATH} for the content of a local file. They are looked up where they are
 * used, so that a plan, a report or a job file holds only where they come from.
 */
public final class Secrets {

  private static final String ENV = "@env:";
  private static final String FILE = "@file:";

  /** Names of options that hold secrets. */
  private static final String NAMES =
      "(?:password|passwd|pwd|passphrase|secret|token|credential|access[._-]?key"
          + "|account[._-]?key|api[._-]?key|private[._-]?key"
          // What ends in auth: fs.azure.account.auth.type is no secret.
          + "|authorization|(?<![a-z])auth(?![a-z._-])"
          + "|(?<![a-z])(?:pass|sig|signature)(?![a-z]))";

  private static final Pattern SECRET = Pattern.compile("(?i).*" + NAMES + ".*");

  private static final String REDACTED = "[redacted]";

  /**
   * The user and the password before a host, or a key and a secret before a bucket. After a host
   * comes a colon, too, but then a port.
   */
  private static final Pattern USER_OF_URL =
      Pattern.compile(
          "(?<=://)[^/@\\s]*:(?!\\d+(?:[/?;]|$))[^@\\s]*(?=@)|(?<=:thin:)[^/@\\s]+/[^@\\s]*(?=@)");

  /** A parameter of an address, or of a query's condition, that is named like a secret. */
  private static final Pattern PARAMETER =
      Pattern.compile("(?i)([?&;](?:[^=&;\\s]*" + NAMES + "[^=&;\\s]*)=)[^&;\\s]+");

  /** Perhaps an option, then a key and its value. */
  private static final Pattern PAIR =
      Pattern.compile("(?s)((?:--[a-z-]+-option=)?)([A-Za-z0-9._-]+)=(.*)");

  /** Shorter ones would be found in every word. */
  private static final int SHORTEST = 4;

  /** The lines of secrets that were looked up: others may put them into their messages. */
  private static final Set<String> FOUND = ConcurrentHashMap.newKeySet();

  /**
   * For Spark's {@code spark.redaction.regex}: settings that its own does not take for secrets,
   * such as the key of an Azure account, are some.
   */
  public static final String SETTINGS = "(?i)" + NAMES;

  /** For Spark's {@code spark.redaction.string.regex}: a user and a password in an address. */
  public static final String ADDRESSES = USER_OF_URL.pattern();

  private Secrets() {}

  /**
   * Refuses secrets that stand in the open.
   *
   * @param option the name of the command-line option that holds them
   * @throws RequestException naming the key, never the value of one that has a name
   */
  public static void refuseLiterals(String option, Map<String, String> options) {
    options.forEach(
        (key, value) -> {
          if (key.isBlank()) {
            throw new RequestException(
                String.format("%s =%s: there is no name before the =", option, value));
          }
          boolean reference = isReference(value);
          if (!reference && SECRET.matcher(key).matches()) {
            throw new RequestException(
                String.format(
                    "%s %s: a secret in the open, which logs and process lists show: write"
                        + " %s=@env:NAME, or %s=@file:PATH",
                    option, key, key, key));
          }
          if (!reference
              && (USER_OF_URL.matcher(value).find() || PARAMETER.matcher(value).find())) {
            throw new RequestException(
                String.format(
                    "%s %s: a password within a URL, which logs and process lists show: give it as"
                        + " an option of its own, %s password=@env:NAME",
                    option, key, option));
          }
        });
  }

  /**
   * The words of a command line without secrets in the open, wherever they stand: in options, which
   * {@link #refuseLiterals} would have refused, and in addresses and queries, which it does not
   * look at.
   */
  public static List<String> redacted(List<String> words) {
    return words.stream().map(Secrets::redacted).toList();
  }

  /** One word, or a text that may hold some. */
  public static String redacted(String word) {
    String safe = word;
    // One may begin with another.
    for (String secret :
        FOUND.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
      safe = safe.replace(secret, REDACTED);
    }
    safe = USER_OF_URL.matcher(safe).replaceAll(REDACTED);
    safe = PARAMETER.matcher(safe).replaceAll("$1" + REDACTED);
    Matcher pair = PAIR.matcher(safe);
    if (pair.matches() && SECRET.matcher(pair.group(2)).matches() && !isReference(pair.group(3))) {
      return pair.group(1) + pair.group(2) + "=" + REDACTED;
    }
    return safe;
  }

  private static boolean isReference(String value) {
    return value.isEmpty() || value.startsWith(ENV) || value.startsWith(FILE);
  }

  /**
   * Looks the references up.
   *
   * @throws RequestException where a variable is not set, or a file cannot be read
   */
  static Map<String, String> resolve(Map<String, String> options) {
    Map<String, String> resolved = new LinkedHashMap<>();
    options.forEach(
        (key, value) -> {
          String found = resolve(key, value);
          resolved.put(key, found);
          if (!found.equals(value) && SECRET.matcher(key).matches()) {
            // Messages and traces are looked at line by line.
            found
                .lines()
                .map(String::strip)
                .filter(l -> l.length() >= SHORTEST)
                .forEach(FOUND::add);
          }
        });
    return resolved;
  }

  private static String resolve(String key, String value) {
    if (value.startsWith(ENV)) {
      String name = value.substring(ENV.length());
      String found = System.getenv(name);
      if (found == null) {
        throw new RequestException(
            String.format("option %s: the environment variable %s is not set", key, name));
      }
      return found;
    }
    if (value.startsWith(FILE)) {
      String file = value.substring(FILE.length());
      try {
        // Editors end a file with a line break, which is no part of the secret.
        return Files.readString(Path.of(file)).replaceAll("\\R\\z", "");
      } catch (IOException | RuntimeException e) {
        throw new RequestException(
            String.format("option %s: the file %s cannot be read", key, file), e);
      }
    }
    return value;
  }
}
