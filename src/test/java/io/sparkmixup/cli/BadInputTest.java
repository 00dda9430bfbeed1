package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.io.InputReader;
import io.sparkmixup.io.InputRequest;
import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Wrong requests and hostile data, each with its exit code and its line, see {@link HostileData}.
 * {@code RefusedOptionsTest} has those that need no Spark, and the readers' own tests more of
 * theirs.
 *
 * <p>In the tables DIR is the folder of the data, and what is hard to see or to write has a sign of
 * its own within a word: ␣ a space, ␤ a line break, ␛ an escape, ␀ a NUL, ∅ nothing at all.
 */
class BadInputTest {

  private static final String PROGRESS =
      "spark-mixup: (?:surveying|pairing|verifying|publishing|profiling|warning:).*";

  @TempDir private static Path folder;

  @BeforeAll
  static void write() throws IOException {
    LocalSpark.session();
    HostileData.write(folder);
  }

  private static String spelled(String text) {
    return text.replace("DIR", folder.toString())
        .replace("␣", " ")
        .replace("␤", "\n")
        .replace("␛", "\u001b")
        .replace("␀", "\0")
        .replace("∅", "");
  }

  private static CommandRun run(String command) {
    return CommandRun.onSpark(
        Stream.of(command.strip().split(" +")).map(BadInputTest::spelled).toArray(String[]::new));
  }

  private static String synthesize(String input, String options) {
    String command = "synthesize --input DIR/" + input + " --output DIR/out ";
    return options == null ? command : command + options;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }

