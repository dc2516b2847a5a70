package org.beforehand.deliver;

import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * node, and the outreach that a node holds when it leaves or dies. Leases run on the database's
 * clock, so that nodes whose clocks differ agree on who is alive.
 */
final class NodeTable {

  private final JdbcClient db;
  private final String node;

  NodeTable(JdbcClient db, String node) {
    this.db = db;
    this.node = node;
  }

  /** Renews this node's lease, on the database's clock. */
  void beat(Instant started, Duration lease) {
    db.sql(
            """
            insert into node (id, started, lease_until)
            values (:node, :started, clock_timestamp() + make_interval(secs => :lease))
            on conflict (id) do update set lease_until = excluded.lease_until
            """)
        .param("node", node)
        .param("started", started.atOffset(ZoneOffset.UTC))
        .param("lease", lease.toMillis() / 1000.0)
        .update();
  }

  void leave() {
    db.sql("delete from node where id = :node").param("node", node).update();
  }

  /** Everything this node has claimed and not begun. */
  void release() {
    db.sql(
            """
            with rows as (select id from outreach where state = 'claimed' and node = :node
                           order by id for update)
            update outreach o set state = 'scheduled', node = null
              from rows where o.id = rows.id
            """)
        .param("node", node)
        .update();
  }

  private static final String DEAD =
      """
      (o.node is null
       or not exists (select from node n where n.id = o.node and n.lease_until > clock_timestamp()))
      """;

  /** What dead nodes had claimed goes back; nothing of it had left. */
  int reclaim(Instant at) {
    return db.sql(
            """
            with rows as (select o.id from outreach o where o.state = 'claimed' and %s
                           order by o.id for update skip locked)
            update outreach o set state = 'scheduled', node = null, due = greatest(o.due, :at)
              from rows where o.id = rows.id
            """
                .formatted(DEAD))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** What dead nodes were sending: nobody knows whether it arrived. */
  List<Claimed> orphans() {
    return db.sql(
            "select o.* from outreach o where o.state = 'sending' and "
                + DEAD
                + " order by o.id for update skip locked")
        .query((row, n) -> DispatchTable.claimed(row))
        .list();
  }

  void doubt(List<Settlement> orphans, Instant at) {
    db.sql(
            """
            update outreach o
               set state = n.state, reason = n.reason, due = coalesce(n.due, o.due),
                   doubts = o.doubts + 1,
                   settled_at = case when n.state = 'scheduled' then null
                                     else :at::timestamptz end
              from unnest(:ids::bigint[], :states::text[], :reasons::text[], :dues::timestamptz[])
                   as n(id, state, reason, due)
             where o.id = n.id and o.state = 'sending'
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("ids", longs(orphans, one -> one.claimed().id()))
        .param("states", texts(orphans, one -> one.to().word()))
        .param("reasons", texts(orphans, one -> DispatchTable.word(one.reason())))
        .param("dues", times(orphans, Settlement::due))
        .update();
    db.sql(
            """
            insert into attempt (outreach, n, node, at, outcome, reply)
            select o.id, o.attempts, coalesce(o.node, ''), :at, 'in_doubt',
                   'the program ended while it was being sent'
              from outreach o where o.id = any(:ids) order by o.id
            on conflict (outreach, n) do nothing
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("ids", longs(orphans, one -> one.claimed().id()))
        .update();
  }
}
