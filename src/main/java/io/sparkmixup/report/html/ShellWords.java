package io.sparkmixup.report.html;

import io.sparkmixup.report.Printable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes words so that a shell (bash, zsh, ksh) reads the same words. */
final class ShellWords {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellWords() {}

  static String of(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    // What cannot be seen could not be copied either.
    return Printable.of(word).equals(word) ? "'" + word.replace("'", "'\\''") + "'" : ansiC(word);
  }

  /** The quotes of ANSI C, in which every byte can be spelled out. */
  private static String ansiC(String word) {
    StringBuilder result = new StringBuilder("$'");
    word.codePoints()
        .forEach(
            c -> {
              String one = Character.toString(c);
              if (c == '\'' || c == '\\') {
                result.append('\\').append(one);
              } else if (Printable.of(one).equals(one)) {
                result.append(one);
              } else {
                for (byte b : one.getBytes(StandardCharsets.UTF_8)) {
                  result.append(String.format(Locale.ROOT, "\\%03o", b & 0xff));
                }
              }
            });
    return result.append('\'').toString();
  }
}
