package org.beforehand.goodwill;

import java.time.Instant;
import java.util.Locale;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;

/**
 * Something that is handed over to be done.
 *
 * @param key what the other side knows it by; it is never given another
 * @param kind which route does it: {@code credit} or {@code voucher}
 * @param outreach the gesture; null for what is owed
 * @param tries how often it was handed over
 * @param reference what the other side calls it
 * @param detail why it is not done, or what became of the last try
 * @param due when it is tried next
 * @param until the first instant at which its code is no longer good; null: it has none
 */
public record Fulfilment(
    String key,
    String kind,
    @Nullable Long outreach,
    String customer,
    Money money,
    String reason,
    State state,
    int tries,
    @Nullable String reference,
    @Nullable String detail,
    Instant due,
    @Nullable Instant until) {

  /** How it stands. */
  public enum State {
    /** To be handed over, for the first time or again. */
    DUE,
    /** Handed over; the answer comes later. */
    ASKED,
    DONE,
    /** The other side said no. */
    REFUSED,
    /** It was tried as often as is allowed: a colleague has to look. */
    STUCK,
    /** Its message was taken back before it was handed over. */
    WITHDRAWN;

    /** The word used in tables and interfaces. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads what {@link #word()} writes.
     *
     * @throws IllegalArgumentException if the word is none of them
     */
    public static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** What the other side says. */
  public sealed interface Answer {}

  /** It is done. */
  public record Done(@Nullable String reference) implements Answer {}

  /** It is not done, and never will be. */
  public record Refused(String why) implements Answer {}

  /** It has been taken in; what becomes of it is said later. */
  public record Later(@Nullable String reference) implements Answer {}

  /** Nothing is known: it is handed over again. */
  public record Unknown(String why) implements Answer {}
}
