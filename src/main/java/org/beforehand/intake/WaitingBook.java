package org.beforehand.intake;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The waiting list as its readers see it: who waits for what, and for whom a piece is set aside.
 */
public final class WaitingBook {

  /** The event by which somebody hears of the piece that is set aside for them. */
  public static final String RESERVED = "stock.reserved";

  private final WaitingBookTable table;

  public WaitingBook(JdbcClient db) {
    this.table = new WaitingBookTable(db);
  }

  /**
   * Somebody who asked for a thing and has neither bought nor declined it, nor let it lapse.
   *
   * @param asked when they asked: the order in which pieces go
   * @param place how many wait for it up to them, from 1; null where a piece is set aside for them
   * @param until how long it is set aside; null where none is, or they have not been told of it yet
   */
  public record Line(
      long number,
      String sku,
      String customer,
      Instant asked,
      @Nullable Long place,
      @Nullable Instant until) {

    /** Whether a piece is set aside for them. */
    public boolean reserved() {
      return place == null;
    }
  }

  /**
   * Who wants this thing, in the order in which they asked.
   *
   * @param after the number of the last line of the reading before this one; null for the first
   */
  public List<Line> of(String sku, @Nullable Long after, int most) {
    return table.of(sku, after, most);
  }

  /** What this customer wants, in the order in which they asked. */
  public List<Line> of(String customer) {
    return table.of(customer);
  }
}
