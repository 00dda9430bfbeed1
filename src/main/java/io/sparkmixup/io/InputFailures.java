package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.apache.spark.SparkThrowable;

/**
 * Makes one line of the failures that broken input causes.
 *
 * <p>Spark wraps them several times and names them differently from release to release, so they are
 * recognised by what the messages in the cause chain say, in the wording of Spark 3.5 and of 4.x. A
 * file that has vanished, or a lost file system, is none of them: that is no fault of the request.
 */
public final class InputFailures {

  private record Rule(Pattern symptom, Function<MatchResult, String> says) {}

  private static final Pattern FILE_OF_READ =
      Pattern.compile("while reading file (.+?)\\.(?:\\s|$)");
  private static final Pattern FILE_OF_SYMPTOM =
      Pattern.compile(
          "(?:path=|CSV file: |Could not read file: |inode=\"|"
              + "FileNotFoundException: (?=\\S+ \\(Permission denied))([^;\\s\"]+)"
              + "|([^\\s:]*:?/\\S+) is not a Parquet file");

  private static final String MEND =
      "; mend the record (line breaks within quotes need --input-option multiLine=true)";

  /** What separates fields where commas do not. */
  private static final Pattern OTHER_SEPARATOR = Pattern.compile("[;\t|]");

  private static final List<Rule> RULES =
      List.of(
          rule(
              "CSV header does not conform to the schema.*?Expected: (.*?) but found: (.*?)\\s*CSV",
              InputFailures::header),
          rule(
              "\\(Permission denied\\) thrown by java\\.io\\.FileInputStream"
                  + "|Permission denied: user=\\S+, access=READ",
              m -> "permission denied; run as a user who may read it, or have that allowed"),
          rule(
              "Number of column in CSV header is not equal to number of fields in the schema.*?"
                  + "Header length: (\\d+), schema size: (\\d+)",
              m ->
                  String.format(
                      "its header has %s columns where %s are expected; give every file the same"
                          + " columns, and --schema all of them",
                      m.group(1), m.group(2))),
          rule(
              "exceeds the maximum number of characters defined in your parser settings \\((\\d+)\\)",
              m ->
                  String.format(
                      "a value has more than %s characters; raise the limit with --input-option"
                          + " maxCharsPerColumn=N",
                      m.group(1))),
          rule(
              "TextParsingException: java.lang.ArrayIndexOutOfBounds.*?Maximum number of columns=(\\d+)",
              m ->
                  String.format(
                      "a record has more than %s columns; raise the limit with --input-option"
                          + " maxColumns=N",
                      m.group(1))),
          rule("Malformed CSV record: (.*?)\\s*(?:SQLSTATE|$)", InputFailures::record),
          rule(
              "Cannot parse the field name ['`](.*?)['`] and the value ['`]?(.*?)['`]? of the JSON",
              m ->
                  String.format(
                      "the value %s does not fit its column '%s'; mend the record, or give the"
                          + " column another type with --schema",
                      m.group(2), m.group(1))),
          rule(
              "Json(?:Parse|EOF)Exception|CannotParseJSONFieldException|INVALID_JSON_RECORD_TYPE"
                  + "|Malformed records are detected in schema inference",
              m ->
                  "a record is not a JSON object; write one object per line (records over several"
                      + " lines, or one array of all, need --input-option multiLine=true)"),
          rule(
              "Malformed records are detected in record parsing: (.*?)\\.?\\s*(?:Parse Mode|$)",
              m -> "a value does not fit its column (null here): " + m.group(1) + MEND),
          rule(
              "Parquet column cannot be converted|PARQUET_COLUMN_DATA_TYPE_MISMATCH"
                  + "|SchemaColumnConvertNotSupported|ORC does not support type conversion"
                  + "|Cannot convert Avro type",
              m -> "a column has another type than in the schema; give all files one schema"),
          rule(
              "Failed merging schema|CANNOT_MERGE_SCHEMAS",
              m -> "the files have schemas that do not go together; give all files one schema"),
          // Whatever their readers stumble over is the file. Spark says 'footer' of ORC, too.
          rule(
              "thrown by \\S*org\\.apache\\.orc\\.",
              m -> "it is no ORC file, is corrupt, or was cut short; write it anew"),
          rule(
              "thrown by \\S*org\\.apache\\.avro\\.",
              m -> "it is no Avro file, is corrupt, or was cut short; write it anew"),
          rule(
              "is not a Parquet file|Could not read footer|CANNOT_READ_FILE_FOOTER"
                  + "|footer is too large|footer index is not within the file",
              m -> "it is not a Parquet file, or it was cut short; write it anew"),
          rule(
              "Could not read schema while reading file",
              m -> "it is not of the format, is corrupt, or was cut short; write it anew"));

  /** Methods from the top of a stack: below them stand those that only passed a failure on. */
  private static final int TOP = 3;

  /** What damaged bytes cause, and other things too: it counts only where a file was being read. */
  private static final Pattern DAMAGE =
      Pattern.compile(
          "ParquetDecodingException|can not read class org.apache.parquet|FAILED_TO_UNCOMPRESS"
              + "|(?i:could not (?:decompress|read page|verify page))|ChecksumException"
              + "|Reached the end of stream|Unexpected end of|ZipException|not a gzip file"
              + "|incorrect header check|unknown compression method|invalid block type");

  private static final String IS_DAMAGED = "it is corrupt or was cut short; write it anew";

  private InputFailures() {}

  /** Whether damaged bytes are a cause, where files were being read. */
  static boolean isDamage(Throwable failure) {
    return messages(failure).stream().anyMatch(DAMAGE.asPredicate());
  }

