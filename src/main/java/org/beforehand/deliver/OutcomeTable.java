package org.beforehand.deliver;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import org.beforehand.decide.Guard;
import org.springframework.jdbc.core.simple.JdbcClient;

/** outreach, counted by what became of it. */
final class OutcomeTable {

  private final JdbcClient db;

  OutcomeTable(JdbcClient db) {
    this.db = db;
  }

  Guard.Trouble trouble(String campaign, Collection<String> revisions) {
    return db.sql(
            """
            select count(*) filter (where state = 'bounced'),
                   count(*) filter (where state = 'complained'),
                   count(*) filter (where state = 'failed')
              from outreach
             where campaign = :campaign and revision = any(:revisions)
               and state in ('bounced', 'complained', 'failed')
            """)
        .param("campaign", campaign)
        .param("revisions", revisions.toArray(String[]::new))
        .query((row, n) -> new Guard.Trouble(row.getLong(1), row.getLong(2), row.getLong(3)))
        .single();
  }

  long count(String campaign, Collection<String> revisions, Instant oldest) {
    return db.sql(
            """
            select count(*) from outreach
             where campaign = :campaign and revision = any(:revisions)
               and created >= :oldest
               and state in ('sent', 'delivered', 'answered', 'in_doubt', 'bounced', 'complained',
                             'failed')
            """)
        .param("campaign", campaign)
        .param("revisions", revisions.toArray(String[]::new))
        .param("oldest", oldest.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }
}
