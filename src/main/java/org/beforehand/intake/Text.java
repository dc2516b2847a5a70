package org.beforehand.intake;

/** What any text from outside must satisfy. */
final class Text {
  private Text() {}

  /** Refuses what PostgreSQL cannot store: U+0000 and lone surrogates. */
  static void storable(String text, String place) throws Refused {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new Refused(place + ": expected text without the character U+0000");
      }
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw new Refused(place + ": expected whole characters, found half a surrogate pair");
        }
        i++;
      }
    }
  }

  static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** The text as a message may quote it: short, on one line. */
  static String shown(String text) {
    String start = text.length() <= 60 ? text : text.substring(0, 60) + "...";
    return "\"" + start.replaceAll("\\p{Cntrl}", "?") + "\"";
  }
}