  /** One line says it, after those that say how far it came; no more, and nothing is left. */
  private static void refused(int code, String command, String line) throws IOException {
    List<Path> before = files();
    CommandRun run = run(command);
    assertThat(run.err().lines()).allMatch(said -> said.startsWith("spark-mixup: "));
    List<String> said = run.err().lines().filter(l -> !l.matches(PROGRESS)).toList();
    assertThat(said).hasSize(1);
    String expected = "spark-mixup: " + spelled(line);
    if (line.endsWith("…")) {
      // The rest is Spark's or Hadoop's, and differs between their versions.
      assertThat(said.get(0)).startsWith(expected.substring(0, expected.length() - 1));
    } else {
      assertThat(said.get(0)).isEqualTo(expected);
    }
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(code);
    assertThat(files()).isEqualTo(before);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\f',
      textBlock =
          """
          2 | --rows 99999999999999999999 | --rows 99999999999999999999: must be a whole number, 1 or more
          2 | --input-option maxColumns=2 | the input cannot be read: a record has more than 2 columns; raise the limit with --input-option maxColumns=N
          2 | --rows 0x10 | --rows 0x10: must be a whole number, 1 or more
          2 | --ratio 1e30 | --ratio 1000000000000000000000000000000 of 40 rows makes 40000000000000000000000000000000 rows: must make at least one, and fewer than 10^18
          2 | --ratio 1e-30 | --ratio 0.000000000000000000000000000001 of 40 rows makes 0 rows: must make at least one, and fewer than 10^18
          2 | --ratio 2␤forged | --ratio 2[U+000A]forged: must be a number from 1e-30 to 1e30 of at most 30 digits, such as 0.1 or 5
          2 | --seed 9223372036854775808 | Invalid value for option '--seed': '9223372036854775808' is not a long
          2 | --seed 1 --seed 2 | option '--seed' (N) should be specified only once
          2 | --level 2 | --level 2.0: must lie between 0 and 1
          2 | --max-verbatim Infinity | --max-verbatim Infinity: must lie in [0, 1]
          2 | --files 2147483648 | Invalid value for option '--files': '2147483648' is not an int
          2 | --alpha 0 --beta 1 --epsilon0 0 | alpha is 0.0: must be a finite number above 0
          2 | --law beta --alpha 1e-320 | alpha is 1.0E-320: must lie between 1e-50 and 1e50
          2 | --law beta --alpha 1e308 | alpha is 1.0E308: must lie between 1e-50 and 1e50
          2 | --partner-weight 0 | partner weight is 0.0: must lie between 0 and 1
          2 | --partner-weight 1 | partner weight is 1.0: must lie between 0 and 1
          2 | --partner-weight 1e-300 | alpha is 3.16875E299: must lie between 1e-50 and 1e50
          2 | --law fixed --partner-weight 1.5 | partner weight is 1.5: must lie in [0, 1]
          2 | --law ∅ | --law : must be epbeta, beta, uniform or fixed
          2 | --alpha 1 --beta 1 --epsilon0 1 --epsilon1 1 --law uniform | --law uniform has no alpha: leave --alpha out
          2 | --range x | --range x: must be none, clip, redraw, COLUMN=LOW..HIGH (numbers, days as in 2013-12-31, or durations as in PT1H; one of the two may be left out) or COLUMN=observed
          2 | --range x=5..1 | --range x=5..1: the low end 5 is above the high end 1
          2 | --range x=.. | --range x=..: must be none, clip, redraw, COLUMN=LOW..HIGH (numbers, days as in 2013-12-31, or durations as in PT1H; one of the two may be left out) or COLUMN=observed
          2 | --range =0..1 | --range =0..1: must be none, clip, redraw, COLUMN=LOW..HIGH (numbers, days as in 2013-12-31, or durations as in PT1H; one of the two may be left out) or COLUMN=observed
          2 | --range x=1e999999999.. | --range x=1e999999999..: 1e999999999 is no number that a column could hold
          2 | --range x=0..1e999 | --range x=0..1e999: 1e999 is no number that a column could hold
          2 | --range clip --range redraw | --range clip and --range redraw: one of the two
          2 | --range "x=0..1 | --range "x=0..1: the double quote at its start is not closed
          2 | --input-option foo | Value for option '--input-option' (K=V) should be in KEY=VALUE format but was foo
          2 | --input-option header=maybe | input DIR/good.csv cannot be opened: header flag can be true or false.
          2 | --input-option sep= | input DIR/good.csv cannot be opened: Delimiter cannot be empty
          2 | --input-option encoding=klingon | input DIR/good.csv cannot be opened: …
          2 | --input-option maxCharsPerColumn=2 | the input cannot be read: a value has more than 2 characters; raise the limit with --input-option maxCharsPerColumn=N
          2 | --output-option compression=fast | --output-option compression=fast: no codec of csv; it has none, uncompressed, gzip, bzip2, deflate, lz4, snappy
          2 | --schema ∅ | --schema '' is not a schema: write it as a DDL list, such as 'a INT, b DOUBLE'
          2 | --schema x␣NOTATYPE | --schema 'x NOTATYPE' is not a schema: write it as a DDL list, such as 'a INT, b DOUBLE'
          2 | --schema x␣INT,x␣INT,c␣STRING | input DIR/good.csv cannot be opened: …
          2 | --output-format ∅ | --output-format : there is no such format or source; the formats are parquet, orc, avro, csv, json, and sources go by the name that their jar registers (add it with --packages or --jars before the command)
          2 | --input-format parquet | input file file:DIR/good.csv cannot be read: it is not a Parquet file, or it was cut short; write it anew
          2 | --report DIR/out | --report DIR/out: lies within the output DIR/out: name another folder
          2 | --report DIR/good.csv | --report DIR/good.csv lies within the input file:DIR/good.csv: name another folder
          2 | --staging-dir DIR/s | --staging-dir is for tables and sources: a folder is staged beside itself; leave it out
          2 | --sql select␣1;drop␣table␣x | --sql: …
          2 | --range nosuch=0..1 | --range nosuch: there is no such column; the input has c, x, y
          2 | --range c=0..1 | --range c: it is not mixed; a range is for a mixed column of single numbers, dates, timestamps or day-time intervals
          2 | --schema x␣INT,y␣INT,c␣STRING | input file file:DIR/good.csv cannot be read: a value does not fit its column (null here): [null,null,c0]; mend the record (line breaks within quotes need --input-option multiLine=true)
          2 | --schema x␣DOUBLE | input file file:DIR/good.csv cannot be read: its header has 3 columns where 1 are expected; give every file the same columns, and --schema all of them
          2 | --schema y␣DOUBLE,x␣DOUBLE,c␣STRING | input file file:DIR/good.csv cannot be read: its header has 'x' where 'y' is expected; give every file the same header, every column a name of its own, and --schema the header's names
          2 | --sql select␣java_method('java.util.UUID','randomUUID')␣j,x␣from␣input | --sql: java_method() can run a method of Java, and is not taken, in quotes or comments either: leave it out
          2 | --sql select␣transform(x,y)␣using␣'cat'␣as␣(a␣double,b␣double)␣from␣input | --sql: TRANSFORM, MAP and REDUCE with USING run a program, and are not taken, in quotes or comments either: leave them out
          2 | --sql select␣1␣as␣`--`,␣reflect('java.lang.System','getProperty','user.home')␣j,␣x␣from␣input | --sql: reflect() can run a method of Java, and is not taken, in quotes or comments either: leave it out
          2 | --sql select␣r'\'␣a,␣try_reflect('a','b')␣j,␣r'\'␣b,␣x␣from␣input | --sql: try_reflect() can run a method of Java, and is not taken, in quotes or comments either: leave it out
          2 | --sql select␣/*␣/*␣*/␣'␣*/␣REFLECT('a','b')␣--␣' | --sql: REFLECT() can run a method of Java, and is not taken, in quotes or comments either: leave it out
          2 | --sql select␣identifier(concat('ref','lect'))('java.lang.System','getenv'),␣x␣from␣input | --sql: identifier() can run a method of Java, and is not taken, in quotes or comments either: leave it out
          2 | --sql select␣reflect ('java.lang.System','getenv'),␣x␣from␣input | --sql: reflect() can run a method of Java, and is not taken, in quotes or comments either: leave it out
          2 | --filter reflect('java.lang.System','exit',3)␣=␣1 | --filter: reflect() can run a method of Java, and is not taken, in quotes or comments either: leave it out
          2 | --filter false | the input has no rows: nothing to make synthetic rows from
          2 | --rows 1000000000000000000 | --rows 1000000000000000000: must be fewer than 10^18
          2 | --balance 9223372036854775807 --label c | --balance 9223372036854775807: must be fewer than 10^18 rows
          2 | --balance 999999999999999999 --label c | --balance 999999999999999999 of 2 classes makes 1999999999999999998 rows: must make fewer than 10^18
          2 | --input-option =x | --input-option =x: there is no name before the =
          2 | --sql select␣/*␣'*/builtin.`reflect`/**/('java.lang.System','getenv','HOME')␣j,x␣from␣input | --sql: reflect() can run a method of Java, and is not taken, in quotes or comments either: leave it out
          """)
  void options(int code, String options, String line) throws IOException {
    refused(code, "synthesize --input DIR/good.csv --output DIR/out " + options, line);
  }

