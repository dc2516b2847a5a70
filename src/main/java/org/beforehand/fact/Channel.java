package org.beforehand.fact;

import java.util.Locale;

/** What kind of contact reaches the customer. Who carries it is the deliver room's matter. */
public enum Channel {
  EMAIL,
  SMS,
  CALL;

  /** The name used in files, tables and interfaces, such as {@code email}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what {@link #word()} writes.
   *
   * @throws IllegalArgumentException if the word is none of them
   */
  public static Channel of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
