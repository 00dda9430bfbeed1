package io.sparkmixup.repeat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.sparkmixup.RequestException;
import io.sparkmixup.report.Json;
import io.sparkmixup.rows.Fingerprint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The JSON record that lies beside the rounds: enough to draw them, and to go on.
 *
 * @param request the options that decide about the rounds, by name; another request is another
 *     output
 * @param input the fingerprint of the rows that the first round of each law starts from; nothing
 *     where there is no round
 * @param mixed the columns that are mixed: later rounds take those of the first
 * @param drifts one for each law, the main one first
 */
public record DriftRecord(
    Map<String, String> request,
    Optional<Fingerprint> input,
    List<String> mixed,
    List<Drift> drifts) {

  private static final String FORMAT = "spark-mixup-repeat";
  private static final int VERSION = 4;

  /** The record as JSON. */
  public String toJson() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("format", FORMAT);
    root.put("version", VERSION);
    root.put("request", request);
    root.put("input", input.map(Fingerprint::toString).orElse(null));
    root.put("mixed", mixed);
    root.put("laws", drifts.stream().map(DriftRecord::drift).toList());
    return Json.text(root) + "\n";
  }

  private static Map<String, Object> drift(Drift drift) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("law", drift.law());
    result.put("originalMeans", drift.means());
    result.put("originalVariances", drift.variances());
    result.put("originalKurtosis", drift.kurtosis());
    result.put("predicted", drift.predicted());
    result.put("standardErrors", drift.errors());
    result.put("rounds", drift.rounds().stream().map(DriftRecord::round).toList());
    return result;
  }

  private static Map<String, Object> round(Round round) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("round", round.number());
    result.put("ratio", round.ratio());
    result.put("predicted", round.predicted());
    result.put("standardError", round.error());
    result.put("kurtosis", round.kurtosis());
    result.put("verbatim", round.verbatim());
    result.put("passed", round.passed());
    result.put("fingerprint", round.fingerprint());
    result.put("kept", round.kept());
    return result;
  }

  /**
   * Reads a record.
   *
   * @throws RequestException if it is none
   */
  public static DriftRecord fromJson(String json) {
    try {
      Config root =
          ConfigFactory.parseString(
              json, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
      if (!root.getString("format").equals(FORMAT) || root.getInt("version") != VERSION) {
        throw new RequestException("is no record of rounds of version " + VERSION);
      }
      List<Drift> drifts = new ArrayList<>();
      for (Config law : root.getConfigList("laws")) {
        drifts.add(
            new Drift(
                law.getString("law"),
                numbers(law, "originalMeans"),
                numbers(law, "originalVariances"),
                number(law, "originalKurtosis"),
                numbers(law, "predicted"),
                numbers(law, "standardErrors"),
                law.getConfigList("rounds").stream().map(DriftRecord::round).toList()));
      }
      return new DriftRecord(request(root), input(root), root.getStringList("mixed"), drifts);
    } catch (RequestException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new RequestException("is no record of rounds, or a damaged one: " + e.getMessage(), e);
    }
  }

  private static Optional<Fingerprint> input(Config from) {
    return from.getIsNull("input")
        ? Optional.empty()
        : Optional.of(Fingerprint.parse(from.getString("input")));
  }

  private static Map<String, String> request(Config from) {
    Map<String, String> request = new TreeMap<>();
    from.getObject("request")
        .forEach((name, value) -> request.put(name, (String) value.unwrapped()));
    return request;
  }

  private static double[] numbers(Config from, String key) {
    return from.getDoubleList(key).stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double number(Config from, String key) {
    return from.getIsNull(key) ? Double.NaN : from.getDouble(key);
  }

  private static Round round(Config from) {
    return new Round(
        from.getInt("round"),
        from.getDouble("ratio"),
        from.getDouble("predicted"),
        from.getDouble("standardError"),
        number(from, "kurtosis"),
        from.getDouble("verbatim"),
        from.getBoolean("passed"),
        from.getString("fingerprint"),
        from.getBoolean("kept"));
  }
}