  @ParameterizedTest(name = "{1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\f',
      textBlock =
          """
          2 | good.csv | --partition-by nosuch | --partition-by nosuch: the output has no such column; its columns are x, y, c
          2 | good.csv | --partition-by c,c | --partition-by c: named twice
          2 | good.csv | --soft-labels | --soft-labels: there is no label that is a class: name one with --label
          2 | good.csv | --soft-labels --label c | --soft-labels: both parents are of one class of 'c': add --within none
          2 | good.csv | --balance max --label x | --balance max: the label 'x' is a regression target and has no classes
          2 | good.csv | --mix nosuch | --mix nosuch: there is no such column; the input has c, x, y
          2 | good.csv | --mix z* | --mix z*: fits no column; the input has c, x, y
          2 | good.csv | --mix re:( | --mix re:(: is no regular expression: unclosed group
          2 | good.csv | --mix X | --mix X: there is no such column; the input has c, x, y
          2 | good.csv | --mix c | --mix c: its type is string; numbers, dates, times, vectors and arrays of numbers can be mixed
          2 | good.csv | --mix x --copy x | column 'x' is named in --mix and in --copy: one of the two
          2 | good.csv | --mix x --drop x | column 'x' is named in --mix and in --drop: one of the two
          2 | good.csv | --copy x --drop x | column 'x' is named in --copy and in --drop: one of the two
          2 | good.csv | --drop x,y,c | nothing to mix: no column is a number, a vector or an array of numbers; the columns are x double, y double, c string (columns of numbers that hold a word for 'missing' need --null-values)
          2 | good.csv | --within x | 40 of 40 rows (100.00 %) have no partner within x and would come out verbatim, more than --max-verbatim 0.01: use --within none or fewer columns, or raise it
          2 | good.csv | --within nosuch | --within nosuch: there is no such column; the input has c, x, y
          2 | good.csv | --within c --drop c | --within c: named in --drop, too; partners can agree only on a carried column
          2 | good.csv | --within none,c | --within none: there is no such column; the input has c, x, y
          2 | good.csv | --label nosuch | --label nosuch: there is no such column; the input has c, x, y
          2 | good.csv | --label c --drop c | --label c: named in --drop, too: one of the two
          2 | good.csv | --label c --mix c | --mix c: its type is string; numbers, dates, times, vectors and arrays of numbers can be mixed
          2 | good.csv | --mix ∅ | --mix : there is no such column; the input has c, x, y
          2 | good.csv | --id-columns x | --id-columns x: its type is double, new ids need text or bigint: use --ids keep or --ids drop
          2 | good.csv | --id-columns nosuch | --id-columns nosuch: there is no such column; the input has c, x, y
          2 | good.csv | --id-columns c --label c | --label c: named in --id-columns, too: one of the two
          2 | good.csv | --id-columns x --mix x | column 'x' is named in --mix and in --id-columns: one of the two
          2 | nested.parquet | --within m | 40 of 40 rows (100.00 %) have no partner within m and would come out verbatim, more than --max-verbatim 0.01: use --within none or fewer columns, or raise it
          2 | nested.parquet | --label m | --label m: its type is map<string,bigint>; a label is text, boolean or a number
          2 | nested.parquet | --mix s | --mix s: its type is struct<x:double>; numbers, dates, times, vectors and arrays of numbers can be mixed, and leaves of structs by path, such as s.x
          2 | nested.parquet | --mix s.nosuch | --mix s.nosuch: there is no such column; the input has m, s, x
          2 | nested.parquet | --mix m | --mix m: its type is map<string,bigint>; numbers, dates, times, vectors and arrays of numbers can be mixed
          2 | ragged.parquet |  | mixed column 'a' holds 1 and 3 elements in rows that are mixed with each other: carry it with --copy or --ragged carry, or make them equally long
          2 | text.parquet |  | nothing to mix: no column is a number, a vector or an array of numbers; the columns are c string (columns of numbers that hold a word for 'missing' need --null-values)
          """)
  void columns(int code, String input, String options, String line) throws IOException {
    refused(code, synthesize(input, options), line);
  }

