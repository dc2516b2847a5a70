package org.beforehand.studio;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever waits for its instant: one line a source, each answered by an index. */
final class DueTable {

  private static final String NEXT =
      """
      select min(due) from (
        select min(due) as due from sweep where state = 'planned' and due > :now
        union all
        select min(due) from outreach where state = 'scheduled' and urgent and due > :now
        union all
        select min(due) from outreach where state = 'scheduled' and not urgent and due > :now
        union all
        select min(due) from outreach where state = 'held' and gathers and due > :now
        union all
        select min(due) from timer where state = 'waiting' and due > :now
        union all
        select min(next_update) from incident
         where status in ('open', 'planned') and next_update > :now
      ) waiting
      """;

  private final JdbcClient db;

  DueTable(JdbcClient db) {
    this.db = db;
  }

  /** The first instant after this one at which something is due; null if nothing waits. */
  @Nullable Instant next(Instant now) {
    return db
        .sql(NEXT)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, n) -> row.getObject(1, OffsetDateTime.class))
        .list()
        .stream()
        .filter(java.util.Objects::nonNull)
        .map(OffsetDateTime::toInstant)
        .findFirst()
        .orElse(null);
  }

  /** How many sweeps are being told. */
  int sweeps() {
    return db.sql(
            """
            select count(distinct sweep) from sweep_range where not done
            """)
        .query(Integer.class)
        .single();
  }
}
