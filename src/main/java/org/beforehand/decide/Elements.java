package org.beforehand.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The elements a sentence's rule code is made of: patterns, {@code exists} and {@code not}. */
final class Elements {

  private static final Pattern EXISTS = Pattern.compile("exists\\b.*", Pattern.DOTALL);
  private static final Pattern NOT = Pattern.compile("not\\b.*", Pattern.DOTALL);

  private Elements() {}

  /** The elements one after another; {@code and} between them goes without saying. */
  static List<String> of(String code) {
    List<String> elements = new ArrayList<>();
    int depth = 0;
    int from = 0;
    boolean quoted = false;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        elements.add(withoutAnd(code.substring(from, i + 1)));
        from = i + 1;
      }
    }
    String rest = code.substring(from).strip();
    if (!rest.isEmpty()) {
      elements.add(withoutAnd(rest));
    }
    return elements;
  }

  private static String withoutAnd(String element) {
    String text = element.strip();
    return text.startsWith("and ") ? text.substring(4).strip() : text;
  }

  /** Whether an element is there at most once, however many facts fit it. */
  static boolean closed(String element) {
    return EXISTS.matcher(element).matches() || NOT.matcher(element).matches();
  }

  /** What is there when a closed element is not. */
  static String opposite(String element) {
    return EXISTS.matcher(element).matches()
        ? "not" + element.substring("exists".length())
        : "exists" + element.substring("not".length());
  }
}
