package org.beforehand.fact;

import java.util.Locale;

/** What a proposal does; with campaign, customer and key it makes an outreach unique. */
public enum Action {
  MESSAGE,
  CALL,
  GESTURE,
  SURVEY,
  /** Looks again later; this and those after it reach no customer. */
  TIMER,
  ALERT,
  STOP,
  MUTE,
  REMEMBER,
  NOTICE,
  OWE;

  /** The name used in files, tables and interfaces, such as {@code message}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what {@link #word()} writes.
   *
   * @throws IllegalArgumentException if the word is none of them
   */
  public static Action of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
