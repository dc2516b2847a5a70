package org.beforehand.studio;

import java.util.Locale;

/** What a member of staff may do besides reading. */
public enum Role {
  /** Writes drafts, and publishes those that were approved. */
  AUTHOR,
  /** The same, and approves or rejects drafts of others, and may let one exceed the cap. */
  APPROVER,
  /** Stops campaigns and lets them go on, goes back to earlier rules, lets events in. */
  OPERATOR;

  /** The name used in tables and interfaces. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what {@link #word()} writes.
   *
   * @throws IllegalArgumentException if the word is none of them
   */
  public static Role of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
