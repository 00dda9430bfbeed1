package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.RequestException;
import io.sparkmixup.testing.Bits;
import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What survives a round trip, by type and format: written as an output, read as an input without a
 * schema. The table in {@code docs/formats.md} is the one made here; {@code -Dmatrix} writes it.
 */
class FormatMatrixTest {

  private static final SparkSession SPARK = LocalSpark.session();

  private static final Path DOCUMENT = Path.of("docs/formats.md");
  private static final String BEGIN = "<!-- table: made by FormatMatrixTest -->\n";
  private static final String END = "<!-- end of table -->";

  /** What the reader sees, the type, and values of it in SQL; a null is added to them. */
  private static final String[][] TYPES = {
    {"`tinyint`, `smallint`", "smallint", "1", "-32768"},
    {"`int`", "int", "1", "-2147483648"},
    {"`bigint`", "bigint", "9007199254740993", "1"},
    {"`float`", "float", "1.1F", "float('NaN')", "float('-Infinity')"},
    {"`double`", "double", "0.1D", "-0D", "double('NaN')", "double('Infinity')"},
    {"`decimal(38,10)`", "decimal(38,10)", "'12345678901234567890.0123456789'", "'-1E20'"},
    {"`boolean`", "boolean", "true", "false"},
    {"text", "string", "'a,\"b'", "' ü '", "'\\\\N'"},
    {"text with line breaks", "string", "'a\\nb'", "'a\\r\\nb'"},
    {"empty text", "string", "''", "'x'"},
    {"text such as `00501`", "string", "'00501'", "'10013'"},
    {"`binary`", "binary", "x'00ff'", "x''"},
    {"`date`", "date", "date'2024-02-29'", "date'1582-10-10'"},
    {
      "`timestamp`",
      "timestamp",
      "timestamp'2024-02-29 12:00:00.000001+02:00'",
      "timestamp'1890-01-01 00:00:00Z'"
    },
    {
      "`timestamp_ntz`",
      "timestamp_ntz",
      "timestamp_ntz'2024-02-29 12:00:00.000001'",
      "timestamp_ntz'1890-01-01 00:00:00'"
    },
    {
      "intervals",
      "interval day to second",
      "interval '1 02:03:04.5' day to second",
      "interval '0' day"
    },
    {"arrays", "array<double>", "array(1D, null, double('NaN'))", "array()"},
    {"maps", "map<string,int>", "map('a', 1, 'b', null)", "map()"},
    {"maps with other keys", "map<int,int>", "map(1, 1)", "map()"},
    {
      "structs",
      "struct<a:int,b:string>",
      "named_struct('a', 1, 'b', '')",
      "named_struct('a', null, 'b', 'x')"
    },
  };

  @TempDir private Path folder;

  private static Dataset<Row> rows(String[] type) {
    String values =
        Arrays.stream(type)
            .skip(2)
            .map(v -> "cast(" + v + " as " + type[1] + ")")
            .collect(Collectors.joining(", "));
    return SPARK.sql(
        "select cast(i as int) as i, v from (select posexplode(array("
            + values
            + ", null)) as (i, v))");
  }

  /** What became of a type in a format. */
  private String cell(String[] type, FileFormat format) throws IOException {
    Dataset<Row> rows = rows(type);
    String place = folder.resolve(format + "-" + Arrays.asList(TYPES).indexOf(type)).toString();
    FolderSink sink = FolderSink.of(SPARK, OutputRequest.of(place, format));
    try {
      sink.check(rows.schema());
      try (Staged staged = sink.stage(rows)) {
        staged.publish();
      }
    } catch (RequestException e) {
      return "refused";
    }
    InputRequest plain = InputRequest.of(place);
    InputRequest told = plain.withSchema("i int, v " + type[1]);
    if (keeps(plain, rows)) {
      return "kept";
    }
    if (keeps(told, rows)) {
      return "with `--schema`, else " + made(plain);
    }
    if (keeps(told.withOption("multiLine", "true"), rows)) {
      return "with `multiLine=true`";
    }
    String cast = "cast(v as " + type[1] + ") as v";
    return same(plain, cast, rows) ? "as " + made(plain) : "changes";
  }

  private static String made(InputRequest request) {
    return "`" + InputReader.read(SPARK, request).schema().apply("v").dataType().sql() + "`";
  }

  /** Whether the reader gives back the type, and every bit of every value. */
  private static boolean keeps(InputRequest request, Dataset<Row> rows) {
    DataType type = rows.schema().apply("v").dataType();
    return same(request, "v", rows) && made(request).equals("`" + type.sql() + "`");
  }

  private static boolean same(InputRequest request, String value, Dataset<Row> rows) {
    try {
      Dataset<Row> read = InputReader.read(SPARK, request).selectExpr("cast(i as int) as i", value);
      return Bits.sorted(read.collectAsList()).equals(Bits.sorted(rows.collectAsList()));
    } catch (Exception e) {
      return false;
    }
  }

  private String table() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("| | " + String.join(" | ", FileFormat.ids()) + " |");
    lines.add("|---|" + "---|".repeat(FileFormat.values().length));
    for (String[] type : TYPES) {
      StringBuilder line = new StringBuilder("| " + type[0] + " |");
      for (FileFormat format : FileFormat.values()) {
        line.append(' ').append(cell(type, format)).append(" |");
      }
      lines.add(line.toString());
    }
    return String.join("\n", lines) + "\n";
  }

  @Test
  void theDocumentedTableIsWhatHappens() throws IOException {
    String document = Files.readString(DOCUMENT);
    int from = document.indexOf(BEGIN) + BEGIN.length();
    int to = document.indexOf(END);
    String table = table();
    if (System.getProperty("matrix") != null) {
      Files.writeString(DOCUMENT, document.substring(0, from) + table + document.substring(to));
    } else {
      assertThat(document.substring(from, to)).isEqualTo(table);
    }
  }
}
