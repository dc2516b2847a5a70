package org.beforehand.decide;

import java.math.BigDecimal;
import java.util.List;
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

  /** A number, which needs no quotation marks. */
  sealed interface Numeric extends SlotKind {
    @Override
    default SlotValue value(String written) {
      return new SlotValue.Number(new BigDecimal(written), written);
    }

    @Override
    default boolean bare() {
      return true;
    }
  }

  /** A number without a fraction. */
  record WholeNumber(int digits) implements Numeric {
    @Override
    public String expected() {
      return digits == 1 ? "a digit" : "a whole number of up to " + digits + " digits";
    }

    @Override
    public String example() {
      return "3";
    }
  }

  /** Any other number, such as an amount of money. */
  record Decimal() implements Numeric {
    @Override
    public String expected() {
      return "a number such as 15 or 15.50";
    }

    @Override
    public String example() {
      return "15";
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
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

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
  record Range(int from, int until) implements Numeric {
    @Override
    public String expected() {
      return "a whole number from " + from + " to " + until;
    }

    @Override
    public String example() {
      return String.valueOf(Math.min(Math.max(from, 3), until));
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
}
