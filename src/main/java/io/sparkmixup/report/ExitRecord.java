package io.sparkmixup.report;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a run ended: {@value #FILE} beside its report.
 *
 * @param code the exit code
 * @param message what was wrong, in one line; empty where it is told by the report
 * @param application Spark's name for the run
 */
public record ExitRecord(int code, String message, String application) {

  /** The file's name. */
  public static final String FILE = "exit.json";

  private static final String FORMAT = "spark-mixup-exit";
  private static final int VERSION = 1;

  /** The record as JSON. */
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("version", VERSION);
    json.put("exitCode", code);
    json.put("message", message);
    json.put("application", application);
    return Json.text(json) + "\n";
  }

  /** Reads a record; empty where it is none. */
  public static Optional<ExitRecord> fromJson(String json) {
    try {
      Config root =
          ConfigFactory.parseString(
              json, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
      return root.getString("format").equals(FORMAT) && root.getInt("version") == VERSION
          ? Optional.of(
              new ExitRecord(
                  root.getInt("exitCode"),
                  root.getString("message"),
                  root.getString("application")))
          : Optional.empty();
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }
}
