package org.beforehand.intake;

import java.util.Locale;

/** How far a feed's last word is to be trusted. */
enum FeedStanding {
  /** Never looked at. */
  NEW("has not been looked at"),
  /** What is missing from it counts. */
  GOOD("is well"),
  /** There was no answer, or not one with outages. */
  FAILED("could not be read"),
  /** It was cut short, or is not what was expected. */
  BROKEN("is not whole"),
  /** No rows, though outages are known. */
  EMPTY("is empty"),
  /** As many rows as the source gives at most. */
  CAPPED("may be cut off"),
  /** Too much is gone at once. */
  SHRUNK("has lost too much at once"),
  /** Too many rows without an id. */
  UNREADABLE("has rows that name no outage");

  private final String said;

  FeedStanding(String said) {
    this.said = said;
  }

  String said() {
    return said;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static FeedStanding of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
