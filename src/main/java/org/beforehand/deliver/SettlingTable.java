package org.beforehand.deliver;

import static org.beforehand.fact.Columns.flags;
import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.beforehand.decide.Reason;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Share;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * outreach that gathers: held until it is due, then settled with whatever else waits for the same
 * customer. Rows are locked in the order of their numbers, so that this can never deadlock with a
 * dispatcher, which skips them.
 */
final class SettlingTable {

  /** The name under which what gathers waits. */
  static final String GATE = "gathering";

  private final JdbcClient db;

  SettlingTable(JdbcClient db) {
    this.db = db;
  }

  /** Lets those go for whose customers nothing else waits: the most, and nothing to settle. */
  int releaseAlone(Share share, Instant at, int most) {
    return db.sql(
            """
            with rows as (
              select id from outreach o
               where o.state = 'held' and o.gathers and o.due <= :at
                 and mod(o.hash & 1023, :of) = :lane
                 and not exists (
                   select from outreach other
                    where other.customer = o.customer and other.id <> o.id and not other.urgent
                      and (other.state = 'held' and other.gathers or other.state = 'scheduled'))
               order by o.id limit :most for update skip locked)
            update outreach o set state = 'scheduled', gathers = false, gate = null, reason = null
              from rows where o.id = rows.id
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("lane", share.lane())
        .param("of", share.of())
        .param("most", most)
        .update();
  }

  /** Some of the customers for whom something that gathers is due. */
  List<String> customers(Share share, Instant at, int most) {
    return db.sql(
            """
            select distinct customer from (
              select customer from outreach
               where state = 'held' and gathers and due <= :at
                 and mod(hash & 1023, :of) = :lane
               order by due, id limit :most) due
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("lane", share.lane())
        .param("of", share.of())
        .param("most", most)
        .query(String.class)
        .list();
  }

  /**
   * One that waits for its customer.
   *
   * @param settled whether it only waits to be claimed
   */
  record Waits(Claimed claimed, boolean settled) {}

  /** All that waits for these customers and is not urgent, held until the transaction ends. */
  List<Waits> hold(Collection<String> customers) {
    return db.sql(
            """
            select * from outreach
             where customer = any(:customers) and not urgent
               and (state = 'held' and gathers or state = 'scheduled')
             order by id for update
            """)
        .param("customers", customers.toArray(String[]::new))
        .query(
            (row, n) ->
                new Waits(DispatchTable.claimed(row), row.getString("state").equals("scheduled")))
        .list();
  }

  /**
   * What becomes of one.
   *
   * @param moment the bad moment that it met; null for none
   * @param into the outreach in whose mail it is said; null where it is not
   */
  record Settled(
      long id,
      OutreachState to,
      @Nullable String gate,
      @Nullable Reason reason,
      @Nullable String moment,
      @Nullable Instant due,
      boolean gathers,
      @Nullable Long into) {

    /** As before sending. */
    static Settled of(Move move) {
      return new Settled(
          move.id(),
          move.to(),
          move.gate(),
          move.reason(),
          move.moment(),
          move.due(),
          move.gathers(),
          null);
    }
  }

  void settle(List<Settled> settled, Instant at) {
    db.sql(
            """
            update outreach o
               set state = n.state, gate = n.gate, reason = n.reason, met = n.met,
                   due = coalesce(n.due, o.due), gathers = n.gathers,
                   after = n.joined, merged_into = n.joined,
                   settled_at = case when n.state in ('scheduled', 'held') then null
                                     else :at::timestamptz end
              from unnest(:ids::bigint[], :states::text[], :gates::text[], :reasons::text[],
                          :mets::text[], :dues::timestamptz[], :gathers::boolean[],
                          :joined::bigint[])
                     as n(id, state, gate, reason, met, due, gathers, joined)
             where o.id = n.id
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("ids", longs(settled, Settled::id))
        .param("states", texts(settled, one -> one.to().word()))
        .param("gates", texts(settled, Settled::gate))
        .param("reasons", texts(settled, one -> DispatchTable.word(one.reason())))
        .param("mets", texts(settled, Settled::moment))
        .param("dues", times(settled, Settled::due))
        .param("gathers", flags(settled, Settled::gathers))
        .param("joined", settled.stream().map(Settled::into).toArray(Long[]::new))
        .update();
  }

  /** What was merged into these, in the order in which it is said. */
  List<Merged> merged(Collection<Long> into) {
    return db.sql(
            """
            select *, campaign = any (array(select campaign from stopped_campaign)) as stopped
              from outreach
             where state = 'merged' and after = any(:into)
             order by after, priority desc, campaign, key
            """)
        .param("into", into.toArray(Long[]::new))
        .query(
            (row, n) ->
                new Merged(
                    DispatchTable.claimed(row), row.getLong("after"), row.getBoolean("stopped")))
        .list();
  }

  /**
   * One that is to be said in another's mail.
   *
   * @param stopped whether its campaign is stopped by now
   */
  record Merged(Claimed claimed, long into, boolean stopped) {}

  /**
   * What was merged into something whose fate is known now: said with it, or waiting again by
   * itself.
   *
   * @return how many wait again
   */
  int follow(Share share, Instant at) {
    return db.sql(
            """
            with rows as (
              select m.id, p.state in ('sent', 'delivered', 'complained', 'answered', 'in_doubt',
                                       'bounced') as left_with_it
                from outreach m join contact p on p.id = m.after
               where m.state = 'merged' and m.after is not null
                 and mod(m.hash & 1023, :of) = :lane
                 and p.state not in ('held', 'scheduled', 'claimed', 'sending')
               order by m.id for update of m skip locked),
            again as (
              update outreach m
                 set state = 'held', gathers = true, gate = 'gathering', reason = 'gathering',
                   after = null,
                     merged_into = null, due = greatest(m.due, :at), settled_at = null
                from rows where m.id = rows.id and not rows.left_with_it
              returning m.id),
            said as (
              update outreach m set after = null
                from rows where m.id = rows.id and rows.left_with_it)
            select count(*) from again
            """)
        .param("lane", share.lane())
        .param("of", share.of())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .query(Integer.class)
        .single();
  }

  /** Those that cannot be said in another's mail after all wait again by themselves. */
  void apart(Collection<Long> ids, Instant at) {
    db.sql(
            """
            with rows as (
              select id from outreach where id = any(:ids) and state = 'merged'
               order by id for update)
            update outreach o
               set state = 'held', gathers = true, gate = 'gathering', reason = 'gathering',
                   after = null,
                   merged_into = null, due = greatest(o.due, :at), settled_at = null
              from rows where o.id = rows.id
            """)
        .param("ids", ids.toArray(Long[]::new))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }
}
