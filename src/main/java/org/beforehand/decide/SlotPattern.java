package org.beforehand.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Tells from the pattern of a slot what the engineers meant to stand there. */
final class SlotPattern {

  private static final Pattern DIGITS =
      Pattern.compile("\\\\d(?:\\{1,(\\d+)\\})?|\\[1-9\\]\\\\d\\{0,(\\d+)\\}");

  /** Digits before the point, and perhaps some behind it. */
  private static final Pattern NUMERIC =
      Pattern.compile(
          "(?:-\\?)?(?:\\[[01]-9\\])?\\\\d(?:\\{\\d+,\\d+\\}|[*+])?"
              + "(?:\\(\\?:(?:\\[\\.\\]|\\\\\\.)\\\\d(?:\\{[\\d,]+\\}|\\+)?\\)\\?)?");

  private static final Pattern WORDS =
      Pattern.compile("[\\p{L}\\p{N} -]+(?:\\|[\\p{L}\\p{N} -]+)*");
  private static final Pattern NUMERALS =
      Pattern.compile("(?:\\\\d|\\[[\\d-]+\\]|\\d|[?|)]|\\(\\?:|\\{\\d(?:,\\d)?\\})+");
  private static final Pattern TIME = Pattern.compile(".*:\\[0-5\\](?:\\\\d|\\[0-9\\])");
  private static final Pattern SIGNS =
      Pattern.compile(
          "(?:\\[([^\\[\\]\\\\]+)\\])?\\[((?:[^\\[\\]\\\\]|\\\\.)+)\\]\\{(\\d+),(\\d+)\\}");

  private static final Pattern SIGN =
      Pattern.compile("\\\\p\\{\\w+\\}|a-zA-Z|A-Za-z|[aA]-[zZ]|0-9|\\\\.|.", Pattern.DOTALL);

  private SlotPattern() {}

  /** The kind of a slot with this pattern. */
  static SlotKind kind(String pattern) {
    Matcher digits = DIGITS.matcher(pattern);
    if (digits.matches()) {
      return new SlotKind.WholeNumber(
          digits.group(1) != null
              ? Integer.parseInt(digits.group(1))
              : digits.group(2) != null ? 1 + Integer.parseInt(digits.group(2)) : 1);
    }
    if (WORDS.matcher(pattern).matches()) {
      return new SlotKind.Choice(Arrays.asList(pattern.split("\\|")));
    }
    if (NUMERIC.matcher(pattern).matches()) {
      return new SlotKind.Decimal();
    }
    if (NUMERALS.matcher(pattern).matches()) {
      Pattern numerals = Pattern.compile(pattern);
      int[] fit =
          IntStream.range(0, 10_000)
              .filter(n -> numerals.matcher(String.valueOf(n)).matches())
              .toArray();
      if (fit.length > 0 && fit.length == fit[fit.length - 1] - fit[0] + 1) {
        return new SlotKind.Range(fit[0], fit[fit.length - 1]);
      }
    }
    if (TIME.matcher(pattern).matches()) {
      return new SlotKind.Time();
    }
    Matcher signs = SIGNS.matcher(pattern);
    if (signs.matches()) {
      String first = signs.group(1);
      return new SlotKind.Text(
          first == null ? "" : signs(first),
          signs(signs.group(2)),
          Integer.parseInt(signs.group(3)) + (first == null ? 0 : 1),
          Integer.parseInt(signs.group(4)) + (first == null ? 0 : 1));
    }
    return pattern.contains("\"") ? new SlotKind.Names() : new SlotKind.Other(pattern);
  }

  private static String signs(String oneOf) {
    if (oneOf.startsWith("^")) {
      return "anything but " + oneOf.substring(1).replace("\\p{Cntrl}", "").replace("\\\\", "\\");
    }
    List<String> signs = new ArrayList<>();
    Matcher sign = SIGN.matcher(oneOf);
    while (sign.find()) {
      switch (sign.group()) {
        case "\\p{L}", "a-zA-Z", "A-Za-z" -> signs.add("letters");
        case "\\p{N}", "0-9", "\\d" -> signs.add("digits");
        case "a-z" -> signs.add("small letters");
        case "A-Z" -> signs.add("capital letters");
        case " ", "\\s" -> signs.add("blanks");
        case "-" -> signs.add("hyphens");
        case "," -> signs.add("commas");
        case "." -> signs.add("full stops");
        default -> signs.add(sign.group().replace("\\", ""));
      }
    }
    return String.join(", ", signs);
  }
}
