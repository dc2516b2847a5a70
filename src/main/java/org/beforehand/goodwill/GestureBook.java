package org.beforehand.goodwill;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.beforehand.fact.GestureKind;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The gestures as somebody looks them up. Codes are never shown. */
public final class GestureBook {

  private final GestureBookTable table;

  public GestureBook(JdbcClient db) {
    this.table = new GestureBookTable(db);
  }

  /** How a gesture stands. */
  public enum State {
    /** For its total, or for somebody's yes. */
    WAITING,
    /** It is decided, and its message has not left. */
    PROMISED,
    /** It is being done, and its message waits for that; a note is to be written. */
    IN_HAND,
    /** It could not be done, and a colleague has to look. */
    STUCK,
    /** The customer has it; where it has a code, it is not used yet. */
    GIVEN,
    /** Its code was used. */
    USED,
    /** Its code was not used in time. */
    EXPIRED,
    /** It was taken back before it left, or could not be done. */
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

  /**
   * One of them.
   *
   * @param number of the outreach that promises it
   * @param value what it is worth to the customer
   * @param cost what it costs us
   * @param until the first instant at which its code is no longer good; null: it has none
   * @param used when its code was used; null: it was not
   * @param usedFor the order it was used for, where that was said
   */
  public record Line(
      long number,
      String customer,
      @Nullable String campaign,
      GestureKind kind,
      String reason,
      Money value,
      Money cost,
      @Nullable String budget,
      State state,
      Instant at,
      @Nullable Instant until,
      @Nullable Instant used,
      @Nullable String usedFor,
      @Nullable Handed handed) {}

  /**
   * How it is being done by a route.
   *
   * @param key it is handed over with
   * @param reference what the other side calls it
   * @param detail why it is not done, or what became of the last try
   * @param due when it is tried next
   */
  public record Handed(
      String key,
      Fulfilment.State state,
      int tries,
      @Nullable String reference,
      @Nullable String detail,
      Instant due) {}

  /**
   * The latest first.
   *
   * @param customer null for all
   * @param state null for all
   * @param before only those with a lower number; null for all
   */
  public List<Line> latest(
      @Nullable String customer,
      @Nullable State state,
      @Nullable Long before,
      int most,
      Instant at) {
    return table.latest(customer, state, before, most, at);
  }
}
