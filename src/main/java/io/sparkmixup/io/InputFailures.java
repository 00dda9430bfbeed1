package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;

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
      Pattern.compile("(?:path=|CSV file: )([^;\\s]+)|([^\\s:]*:?/\\S+) is not a Parquet file");

  private static final List<Rule> RULES =
      List.of(
          rule(
              "CSV header does not conform to the schema.*?Expected: (.*?) but found: (.*?)\\s*CSV",
              m ->
                  String.format(
                      "its header has '%s' where '%s' is expected; give every file the same header,"
                          + " every column a name of its own, and --schema the header's names",
                      m.group(2), m.group(1))),
          rule(
              "Number of column in CSV header is not equal to number of fields in the schema.*?"
                  + "Header length: (\\d+), schema size: (\\d+)",
              m ->
                  String.format(
                      "its header has %s columns where %s are expected; give every file the same"
                          + " columns, and --schema all of them",
                      m.group(1), m.group(2))),
          rule(
              "Malformed records are detected in record parsing: (.*?)\\.?\\s*Parse Mode",
              m ->
                  "a record does not fit the columns: "
                      + m.group(1)
                      + "; mend the record (for line breaks within quotes use --input-option"
                      + " multiLine=true)"),
          rule(
              "is not a Parquet file|Could not read footer|CANNOT_READ_FILE_FOOTER",
              m -> "it is not a Parquet file, or it was cut short; write it anew"),
          rule(
              "Parquet column cannot be converted|PARQUET_COLUMN_DATA_TYPE_MISMATCH"
                  + "|SchemaColumnConvertNotSupported",
              m -> "a column has another type than in the schema; give all files one schema"),
          rule(
              "Failed merging schema|CANNOT_MERGE_SCHEMAS",
              m -> "the files have schemas that do not go together; give all files one schema"),
          rule(
              "ParquetDecodingException|could not decompress|Could not read page|could not verify"
                  + " page|EOFException|Unexpected end of|ZipException|not in GZIP format"
                  + "|not a gzip file|unknown compression method|invalid block type",
              m -> "it is corrupt or was cut short; write it anew"));

  private InputFailures() {}

  /**
   * Returns the line for the user where broken input is the cause.
   *
   * @param failure what a Spark job threw
   * @return empty where the failure has another cause
   */
  public static Optional<RequestException> asRequestException(Throwable failure) {
    List<String> messages = messages(failure);
    for (Rule rule : RULES) {
      for (String message : messages) {
        Matcher matcher = rule.symptom.matcher(message);
        if (matcher.find()) {
          String line = fileName(messages) + " cannot be read: " + rule.says.apply(matcher);
          return Optional.of(new RequestException(oneLine(line), failure));
        }
      }
    }
    return Optional.empty();
  }

  /** What opening an input threw: also options and columns that Spark refuses. */
  static RuntimeException onOpening(InputRequest request, Exception failure) {
    Optional<RequestException> known = asRequestException(failure);
    if (known.isPresent()) {
      return known.get();
    }
    if (failure instanceof AnalysisException || failure instanceof IllegalArgumentException) {
      return new RequestException(
          String.format(
              "input %s cannot be opened: %s",
              String.join(", ", request.locations()), oneLine(failure.getMessage())),
          failure);
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(oneLine(String.valueOf(failure.getMessage())), failure);
  }

  private static Rule rule(String symptom, Function<MatchResult, String> says) {
    return new Rule(Pattern.compile(symptom, Pattern.DOTALL), says);
  }

  /** Class names count as message: some of these exceptions say nothing else. */
  private static List<String> messages(Throwable failure) {
    List<String> messages = new ArrayList<>();
    for (Throwable t = failure; t != null && messages.size() < 32; t = t.getCause()) {
      messages.add(t.getClass().getSimpleName() + ": " + t.getMessage());
    }
    return messages;
  }

  private static String fileName(List<String> messages) {
    for (Pattern pattern : List.of(FILE_OF_READ, FILE_OF_SYMPTOM)) {
      for (String message : messages) {
        Matcher matcher = pattern.matcher(message);
        if (matcher.find()) {
          String found = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
          return "input file " + found;
        }
      }
    }
    return "the input";
  }

  static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= 500 ? line : line.substring(0, 499) + "…";
  }
}
