package org.beforehand.decide;

import java.util.List;

/**
 * A decision table as its author sees it.
 *
 * @param file relative to the rules folder
 * @param rows its rules, in order
 */
public record RuleSheet(
    String campaign, String file, Hit hit, Otherwise otherwise, List<Row> rows) {

  /** What counts where several rows fit. */
  public enum Hit {
    /** The first of them. */
    FIRST,
    /** Every one. */
    ALL
  }

  /** What the author says of customers whom no row fits. */
  public enum Otherwise {
    /** That nothing is to happen. */
    NOTHING,
    /** Nothing; perhaps a row was forgotten. */
    UNSAID
  }

  /**
   * One row.
   *
   * @param line where it stands in the file, from 1; of a spreadsheet, the number it shows
   * @param rule the full name of its rule
   * @param conditions its filled cells that ask for something, as sentences
   * @param actions its filled cells that do something, as sentences
   */
  public record Row(int line, String rule, List<Condition> conditions, List<String> actions) {}
}
