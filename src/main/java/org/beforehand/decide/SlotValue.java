package org.beforehand.decide;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** What an author wrote in a slot: a value, and only when it is rendered a part of rule code. */
sealed interface SlotValue {

  /** As it stands in rule code by itself. */
  String bare();

  /** As it stands in rule code between quotation marks that are there already. */
  String quoted();

  /**
   * A number.
   *
   * @param written as the author wrote it, such as {@code 15.50}
   */
  record Number(BigDecimal number, String written) implements SlotValue {
    /** Without zeros before it, which would make it an octal number to Java. */
    @Override
    public String bare() {
      return number.toPlainString();
    }

    @Override
    public String quoted() {
      return written;
    }
  }

  /** One of the engineers' own words. */
  record Word(String word) implements SlotValue {
    @Override
    public String bare() {
      return word;
    }

    @Override
    public String quoted() {
      return word;
    }
  }

  /** Several names, which stand in rule code as several texts. */
  record Names(List<String> names) implements SlotValue {
    @Override
    public String bare() {
      return names.stream()
          .map(name -> '"' + escaped(name) + '"')
          .collect(Collectors.joining(", "));
    }

    @Override
    public String quoted() {
      return escaped(String.join(", ", names));
    }
  }

  /** A text. */
  record Text(String text) implements SlotValue {
    @Override
    public String bare() {
      return '"' + escaped(text) + '"';
    }

    @Override
    public String quoted() {
      return escaped(text);
    }
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (Character.isISOControl(c)) {
        out.append(' ');
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
