package org.beforehand;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The instant of the story, in one row, so that it outlives the process. */
final class StoryClockTable {
  private final JdbcClient jdbc;

  StoryClockTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Where the story is; it begins at the given instant where it has not begun. */
  Instant beginAt(Instant start) {
    jdbc.sql("insert into story_clock (instant) values (:start) on conflict (one) do nothing")
        .param("start", start.atOffset(ZoneOffset.UTC))
        .update();
    return instant();
  }

  Instant instant() {
    return jdbc.sql("select instant from story_clock")
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  /** Whether it moved: never backward, whoever else moves it at the same time. */
  boolean moveTo(Instant instant) {
    return jdbc.sql("update story_clock set instant = :to where instant <= :to")
            .param("to", instant.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }
}
