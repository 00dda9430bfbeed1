package io.sparkmixup.cli;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/** The known word that was probably meant. */
final class Nearest {

  private Nearest() {}

  /**
   * The end of a sentence about an unknown word: the one of {@code known} that differs least from
   * it, nothing where all are too different to be meant.
   */
  static String hint(String word, Collection<String> known) {
    return known.stream()
        .min(Comparator.<String>comparingInt(name -> distance(word, name)).thenComparing(n -> n))
        .filter(name -> distance(word, name) <= Math.max(2, word.length() / 2))
        .map(name -> "; did you mean '" + name + "'?")
        .orElse("");
  }

  /** How many letters have to be changed, added or taken away (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
