package io.sparkmixup.io;

import java.util.Optional;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Apache ORC. Spark keeps its days in the hybrid calendar, which has no 5 to 14 October 1582, and
 * the ORC library gives the fractions of the last second before 1970 back a second later. Both
 * would change a value silently, so such values are refused, in columns of their own at least:
 * nested ones are not looked at.
 */
final class OrcRules extends FormatRules {

  private static final int FIRST_LOST_DAY = -141_437;
  private static final int LAST_LOST_DAY = -141_428;
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  OrcRules(String id) {
    super(
        id,
        Codecs.of("none", "uncompressed", "snappy", "zlib", "zstd", "lz4", "lzo")
            .with("brotli", "com.aayushatharva.brotli4j.Brotli4jLoader"));
  }

  @Override
  FileSchemas.Footer footer() {
    return (file, conf) -> {
      try (Reader reader = OrcFile.createReader(file, OrcFile.readerOptions(conf))) {
        return reader.getSchema().toString();
      }
    };
  }

  @Override
  void refuseWhatItCannotHold(StructType schema) {
    ColumnTypes.refuseUnwritable(schema);
    ColumnTypes.refuseVariant(schema, id());
    // It would come back as null.
    NamesHeld.refuse(schema, name -> !name.contains("`"), id(), "backticks");
  }

  @Override
  Optional<Column> guarded(StructField field, Column value) {
    if (field.dataType() instanceof DateType) {
      Column lost = functions.unix_date(value).between(FIRST_LOST_DAY, LAST_LOST_DAY);
      return Optional.of(Guards.refuseWhere(lost, value, says(field)));
    }
    if (field.dataType() instanceof TimestampType) {
      Column micros = functions.unix_micros(value);
      // A day more on either side: which days they are depends on the time zone.
      Column lost =
          micros
              .between(
                  (FIRST_LOST_DAY - 1) * MICROS_PER_DAY, (LAST_LOST_DAY + 2) * MICROS_PER_DAY - 1)
              .or(micros.between(-999_999L, -1L));
      return Optional.of(Guards.refuseWhere(lost, value, says(field)));
    }
    return Optional.empty();
  }

  private static String says(StructField field) {
    return String.format(
        "column '%s' holds a day of October 1582 or a fraction of the last second before 1970, which"
            + " orc changes; use --output-format parquet",
        field.name());
  }
}
