package org.beforehand;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The clock of a story: it stands still until it is moved, and only ever forward. Its instant is in
 * the database, so a story whose process was killed goes on where it was. Meant for one node.
 */
final class StoryClock implements InstantSource {
  private final StoryClockTable table;
  private volatile Instant instant;

  /** Goes on with the story in the table, or begins one at this instant. */
  StoryClock(StoryClockTable table, Instant start) {
    this.table = table;
    this.instant = table.beginAt(start.truncatedTo(ChronoUnit.MICROS));
  }

  @Override
  public Instant instant() {
    return instant;
  }

  /**
   * Moves on, to the microsecond.
   *
   * @return false where that would be back in time; nothing has changed then
   */
  synchronized boolean moveTo(Instant to) {
    boolean moved = table.moveTo(to.truncatedTo(ChronoUnit.MICROS));
    instant = table.instant();
    return moved;
  }
}
