package org.beforehand.decide;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What a slot of a sentence holds, told from the pattern it has in the vocabulary. */
sealed interface SlotKind {

  /** What an author is told to write there. */
  String expected();

  /** Something that may stand there, for somebody who has never seen the sentence. */
  String example();

  /** What was written there, which fits the slot's pattern, as a value. */
  default SlotValue value(String written) {
    return new SlotValue.Text(written);
  }

  /** Whether its values may stand in rule code outside quotation marks. */
  default boolean bare() {
    return false;
  }

  /** A number without a fraction. */
  record WholeNumber(int digits) implements SlotKind {
    @Override
    public String expected() {
      return digits == 1 ? "a digit" : "a whole number of up to " + digits + " digits";
    }

    @Override
    public String example() {
      return "3";
    }

    @Override
    public SlotValue value(String written) {
      return new SlotValue.Number(new BigDecimal(written), written);
    }

    @Override
    public boolean bare() {
      return true;
    }
  }

  /** Any other number, such as an amount of money. */
  record Decimal() implements SlotKind {
    @Override
    public String expected() {
      return "a number such as 15 or 15.50";
    }

    @Override
    public String example() {
      return "15";
    }

    @Override
    public SlotValue value(String written) {
      return new SlotValue.Number(new BigDecimal(written), written);
    }

    @Override
    public boolean bare() {
      return true;
    }
  }

  /** One of the words that the engineers wrote down. */
  record Choice(List<String> words) implements SlotKind {
    @Override
    public String expected() {
      return words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words);
    }

    @Override
    public String example() {
      return words.get(0);
    }

    @Override
    public SlotValue value(String written) {
      return new SlotValue.Word(written);
    }

    @Override
    public boolean bare() {
      return true;
    }
  }

  /** Names in quotation marks, one or several. */
  record Names() implements SlotKind {
    @Override
    public String expected() {
      return "names in quotation marks with commas between them, such as \"Fibre 500\", \"Fibre"
          + " 1000\"";
    }

    @Override
    public String example() {
      return "\"Fibre 500\", \"Fibre 1000\"";
    }

    @Override
    public SlotValue value(String written) {
      return new SlotValue.Names(
          QUOTED.matcher(written).results().map(found -> found.group(1)).toList());
    }

    @Override
    public boolean bare() {
      return true;
    }
  }

  /** A number without a fraction, of those the pattern lists. */
  record Range(int from, int until) implements SlotKind {
    @Override
    public String expected() {
      return "a whole number from " + from + " to " + until;
    }

    @Override
    public String example() {
      return String.valueOf(Math.min(Math.max(from, 3), until));
    }

    @Override
    public SlotValue value(String written) {
      return new SlotValue.Number(new BigDecimal(written), written);
    }

    @Override
    public boolean bare() {
      return true;
    }
  }

  /** A time of the day. */
  record Time() implements SlotKind {
    @Override
    public String expected() {
      return "a time such as 09:00 or 17:30";
    }

    @Override
    public String example() {
      return "09:00";
    }
  }

  /**
   * A text of certain signs.
   *
   * @param first what it begins with, where that is not any of them; else empty
   */
  record Text(String first, String signs, int shortest, int longest) implements SlotKind {
    @Override
    public String expected() {
      return (shortest > 1 ? shortest + " to " : "up to ")
          + longest
          + " signs, each one of: "
          + signs
          + (first.isEmpty() ? "" : "; the first of: " + first);
    }

    @Override
    public String example() {
      return signs.contains("blanks") ? "long outage" : "long-outage";
    }
  }

  /** Whatever else engineers thought of. */
  record Other(String pattern) implements SlotKind {
    @Override
    public String expected() {
      return "what fits " + pattern;
    }

    @Override
    public String example() {
      return pattern;
    }
  }

  Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
  Pattern DIGITS = Pattern.compile("\\\\d(?:\\{1,(\\d+)\\})?|\\[1-9\\]\\\\d\\{0,(\\d+)\\}");

  /** Digits before the point, and perhaps some behind it. */
  Pattern NUMERIC =
      Pattern.compile(
          "(?:-\\?)?(?:\\[[01]-9\\])?\\\\d(?:\\{\\d+,\\d+\\}|[*+])?"
              + "(?:\\(\\?:(?:\\[\\.\\]|\\\\\\.)\\\\d(?:\\{[\\d,]+\\}|\\+)?\\)\\?)?");

  Pattern WORDS = Pattern.compile("[\\p{L}\\p{N} -]+(?:\\|[\\p{L}\\p{N} -]+)*");
  Pattern NUMERALS =
      Pattern.compile("(?:\\\\d|\\[[\\d-]+\\]|\\d|[?|)]|\\(\\?:|\\{\\d(?:,\\d)?\\})+");
  Pattern TIME = Pattern.compile(".*:\\[0-5\\](?:\\\\d|\\[0-9\\])");
  Pattern SIGNS =
      Pattern.compile(
          "(?:\\[([^\\[\\]\\\\]+)\\])?\\[((?:[^\\[\\]\\\\]|\\\\.)+)\\]\\{(\\d+),(\\d+)\\}");

  Pattern SIGN =
      Pattern.compile("\\\\p\\{\\w+\\}|a-zA-Z|A-Za-z|[aA]-[zZ]|0-9|\\\\.|.", Pattern.DOTALL);

  /** The kind of a slot with this pattern. */
  static SlotKind of(String pattern) {
    Matcher digits = DIGITS.matcher(pattern);
    if (digits.matches()) {
      return new WholeNumber(
          digits.group(1) != null
              ? Integer.parseInt(digits.group(1))
              : digits.group(2) != null ? 1 + Integer.parseInt(digits.group(2)) : 1);
    }
    if (WORDS.matcher(pattern).matches()) {
      return new Choice(Arrays.asList(pattern.split("\\|")));
    }
    if (NUMERIC.matcher(pattern).matches()) {
      return new Decimal();
    }
    if (NUMERALS.matcher(pattern).matches()) {
      Pattern numerals = Pattern.compile(pattern);
      int[] fit =
          IntStream.range(0, 10_000)
              .filter(n -> numerals.matcher(String.valueOf(n)).matches())
              .toArray();
      if (fit.length > 0 && fit.length == fit[fit.length - 1] - fit[0] + 1) {
        return new Range(fit[0], fit[fit.length - 1]);
      }
    }
    if (TIME.matcher(pattern).matches()) {
      return new Time();
    }
    Matcher signs = SIGNS.matcher(pattern);
    if (signs.matches()) {
      String first = signs.group(1);
      return new Text(
          first == null ? "" : signs(first),
          signs(signs.group(2)),
          Integer.parseInt(signs.group(3)) + (first == null ? 0 : 1),
          Integer.parseInt(signs.group(4)) + (first == null ? 0 : 1));
    }
    return pattern.contains("\"") ? new Names() : new Other(pattern);
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
