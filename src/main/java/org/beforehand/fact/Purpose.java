package org.beforehand.fact;

import java.util.Locale;

/**
 * The legal and human ground of an outreach: the unit of consent, caps and priority. Declared from
 * the highest priority to the lowest.
 */
public enum Purpose {
  /** The customer asked for it: no caps, no default hours, the chosen time wins. */
  REQUESTED,
  /** The customer needs to know this. */
  SERVICE,
  /** Follow-up, apology, survey. */
  CARE,
  /** A gesture. */
  GOODWILL,
  /** Everything else. */
  MARKETING;

  /** Whether the customer waits for it: it never queues behind the other purposes. */
  public boolean urgent() {
    return this == REQUESTED || this == SERVICE;
  }

  /**
   * Whether some may be left out, or get another wording, to see what difference it makes: never of
   * what they asked for or need to know.
   */
  public boolean mayExperiment() {
    return this != REQUESTED && this != SERVICE;
  }

  /** The name used in files, tables and interfaces, such as {@code service}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what {@link #word()} writes.
   *
   * @throws IllegalArgumentException if the word is none of them
   */
  public static Purpose of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
