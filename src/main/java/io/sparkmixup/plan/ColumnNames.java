package io.sparkmixup.plan;

import io.sparkmixup.RequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which columns a user means: a column by its name; else, by a pattern, several. A pattern is a
 * glob, in which {@code *} stands for any characters and {@code ?} for one, or a regular expression
 * behind {@code re:} that fits the whole name.
 */
final class ColumnNames {

  static final String REGULAR = "re:";

  private final List<String> columns;

  ColumnNames(List<String> columns) {
    this.columns = columns;
  }

  /** Whether a word can mean other columns than the one of that name. */
  boolean isPattern(String word) {
    return !columns.contains(word)
        && (word.startsWith(REGULAR) || word.contains("*") || word.contains("?"));
  }

  /**
   * The columns that a word means, in the input's order.
   *
   * @throws RequestException if there are none
   */
  List<String> find(String word, String option) {
    if (columns.contains(word)) {
      return List.of(word);
    }
    if (!isPattern(word)) {
      throw new RequestException(
          String.format(
              Locale.ROOT, "%s %s: there is no such column; %s", option, word, described()));
    }
    Pattern pattern = word.startsWith(REGULAR) ? regular(word, option) : glob(word);
    List<String> found = fitting(pattern);
    if (found.isEmpty()) {
      throw new RequestException(
          String.format(Locale.ROOT, "%s %s: fits no column; %s", option, word, described()));
    }
    return found;
  }

  /** The columns that a word means, which may be none, as those of a faulty pattern are. */
  List<String> findOrNone(String word) {
    if (columns.contains(word)) {
      return List.of(word);
    }
    try {
      return fitting(
          word.startsWith(REGULAR)
              ? Pattern.compile(word.substring(REGULAR.length()))
              : glob(word));
    } catch (PatternSyntaxException e) {
      return List.of();
    }
  }

  private List<String> fitting(Pattern pattern) {
    return columns.stream().filter(c -> pattern.matcher(c).matches()).toList();
  }

  /** The columns that several words mean, each once. */
  List<String> findAll(List<String> words, String option) {
    List<String> found = new ArrayList<>();
    for (String word : words) {
      find(word, option).stream().filter(c -> !found.contains(c)).forEach(found::add);
    }
    return found;
  }

  private String described() {
    return "the input has " + String.join(", ", columns.stream().sorted().limit(50).toList());
  }

  private static Pattern regular(String word, String option) {
    try {
      return Pattern.compile(word.substring(REGULAR.length()));
    } catch (PatternSyntaxException e) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              "%s %s: is no regular expression: %s",
              option,
              word,
              e.getDescription().toLowerCase(Locale.ROOT)),
          e);
    }
  }

  private static Pattern glob(String word) {
    StringBuilder regular = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      regular.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return Pattern.compile(regular.toString(), Pattern.DOTALL);
  }
}
