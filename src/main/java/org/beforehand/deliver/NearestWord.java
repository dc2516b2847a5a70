package org.beforehand.deliver;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What somebody may have meant who misspelt a word. */
final class NearestWord {

  private NearestWord() {}

  /**
   * The word of {@code known} that takes the fewest single-letter changes, or null where it would
   * take more than a third of the letters.
   */
  static @Nullable String to(String written, Collection<String> known) {
    String nearest = null;
    int fewest = Math.max(1, written.length() / 3) + 1;
    for (String word : known) {
      int changes = changes(written, word);
      if (changes < fewest) {
        fewest = changes;
        nearest = word;
      }
    }
    return nearest;
  }

  private static int changes(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
