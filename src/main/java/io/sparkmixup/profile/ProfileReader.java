package io.sparkmixup.profile;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.sparkmixup.RequestException;
import io.sparkmixup.moments.Moments;
import io.sparkmixup.moments.QuantileSketch;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.rows.Fingerprint;
import io.sparkmixup.survey.HyperLogLog;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Reads the JSON form of a profile: what was summed, not what was derived from it for readers. */
final class ProfileReader {

  private ProfileReader() {}

  static Profile read(String json) {
    try {
      ConfigParseOptions strict =
          ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON).setOriginDescription("JSON");
      Config root = ConfigFactory.parseString(json, strict);
      String format = root.getString("format");
      if (!format.equals(ProfileJson.FORMAT)) {
        throw new RequestException("is no profile: its format is '" + format + "'");
      }
      long version = root.getLong("version");
      if (version != Profile.VERSION) {
        throw new RequestException(
            "is no profile of version " + Profile.VERSION + ": it has version " + version);
      }
      return profile(root);
    } catch (RequestException e) {
      throw e;
    } catch (Exception e) {
      // Spark's own readers of types throw all kinds, undeclared.
      String why = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
      throw new RequestException(
          "is no profile, or a damaged one: " + why.substring(0, Math.min(200, why.length())), e);
    }
  }

  private static Profile profile(Config root) {
    MixupRequest request =
        MixupRequest.standard()
            .withMix(root.getStringList("options.mix"))
            .withCopy(root.getStringList("options.copy"))
            .withDrop(root.getStringList("options.drop"))
            .withLabel(text(root, "options.label"));
    List<StructField> fields = new ArrayList<>();
    Map<String, Config> columns = new HashMap<>();
    for (Config column : root.getConfigList("columns")) {
      DataType type = DataType.fromJson(column.getString("sparkType"));
      fields.add(DataTypes.createStructField(column.getString("name"), type, true));
      columns.put(column.getString("name"), column);
    }
    StructType schema = DataTypes.createStructType(fields);
    Layout layout = Profile.layout(schema, request);
    ProfileSums sums = sums(root, columns, layout);
    if (layout.label() >= 0) {
      addClasses(root.getConfig("classes"), sums.classes);
    }
    return new Profile(schema, request, layout, sums);
  }

  private static ProfileSums sums(Config root, Map<String, Config> stored, Layout layout) {
    String[] names = layout.shape().schema().fieldNames();
    ColumnSums[] columns = new ColumnSums[names.length];
    for (int c = 0; c < names.length; c++) {
      Config column = stored.get(names[c]);
      columns[c] = new ColumnSums(ProfileSums.isToldApart(layout, c));
      columns[c].nulls = column.getLong("nulls");
      if (columns[c].distinct != null) {
        columns[c].distinct = HyperLogLog.ofColumn(bytes(column, "distinctSketch"));
      }
    }
    int[] mixed = layout.mixed();
    ProfileSums sums =
        new ProfileSums(
            Fingerprint.parse(root.getString("fingerprint")),
            columns,
            mixed.length,
            Moments.create(1).withShape());
    for (int i = 0; i < mixed.length; i++) {
      sums.ensureSize(i, stored.get(names[mixed[i]]).getInt("components"));
    }
    for (int i = 0; i < mixed.length; i++) {
      int k = sums.start(i);
      List<? extends Config> numbers = stored.get(names[mixed[i]]).getConfigList("numbers");
      int expected = Math.min(sums.size(i), sums.followed() - k);
      if (numbers.size() != expected) {
        throw new IllegalArgumentException(
            numbers.size() + " components of '" + names[mixed[i]] + "': must be " + expected);
      }
      for (Config number : numbers) {
        sums.setNumber(k++, number(number, layout, mixed[i]));
      }
    }
    sums.setMoments(Moments.fromBytes(bytes(root, "moments")));
    return sums;
  }

  private static NumberSums number(Config stored, Layout layout, int column) {
    NumberSums number = new NumberSums();
    number.nan = stored.getLong("nan");
    number.positiveInfinite = stored.getLong("positiveInfinite");
    number.negativeInfinite = stored.getLong("negativeInfinite");
    number.sketch = QuantileSketch.fromBytes(bytes(stored, "quantileSketch"));
    if (number.count() > 0) {
      // As text, which is exact where a number may lose a sign or digits.
      String low = stored.getString("min");
      String high = stored.getString("max");
      number.low = Double.parseDouble(low);
      number.high = Double.parseDouble(high);
      if (ProfileSums.isWhole(layout, column)) {
        number.lowWhole = Long.parseLong(low);
        number.highWhole = Long.parseLong(high);
      }
    }
    return number;
  }

  private static void addClasses(Config stored, ClassCounts classes) {
    if (!stored.getBoolean("counted")) {
      classes.forget();
      return;
    }
    for (Config c : stored.getConfigList("counts")) {
      String hash = c.getString("hash");
      classes.add(
          new ClassCounts.Count(
              new ClassCounts.Hash(hex(hash, 0), hex(hash, 16)),
              c.getString("class"),
              c.getLong("rows")));
    }
  }

  private static long hex(String text, int from) {
    return Long.parseUnsignedLong(text.substring(from, from + 16), 16);
  }

  private static Optional<String> text(Config config, String path) {
    return config.getIsNull(path) ? Optional.empty() : Optional.of(config.getString(path));
  }

  private static byte[] bytes(Config config, String path) {
    return Base64.getDecoder().decode(config.getString(path));
  }
}
