package org.beforehand.decide;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of an author's file that says something.
 *
 * @param number from 1
 * @param indent how many blanks stand before it
 * @param text without blanks before and after
 */
record WrittenLine(int number, int indent, String text) {

  /** More letters than anybody writes into one file by hand. */
  static final int LARGEST = 256 * 1024;

  /** The longest line. */
  static final int LONGEST = 500;

  /**
   * The lines of a file without those that are blank or remarks.
   *
   * @throws RulesRefused if the file or one of its lines is too long
   */
  static List<WrittenLine> of(String file, String text) {
    if (text.length() > LARGEST) {
      throw YamlNode.refused(file, 1, "expected at most " + LARGEST / 1024 + " KB");
    }
    List<WrittenLine> lines = new ArrayList<>();
    int n = 0;
    for (String raw : text.lines().toList()) {
      n++;
      String line = raw.strip();
      if (raw.length() > LONGEST) {
        throw YamlNode.refused(file, n, "expected at most " + LONGEST + " letters in a line");
      }
      if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith("//")) {
        lines.add(new WrittenLine(n, raw.indexOf(line), line));
      }
    }
    return lines;
  }

  /** Whether it belongs to a block, {@code - sentence}. */
  boolean bullet() {
    return text.startsWith("-");
  }

  /** What stands behind the hyphen of a bullet, further in. */
  WrittenLine behindHyphen() {
    return new WrittenLine(number, indent, text.substring(1).strip());
  }
}