  @ParameterizedTest(name = "{1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\f',
      textBlock =
          """
          2 | no-rows.csv |  | the input has no rows: nothing to make synthetic rows from
          2 | one-row.csv |  | the input has one row, and mixing needs two: give it more, or copy it with --max-verbatim 1
          2 | nulls.parquet | --mix x --nulls drop | --nulls drop: no row of the input holds all mixed values, nothing is left
          2 | nulls.parquet | --mix x --nulls fail | --nulls fail: of 40 rows some miss a value in mixed column 'x' (40): use --nulls match or drop, or carry the column with --copy
          2 | infinite.parquet |  | mixed column 'x' holds 1 infinite value, which cannot be mixed: carry it with --copy, or replace them
          2 | huge.parquet |  | mixed column 'x' holds numbers whose squares leave doubles no room to sum them, so that it cannot be verified: scale it, carry it with --copy, or use --verify off
          2 | long.parquet |  | mixtures lie beyond the range of the type in column 'x' (8): keep the column in a range with --range, write whole numbers as doubles with --integers double, widen the type, or carry the column with --copy
          2 | decimal.parquet |  | mixtures lie beyond the range of the type in column 'x' (10): keep the column in a range with --range, widen the type, or carry the column with --copy
          2 | classes.csv | --label c --soft-labels --within none | --soft-labels: the label 'c' has 100,000 classes, at most 1,000 can get columns
          2 | strings.csv | --within t | 4 of 4 rows (100.00 %) have no partner within t and would come out verbatim, more than --max-verbatim 0.01: use --within none or fewer columns, or raise it
          2 | forged.parquet | --mix ␛[2Jx | --mix [U+001B][2Jx: there is no such column; the input has k, x[U+000A][U+001B][2Kdone
          2 | twice.csv |  | input file file:DIR/twice.csv cannot be read: its header has the name 'a' more than once; give every column one of its own
          2 | unnamed.csv |  | input file file:DIR/unnamed.csv cannot be read: its header has no name where '_c1' is expected; give every file the same header, every column a name of its own, and --schema the header's names
          """)
  void data(int code, String input, String options, String line) throws IOException {
    refused(code, synthesize(input, options), line);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\f',
      textBlock =
          """
          2 | ∅ | input '' is not a path: it is blank
          2 | ␣ | input ' ' is not a path: it is blank
          2 | DIR/absent.csv | input DIR/absent.csv does not exist
          2 | DIR/*.xyz | input DIR/*.xyz matches no file or folder
          2 | DIR/[ | input DIR/[ does not exist, and is no glob: Unclosed character class at pos 1: `[`
          2 | DIR/{a | input DIR/{a does not exist, and is no glob: Unclosed group at pos 2: `{a`
          2 | DIR/empty.csv | input DIR/empty.csv is empty: CSV needs a header line
          2 | DIR/empty.json | input DIR/empty.json is empty: JSON names its columns in its records; name them with --schema
          2 | DIR/empty.parquet | input file file:DIR/empty.parquet cannot be read: it is not a Parquet file, or it was cut short; write it anew
          2 | DIR/empty.orc | input DIR/empty.orc holds no data files
          2 | DIR/folder | the file names of input DIR/folder do not tell the format: name it with --input-format (parquet, orc, avro, csv, json)
          2 | DIR/nothing.parquet | input DIR/nothing.parquet holds no data files
          2 | DIR/cut.parquet | input file file:DIR/cut.parquet cannot be read: it is not a Parquet file, or it was cut short; write it anew
          2 | DIR/bent.parquet | input file file:DIR/bent.parquet cannot be read: it is corrupt or was cut short; write it anew
          2 | DIR/parquet.csv | input file file:DIR/parquet.csv is not text in UTF-8, as its line 1 shows: name the encoding, such as --input-option encoding=ISO-8859-1
          2 | DIR/csv.json | the input cannot be read: a record is not a JSON object; write one object per line (records over several lines, or one array of all, need --input-option multiLine=true)
          2 | DIR/csv.orc | input file file:DIR/csv.orc cannot be read: it is no ORC file, is corrupt, or was cut short; write it anew
          2 | DIR/csv.avro | input file file:DIR/csv.avro cannot be read: it is no Avro file, is corrupt, or was cut short; write it anew
          2 | DIR/array.json | input DIR/array.json cannot be read: the line '{"x": 2}]' goes on after the end of its record; write one record per line (one array of all needs --input-option multiLine=true)
          2 | DIR/cut.json | the input cannot be read: a record is not a JSON object; write one object per line (records over several lines, or one array of all, need --input-option multiLine=true)
          2 | DIR/types.json | nothing to mix: no column is a number, a vector or an array of numbers; the columns are x string (columns of numbers that hold a word for 'missing' need --null-values)
          2 | DIR/latin1.csv | input file file:DIR/latin1.csv is not text in UTF-8, as its line 2 shows: name the encoding, such as --input-option encoding=ISO-8859-1
          2 | DIR/utf16.csv | input file file:DIR/utf16.csv is text in UTF-16, as its first bytes say: it needs --input-option encoding=UTF-16 --input-option multiLine=true
          2 | DIR/cut.csv.gz | input file file:DIR/cut.csv.gz cannot be read: it is corrupt or was cut short; write it anew
          2 | DIR/quote.csv | input file file:DIR/quote.csv has a line that ends within a quoted field, line 3: where the text goes on in the next line, --input-option multiLine=true reads it; else close the quote
          2 | DIR/short.csv | input file file:DIR/short.csv cannot be read: the record '3' has too few or too many fields; mend the record (line breaks within quotes need --input-option multiLine=true)
          2 | DIR/long.csv | input file file:DIR/long.csv cannot be read: the record '3,4,5' has too few or too many fields; mend the record (line breaks within quotes need --input-option multiLine=true)
          2 | DIR/words.csv --schema x␣DOUBLE,y␣DOUBLE | input file file:DIR/words.csv cannot be read: a value does not fit its column (null here): [null,4.0]; mend the record (line breaks within quotes need --input-option multiLine=true)
          2 | DIR/dangling.csv | input DIR/dangling.csv does not exist
          2 | DIR/good.csv DIR/other.csv | input file file:DIR/other.csv cannot be read: its header has 2 columns where 3 are expected; give every file the same columns, and --schema all of them
          2 | DIR/good.csv DIR/good.parquet | input DIR/good.csv, DIR/good.parquet holds files of several formats (parquet, csv): give one kind, or name it with --input-format
          2 | /dev/null | the file names of input /dev/null do not tell the format: name it with --input-format (parquet, orc, avro, csv, json)
          2 | DIR/good.csv/x.csv | input DIR/good.csv/x.csv does not exist
          2 | DIR/␀ | input 'DIR/[U+0000]' is not a path: it holds a NUL character
          2 | foo://host/x.csv | input foo://host/x.csv is on a file system that this Spark does not know: add the connector for foo: to its class path
          2 | s3a://bucket/x.csv | input s3a://bucket/x.csv is on a file system that this Spark does not know: add the connector for s3a: to its class path
          2 | hdfs:///x.csv | hdfs:/x.csv names no host, and fs.defaultFS is no HDFS: write hdfs://HOST:PORT/FOLDER
          1 | hdfs://127.0.0.1:1/x.csv | the file system does not answer (Call From …
          2 | a:b | input 'a:b' is not a path: java.net.URISyntaxException: Relative path in absolute URI: a:b
          2 | table:' | input table:' does not exist; for tables of Hive, put --conf spark.sql.catalogImplementation=hive before the command
          2 | table:a.b.c.d | table:a.b.c.d: …
          """)
  void files(int code, String inputs, String line) throws IOException {
    refused(code, "synthesize --output DIR/out --input " + inputs, line);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\f',
      textBlock =
          """
          2 | synthesize --input DIR/good.csv --output ∅ | no output: name a folder with --output
          2 | synthesize --input DIR/good.csv --output ␣ | no output: name a folder with --output
          2 | synthesize --input DIR/good.csv --output / | output / is the root of a file system: name a folder below it
          2 | synthesize --input DIR/good.csv --output DIR/␀ | output 'DIR/[U+0000]' is not a path: it holds a NUL character
          2 | synthesize --input DIR/good.csv --output foo://host/x | output foo://host/x is on a file system that this Spark does not know: add the connector for foo: to its class path
          2 | synthesize --input DIR/good.csv --output hdfs:///x | hdfs:/x names no host, and fs.defaultFS is no HDFS: write hdfs://HOST:PORT/FOLDER
          2 | synthesize --input DIR/good.csv --output s3a://bucket/x | output s3a://bucket/x is on a file system that this Spark does not know: add the connector for s3a: to its class path
          2 | synthesize --input DIR/good.csv --output table: | table: is no name of a table: write table:NAME or table:DATABASE.NAME
          2 | synthesize --input DIR/good.csv --output table:a.b.c.d | table:a.b.c.d: …
          2 | synthesize --input DIR/good.csv --output table:nosuch.t | output table:nosuch.t: there is no database `nosuch`; create it first
          2 | synthesize --input DIR/good.csv --output table:' | output table:': a name of Spark's own catalog holds letters, digits and _ only
          2 | profile --input DIR/good.csv --output DIR/good.csv --mode overwrite | output DIR/good.csv lies within the input file:DIR/good.csv: name another file
          2 | profile --merge DIR/good.csv --output DIR/out | --merge DIR/good.csv: is no profile, or a damaged one: JSON: 1: Token not allowed in valid JSON: 'x'
          2 | profile --merge DIR/absent.json --output DIR/out | --merge DIR/absent.json: there is no such file
          2 | profile --merge DIR/empty.json --output DIR/out | --merge DIR/empty.json: is no profile, or a damaged one: JSON: 1: Empty document
          2 | profile --merge DIR/cut.json --output DIR/out | --merge DIR/cut.json: is no profile, or a damaged one: JSON: 2: Document has trailing tokens after first object or array: '{'
          2 | verify --original DIR/good.csv --synthetic DIR/other.csv | the synthetic rows do not have the original's columns: 'x' is missing, 'y' is missing, 'c' is missing; give them the same columns, or leave out with --drop what is not to be compared
          2 | verify --original DIR/good.csv --synthetic DIR/absent.csv | --synthetic DIR/absent.csv: does not exist
          2 | verify --original DIR/good.csv | nothing to compare: name the rows with --original (or their profile with --profile) and with --synthetic
          2 | verify --original DIR/good.csv --synthetic DIR/no-rows.csv | the synthetic rows do not have the original's columns: 'c' is missing; give them the same columns, or leave out with --drop what is not to be compared
          2 | verify --original DIR/no-rows.csv --synthetic DIR/no-rows.csv | nothing to mix: no column is a number, a vector or an array of numbers; the columns are x string, y string (columns of numbers that hold a word for 'missing' need --null-values)
          2 | verify --profile DIR/good.csv --synthetic DIR/good.csv | --profile DIR/good.csv: is no profile, or a damaged one: JSON: 1: Token not allowed in valid JSON: 'x'
          2 | verify --profile DIR/types.json --synthetic DIR/good.csv | --profile DIR/types.json: is no profile, or a damaged one: JSON: 2: Document has trailing tokens after first object or array: '{'
          2 | verify --original DIR/good.csv --synthetic DIR/good.csv --utility | --utility: there is no column to be predicted; name one with --label
          2 | verify --original DIR/good.csv --synthetic DIR/good.csv --holdout DIR/good.csv | --holdout DIR/good.csv: is for --utility alone; add it, or leave this out
          2 | repeat --input DIR/good.csv --output DIR/out --rounds 0 | --rounds 0: must lie in [1, 999]
          2 | repeat --input DIR/good.csv --output DIR/out --rounds 1000 | --rounds 1000: must lie in [1, 999]
          2 | repeat --input DIR/good.csv --output DIR/out --rounds 2 --keep-originals | --keep-originals: every round needs the columns of the last one, and no more; leave it out
          2 | repeat --input DIR/good.csv --output DIR/out --rounds 2 --compare normal | --compare normal: must be uniform, beta=A such as beta=0.1, or fixed=W
          2 | repeat --input DIR/good.csv --output DIR/good.csv --rounds 2 | output DIR/good.csv exists already, and holds no rounds: name another
          """)
  void otherCommands(int code, String command, String line) throws IOException {
    refused(code, command, line);
  }

