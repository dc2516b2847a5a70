package org.beforehand.decide;

import java.util.List;

/**
 * Something authors gave a name, in {@code shared/definitions.dslr}, to say it in every campaign:
 * {@code the customer is NAME}, {@code the customer is not NAME}.
 *
 * @param line where it begins in that file
 * @param text what it means, as its author wrote it
 * @param usedBy the full names of the rules that say it
 */
public record Definition(String name, int line, String text, List<String> usedBy) {

  /** Where definitions stand in a rules folder. */
  public static final String FILE = "shared/definitions.dslr";

  /** How a campaign says it. */
  public String sentence() {
    return sentence(name);
  }

  static String sentence(String name) {
    return "the customer is " + name;
  }

  static String opposite(String name) {
    return "the customer is not " + name;
  }
}
