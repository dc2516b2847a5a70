package org.beforehand.deliver;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import org.beforehand.decide.Reason;
import org.beforehand.decide.Stopped;
import org.beforehand.fact.OutreachState;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * outreach that has not begun, of whole campaigns. Rows are locked in the order of their numbers,
 * so that this can never deadlock with a dispatcher; what is {@code sending} is left alone.
 */
final class WaitingTable {

  /** So many a statement: what is let go by many nodes at once is shared among them. */
  private static final int BATCH = 10_000;

  private final JdbcClient db;

  WaitingTable(JdbcClient db) {
    this.db = db;
  }

  /** To held or cancelled; those that wait for an earlier outreach wait on when they are held. */
  int move(Collection<String> campaigns, OutreachState to, Reason reason, Instant at) {
    boolean held = to == OutreachState.HELD;
    return db.sql(
            """
            with rows as (
              select id from outreach
               where (campaign = any(:campaigns) or :all)
                 and state = any(:from)
               order by id for update)
            update outreach o
               set state = :to, gate = 'active', reason = :reason, node = null,
                   settled_at = case when :to = 'held' then null else :at::timestamptz end
              from rows where o.id = rows.id
            """)
        .param("campaigns", campaigns.toArray(String[]::new))
        .param("all", campaigns.contains(Stopped.ALL))
        .param(
            "from",
            held
                ? new String[] {"scheduled", "claimed"}
                : new String[] {"held", "scheduled", "claimed"})
        .param("to", to.word())
        .param("reason", reason.word())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** To held, whatever they waited for: that is decided anew too. */
  int redecide(Collection<String> campaigns) {
    return db.sql(
            """
            with rows as (
              select id from outreach
               where campaign = any(:campaigns) and state in ('held', 'scheduled', 'claimed')
               order by id for update)
            update outreach o
               set state = 'held', gate = 'active', reason = 'being_redecided', node = null,
                   after = null, gathers = false
              from rows where o.id = rows.id
            """)
        .param("campaigns", campaigns.toArray(String[]::new))
        .update();
  }

  @Nullable Instant oldestAnew(Collection<String> campaigns) {
    OffsetDateTime oldest =
        db.sql(
                """
                select min(created) from outreach
                 where campaign = any(:campaigns)
                   and state = 'held' and reason = 'being_redecided'
                """)
            .param("campaigns", campaigns.toArray(String[]::new))
            .query((row, n) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
            .single()
            .orElse(null);
    return oldest == null ? null : oldest.toInstant();
  }

  /** Those that were held while their campaign was stopped, and it is not any more. */
  int release() {
    return db.sql(
            """
            with rows as (
              select id from outreach
               where state = 'held' and reason = 'switched_off'
                 and campaign <> all (array(select campaign from stopped_campaign))
                 and not exists (select from stopped_campaign where campaign = '*')
               order by id limit :most for update skip locked)
            update outreach o set state = 'scheduled', gate = null, reason = null
              from rows where o.id = rows.id
            """)
        .param("most", BATCH)
        .update();
  }

  /**
   * Those that wait for the end of a silence, which the spread after it tells from others. Whom
   * another one holds as well its gate holds again.
   */
  int release(Instant until, Instant last, Instant at) {
    return db.sql(
            """
            with rows as (
              select id from outreach
               where state = 'scheduled' and gate = 'silence'
                 and due between :until and :last
               order by id for update)
            update outreach o set due = o.due - (:until::timestamptz - :at::timestamptz)
              from rows where o.id = rows.id
            """)
        .param("until", until.atOffset(ZoneOffset.UTC))
        .param("last", last.atOffset(ZoneOffset.UTC))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** How many wait, of these campaigns. */
  long count(Collection<String> campaigns) {
    return db.sql(
            """
            select count(*) from outreach
             where campaign = any(:campaigns) and state in ('held', 'scheduled', 'claimed')
            """)
        .param("campaigns", campaigns.toArray(String[]::new))
        .query(Long.class)
        .single();
  }
}