  /** What a user is told of a file with damaged bytes. */
  static RequestException damaged(String file, Throwable failure) {
    return new RequestException(
        "input file " + decoded(file) + " cannot be read: " + IS_DAMAGED, failure);
  }

  /**
   * Returns the line for the user where broken input is the cause.
   *
   * @param failure what a Spark job threw
   * @return empty where the failure has another cause
   */
  public static Optional<RequestException> asRequestException(Throwable failure) {
    List<String> messages = messages(failure);
    Optional<String> file = fileName(messages);
    return explain(messages, file.isPresent())
        .map(
            why ->
                new RequestException(
                    oneLine(
                        file.map(name -> "input file " + name).orElse("the input")
                            + " cannot be read: "
                            + why),
                    failure));
  }

  private static Optional<String> explain(List<String> messages, boolean readingFile) {
    for (Rule rule : RULES) {
      for (String message : messages) {
        Matcher matcher = rule.symptom.matcher(message);
        if (matcher.find()) {
          return Optional.of(rule.says.apply(matcher));
        }
      }
    }
    return readingFile && messages.stream().anyMatch(DAMAGE.asPredicate())
        ? Optional.of(IS_DAMAGED)
        : Optional.empty();
  }

  /** What opening an input threw: also options and columns that Spark refuses. */
  static RuntimeException onOpening(InputRequest request, Exception failure) {
    Optional<RequestException> known = asRequestException(failure);
    if (known.isPresent()) {
      return known.get();
    }
    String message = oneLine(String.valueOf(failure.getMessage()));
    String input = request.described();
    if (message.contains("UNABLE_TO_INFER_SCHEMA")) {
      return new RequestException("input " + input + " holds no data files", failure);
    }
    Optional<String> refused =
        isRefusal(failure) || namesOption(message, request)
            ? Optional.of(message)
            : refusedByDatabase(failure);
    if (refused.isPresent()) {
      return new RequestException(
          "input " + input + " cannot be opened: " + refused.get(), failure);
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(message, failure);
  }

  /**
   * Spark says of some options what they may be ({@code header flag can be true or false}), and in
   * no other way that it is about them.
   */
  private static boolean namesOption(String message, InputRequest request) {
    return request.options().keySet().stream()
        .anyMatch(
            key ->
                Pattern.compile(
                        "^" + Pattern.quote(key) + "(?: flag)? (?:can|should|must) be ",
                        Pattern.CASE_INSENSITIVE)
                    .matcher(message)
                    .find());
  }

  /** Whether Spark refused what it was asked, which is never a {@link SparkException}: a job's. */
  private static boolean isRefusal(Exception failure) {
    return failure instanceof IllegalArgumentException
        || (failure instanceof SparkThrowable && !(failure instanceof SparkException));
  }

  /**
   * What a database says of names, rights and syntax: the classes of states for that in the SQL
   * standard.
   */
  private static Optional<String> refusedByDatabase(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && sql.getSQLState() != null) {
        return Stream.of("28", "3D", "3F", "42").anyMatch(sql.getSQLState()::startsWith)
            ? Optional.of(oneLine(String.valueOf(sql.getMessage())))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Decimal commas within fields that something else separates look like too many fields. */
  private static String record(MatchResult m) {
    Matcher other = OTHER_SEPARATOR.matcher(m.group(1));
    return "the record '"
        + m.group(1)
        + "' has too few or too many fields"
        + (other.find()
            ? "; where it is '%1$s' that separates them, say --input-option 'sep=%1$s'; else"
                    .formatted(other.group().replace("\t", "\\t"))
                + MEND.substring(1)
            : MEND);
  }

  /** Spark gives names that occur twice a number, and then misses what it has made up. */
  private static String header(MatchResult m) {
    String expected = m.group(1);
    String found = m.group(2);
    if (!found.isBlank() && expected.matches(Pattern.quote(found) + "\\d+")) {
      return "its header has the name '"
          + found
          + "' more than once; give every column one of its own";
    }
    return String.format(
        "its header has %s where '%s' is expected; give every file the same header, every column a"
            + " name of its own, and --schema the header's names",
        found.isBlank() ? "no name" : "'" + found + "'", expected);
  }

  private static Rule rule(String symptom, Function<MatchResult, String> says) {
    return new Rule(Pattern.compile(symptom, Pattern.DOTALL), says);
  }

  /** Class names count as message, and who threw it: some of these exceptions say nothing else. */
  private static List<String> messages(Throwable failure) {
    List<String> messages = new ArrayList<>();
    for (Throwable t = failure; t != null && messages.size() < 32; t = t.getCause()) {
      messages.add(t.getClass().getSimpleName() + ": " + t.getMessage() + thrower(t));
    }
    return messages;
  }

  /** Without those who miss a class of their own: that is no fault of the file. */
  private static String thrower(Throwable failure) {
    if (failure instanceof Error || failure.getCause() instanceof Error) {
      return "";
    }
    return Arrays.stream(failure.getStackTrace())
        .limit(TOP)
        .map(StackTraceElement::getClassName)
        .collect(Collectors.joining(",", " thrown by ", ""));
  }

  private static Optional<String> fileName(List<String> messages) {
    for (Pattern pattern : List.of(FILE_OF_READ, FILE_OF_SYMPTOM)) {
      for (String message : messages) {
        Matcher matcher = pattern.matcher(message);
        if (matcher.find()) {
          return Optional.of(
              decoded(matcher.group(1) != null ? matcher.group(1) : matcher.group(2)));
        }
      }
    }
    return Optional.empty();
  }

  /** Spark writes most file names as URIs, some as they are. */
  private static String decoded(String file) {
    try {
      return new Path(URI.create(file)).toString();
    } catch (IllegalArgumentException e) {
      return file;
    }
  }

  static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= 500 ? line : line.substring(0, 499) + "…";
  }
}
