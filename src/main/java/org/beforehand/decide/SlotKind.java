package org.beforehand.decide;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** A text of certain signs. */
  record Text(String signs, int longest) implements SlotKind {
    @Override
    public String expected() {
      return "up to " + longest + " of: " + signs;
    }

    @Override
    public String example() {
      return signs.equals(SMALL) ? "long-outage" : "long outage";
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
      return "09:00";
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
  Pattern SIGNS = Pattern.compile("\\[((?:[^\\[\\]\\\\]|\\\\.)+)\\]\\{1,(\\d+)\\}");
  String SMALL = "small letters, digits, hyphens";

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
    Matcher signs = SIGNS.matcher(pattern);
    if (signs.matches()) {
      return new Text(signs(signs.group(1)), Integer.parseInt(signs.group(2)));
    }
    return pattern.contains("\"") ? new Names() : new Other(pattern);
  }

  private static String signs(String oneOf) {
    if (oneOf.startsWith("^")) {
      return "anything but " + oneOf.substring(1).replace("\\p{Cntrl}", "").replace("\\\\", "\\");
    }
    String left =
        oneOf
            .replace("\\p{L}", "letters, ")
            .replace("\\p{N}", "digits, ")
            .replace("a-z", "small letters, ")
            .replace("A-Z", "capital letters, ")
            .replace("0-9", "digits, ")
            .replace("\\d", "digits, ");
    int words = left.lastIndexOf(", ") < 0 ? 0 : left.lastIndexOf(", ") + 2;
    StringBuilder named = new StringBuilder(left.substring(0, words));
    for (char sign : left.substring(words).replace("\\", "").toCharArray()) {
      named.append(sign == ' ' ? "blanks" : sign == '-' ? "hyphens" : String.valueOf(sign));
      named.append(sign == ',' ? " " : ", ");
    }
    return named.substring(0, named.length() - (named.toString().endsWith(", ") ? 2 : 1));
  }
}
