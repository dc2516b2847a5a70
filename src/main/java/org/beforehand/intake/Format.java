package org.beforehand.intake;

import java.util.Locale;

/** How a file of records is written. */
public enum Format {
  /** One JSON object a line. */
  JSON_LINES,
  /** Comma-separated, with a header row. */
  CSV;

  /** CSV for a name that ends in {@code .csv}, JSON Lines for any other. */
  public static Format of(String fileName) {
    return fileName.toLowerCase(Locale.ROOT).endsWith(".csv") ? CSV : JSON_LINES;
  }
}
