package org.beforehand.customer;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what a misspelt name was probably meant to be. */
public final class Spelling {
  /** More letters than two words can differ in, since they are cut. */
  private static final int ANY = 128;

  private Spelling() {}

  /**
   * A hint to append to an error: {@code ; did you mean "birthday"?}, or the known names when none
   * is near.
   *
   * @param known the names that would have been right; must not be empty
   */
  public static String hint(String word, Collection<String> known) {
    String nearest = nearest(word, known, Math.max(2, word.length() / 2));
    return nearest == null
        ? "; known are " + String.join(", ", known)
        : "; did you mean \"" + nearest + "\"?";
  }

  /**
   * A hint to append to an error about a sentence: {@code ; did you mean "a call was dropped"?}, or
   * the nearest there is, however far.
   *
   * @param known the sentences that would have been right; too many to list them all
   */
  public static String sentenceHint(String line, Collection<String> known) {
    // What stands in the slots differs from their names, and is no mistake.
    String meant = nearest(line, known, Math.max(2, line.length() * 3 / 5));
    String nearest = nearest(line, known, ANY);
    return meant != null
        ? "; did you mean \"" + meant + "\"?"
        : nearest != null ? "; the nearest sentence is \"" + nearest + "\"" : "";
  }

  /** The known word that takes the fewest changed letters, or null where none is near. */
  public static @Nullable String nearest(String word, Collection<String> known) {
    return nearest(word, known, Math.max(1, word.length() / 3));
  }

  private static @Nullable String nearest(String word, Collection<String> known, int most) {
    String lower = word.toLowerCase(Locale.ROOT);
    String best = null;
    int least = most + 1;
    for (String name : known) {
      int distance = distance(lower, name.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return best;
  }

  /** Levenshtein's: how many letters to insert, remove or change. Words are cut at 64 letters. */
  private static int distance(String left, String right) {
    int width = Math.min(right.length(), 64);
    int[] above = new int[width + 1];
    for (int j = 0; j <= width; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= Math.min(left.length(), 64); i++) {
      int[] row = new int[width + 1];
      row[0] = i;
      for (int j = 1; j <= width; j++) {
        int change = above[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[width];
  }
}
