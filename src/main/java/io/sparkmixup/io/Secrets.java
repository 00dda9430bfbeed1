package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(?:password|passwd|pwd|passphrase|secret|token|credential|access[._-]?key"
              + "|account[._-]?key|api[._-]?key|private[._-]?key).*");

  /** A password that stands within a URL. */
  private static final Pattern IN_URL =
      Pattern.compile("(?i)[?&;](?:password|passwd|pwd|secret|token)=[^&;]|://[^/@:]+:[^/@]+@");

  private Secrets() {}

  /**
   * Refuses secrets that stand in the open.
   *
   * @param option the name of the command-line option that holds them
   * @throws RequestException naming the key, never the value
   */
  public static void refuseLiterals(String option, Map<String, String> options) {
    options.forEach(
        (key, value) -> {
          boolean reference = value.startsWith(ENV) || value.startsWith(FILE);
          if (!reference && !value.isEmpty() && SECRET.matcher(key).matches()) {
            throw new RequestException(
                String.format(
                    "%s %s: a secret in the open, which logs and process lists show: write"
                        + " %s=@env:NAME, or %s=@file:PATH",
                    option, key, key, key));
          }
          if (!reference && IN_URL.matcher(value).find()) {
            throw new RequestException(
                String.format(
                    "%s %s: a password within a URL, which logs and process lists show: give it as"
                        + " an option of its own, %s password=@env:NAME",
                    option, key, option));
          }
        });
  }

  /**
   * Looks the references up.
   *
   * @throws RequestException where a variable is not set, or a file cannot be read
   */
  static Map<String, String> resolve(Map<String, String> options) {
    Map<String, String> resolved = new LinkedHashMap<>();
    options.forEach((key, value) -> resolved.put(key, resolve(key, value)));
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
