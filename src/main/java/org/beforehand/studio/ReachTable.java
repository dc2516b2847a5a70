package org.beforehand.studio;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many customers may be concerned, read from where other rooms keep them: customers, what they
 * depend on, and what was decided for whom. Estimates from above: no condition of a rule is asked.
 */
final class ReachTable {

  private final JdbcClient db;

  ReachTable(JdbcClient db) {
    this.db = db;
  }

  long everybody() {
    return db.sql("select count(*) from customer").query(Long.class).single();
  }

  /** The customers of the fullest day: nobody has a birthday, or an anniversary, on two. */
  long onOneDay(String field) {
    return db.sql(
            """
            select coalesce(max(n), 0) from (
              select count(*) as n from customer
               where profile ->> :field is not null
               group by right(profile ->> :field, 5)) days
            """)
        .param("field", field)
        .query(Long.class)
        .single();
  }

  /** The customers of the widest circuit or area, which an incident may concern at once. */
  long widestScope() {
    return db.sql(
            """
            select coalesce(max(n), 0) from (
              select count(*) as n from customer_scope
               where removed = 'infinity' group by scope) scopes
            """)
        .query(Long.class)
        .single();
  }

  /** The customers for whom something was decided, since then, because of these events. */
  long decided(Collection<String> triggers, Instant since) {
    return db.sql(
            """
            select count(distinct customer) from decision
             where trigger = any(:triggers) and at >= :since
            """)
        .param("triggers", triggers.toArray(String[]::new))
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }
}
