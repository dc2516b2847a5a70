package org.beforehand.fact;

import java.util.Locale;

/** What a gesture is. */
public enum GestureKind {
  /** Money on the customer's account. */
  CREDIT,
  /** Something off the next order, for a code. */
  DISCOUNT,
  /** Something to be had for a code. */
  VOUCHER,
  /** A note that a colleague writes by hand: worth no money, and no code. */
  NOTE;

  /** Whether the customer uses it with a code. */
  public boolean hasCode() {
    return this == DISCOUNT || this == VOUCHER;
  }

  /** The name used in files, tables and interfaces, such as {@code credit}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what {@link #word()} writes.
   *
   * @throws IllegalArgumentException if the word is none of them
   */
  public static GestureKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