  /** What is odd and right is not refused: all rows come out, and what is carried as it was. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\f',
      textBlock =
          """
          nulls.parquet | --mix x | k
          constant.parquet |  | c
          one-class.parquet | --label c --balance max | c
          wide.csv | --verify off | -
          classes.csv | --label c --verify off | c
          strings.csv |  | t
          names.parquet |  | c,"d"
          names.parquet | --output-format json | c,"d"
          folders.parquet | --partition-by c | c
          forged.parquet | --mix k | x␤␛[2Kdone
          case.csv | --mix x | X
          formula.csv |  | t
          nul.csv |  | c
          """)
  void nothingIsLost(String input, String options, String carried, @TempDir Path out) {
    CommandRun run =
        run(
            String.format(
                "synthesize --input DIR/%s --output %s/out %s",
                input, out, options == null ? "" : options));
    assertThat(run.code()).as(run.err() + run.out()).isZero();
    assertThat(run.out() + run.err()).doesNotContain("\u001b").doesNotContain("\tat ");
    Dataset<Row> original = rows(folder.resolve(input));
    Dataset<Row> made = rows(out.resolve("out"));
    assertThat(made.columns()).containsExactlyInAnyOrder(original.columns());
    assertThat(made.count()).isEqualTo(original.count());
    if (!carried.equals("-")) {
      assertThat(values(made, carried)).isEqualTo(values(original, carried));
    }
  }

  /** Read as the job reads. */
  private static Dataset<Row> rows(Path path) {
    SparkSession session = LocalSpark.session().newSession();
    session.conf().set("spark.sql.caseSensitive", "true");
    session.conf().set("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
    return InputReader.read(session, InputRequest.of(path.toString()));
  }

  private static List<Row> values(Dataset<Row> rows, String column) {
    // By position: the session that is active here would take x and X for one.
    int at = Arrays.asList(rows.columns()).indexOf(spelled(column));
    String[] names =
        IntStream.range(0, rows.columns().length).mapToObj(k -> "c" + k).toArray(String[]::new);
    return rows.toDF(names).groupBy("c" + at).count().orderBy("c" + at).collectAsList();
  }
}
