package org.beforehand.deliver;

import static org.beforehand.fact.Columns.flags;
import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import org.beforehand.decide.Reason;
import org.beforehand.decide.Stopped;
import org.beforehand.fact.OutreachState;
import org.beforehand.goodwill.Fulfilments;
import org.beforehand.goodwill.Gestures;
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
                 -- What is being done for the customer is decided.
                 and gate is distinct from 'fulfilment'
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
               where (state = 'scheduled' or state = 'held' and gathers) and gate = 'silence'
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

  /**
   * What is let go is worth as long as it would have been without the wait: somebody decided that
   * it is still to be given. From then on it gathers like anything else.
   */
  void funded(Collection<Gestures.Settled> settled, Instant at) {
    db.sql(
            """
            with rows as (
              select o.id, n.refusal, greatest(o.due, :at, n.not_before) as due
                from outreach o
                join unnest(:ids::bigint[], :refusals::text[], :notBefore::timestamptz[])
                       as n(id, refusal, not_before) on n.id = o.id
               where o.state = 'held' and o.gate = 'budget'
               order by o.id for update of o)
            update outreach o
               set state = case when rows.refusal is not null then 'dropped'
                                when o.urgent then 'scheduled' else 'held' end,
                   gathers = rows.refusal is null and not o.urgent,
                   gate = case when rows.refusal is not null then 'budget'
                               when not o.urgent then 'gathering' end,
                   reason = case when rows.refusal is not null then rows.refusal
                                 when not o.urgent then 'gathering' end,
                   due = case when rows.refusal is null then rows.due else o.due end,
                   expires = case when rows.refusal is null then o.expires + (rows.due - o.due)
                                  else o.expires end,
                   settled_at = case when rows.refusal is null then null else :at::timestamptz end
              from rows where o.id = rows.id
            """)
        .param("ids", longs(settled, Gestures.Settled::outreach))
        .param("refusals", texts(settled, Gestures.Settled::refusal))
        .param("notBefore", times(settled, Gestures.Settled::notBefore))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** What is done is worth telling as long as it would have been without the wait. */
  void fulfilled(Collection<Fulfilments.Told> told, Instant at) {
    db.sql(
            """
            with rows as (
              select o.id, n.done
                from outreach o
                join unnest(:ids::bigint[], :done::boolean[]) as n(id, done) on n.id = o.id
               where o.state = 'held' and o.gate = 'fulfilment'
               order by o.id for update of o)
            update outreach o
               set state = case when rows.done then 'scheduled' else 'dropped' end,
                   gate = case when not rows.done then 'fulfilment' end,
                   reason = case when not rows.done then 'not_fulfilled' end,
                   due = case when rows.done then greatest(o.due, :at) else o.due end,
                   expires = case when rows.done then o.expires + (greatest(o.due, :at) - o.due)
                                  else o.expires end,
                   settled_at = case when not rows.done then :at::timestamptz end
              from rows where o.id = rows.id
            """)
        .param("ids", longs(told, Fulfilments.Told::outreach))
        .param("done", flags(told, Fulfilments.Told::done))
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
