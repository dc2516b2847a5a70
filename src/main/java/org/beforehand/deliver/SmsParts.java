package org.beforehand.deliver;

import java.util.stream.Collectors;

/**
 * How a text message is cut up: letters of the GSM alphabet take seven bits each, and a single
 * other one makes all of them take sixteen.
 *
 * @param length in the units of its alphabet
 * @param beyond the first letters outside the GSM alphabet; empty if there are none
 */
public record SmsParts(int parts, int length, String beyond) {

  /** How this text would be cut up. */
  public static SmsParts of(String text) {
    String beyond =
        text.codePoints()
            .filter(c -> GsmAlphabet.places(c) == 0)
            .distinct()
            .limit(5)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    return beyond.isEmpty() ? cut(text, beyond, 160, 153) : cut(text, beyond, 70, 67);
  }

  /** A letter of two places is never cut in two. */
  private static SmsParts cut(String text, String beyond, int alone, int each) {
    int length = 0;
    int parts = 1;
    int used = 0;
    for (int c : text.codePoints().toArray()) {
      int places = beyond.isEmpty() ? GsmAlphabet.places(c) : Character.charCount(c);
      length += places;
      if (used + places > each) {
        parts++;
        used = 0;
      }
      used += places;
    }
    return new SmsParts(length <= alone ? 1 : parts, length, beyond);
  }

  @Override
  public String toString() {
    return parts
        + " parts ("
        + length
        + (beyond.isEmpty()
            ? " letters of 160, or 153 each)"
            : " letters of 70, or 67 each, because of " + beyond + ")");
  }
}
