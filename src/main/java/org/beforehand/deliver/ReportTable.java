package org.beforehand.deliver;

import static org.beforehand.fact.Columns.flags;
import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.util.Collection;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** outreach and attempt, as what is reported of messages moves them. */
final class ReportTable {

  private final JdbcClient db;

  ReportTable(JdbcClient db) {
    this.db = db;
  }

  /**
   * Of several words on one message the first of its kind counts: a bounce before a complaint. A
   * report on the channel tried before is the last word while the next one still waits, where it
   * says that the message arrived, or was seen where that is what is awaited; once that has left,
   * it changes nothing here.
   */
  void settle(Collection<Outbox.Returned> returned) {
    db.sql(
            """
            with n as (
              select distinct on (id, channel) *
                from unnest(:numbers::bigint[], :customers::text[], :channels::text[],
                            :states::text[], :reasons::text[], :seens::boolean[],
                            :ats::timestamptz[])
                     as n(id, customer, channel, state, reason, seen, at)
               order by id, channel, state, seen desc),
            rows as (
              select o.id, n.state, n.reason, n.channel, n.seen, n.at from outreach o
                join n on o.id = n.id and o.customer = n.customer
               where o.channel = n.channel
                     and (o.state in ('sent', 'in_doubt')
                          or o.state = 'delivered' and n.state <> 'delivered'
                             and n.reason is null
                          or o.state = 'delivered' and n.seen and o.next_at is not null)
                  or n.state = 'delivered' and o.state in ('held', 'scheduled', 'claimed')
                     and (n.seen or not o.until_seen)
                     and n.channel = any(string_to_array(o.missed, ' '))
               order by o.id for update of o)
            update outreach o
               set state = rows.state, gate = null, reason = rows.reason, channel = rows.channel,
                   missed = array_to_string(
                     array_remove(string_to_array(o.missed, ' '), rows.channel), ' '),
                   next_at = case when rows.state = 'delivered'
                                       and (o.patience = 0 or o.until_seen and not rows.seen)
                                  then o.next_at end,
                   settled_at = rows.at, node = null, gathers = false, after = null
              from rows where o.id = rows.id
            """)
        .param("numbers", longs(returned, Outbox.Returned::number))
        .param("customers", texts(returned, Outbox.Returned::customer))
        .param("channels", texts(returned, one -> one.channel().word()))
        .param("states", texts(returned, one -> one.to().word()))
        .param("reasons", texts(returned, one -> DispatchTable.word(one.reason())))
        .param("seens", flags(returned, Outbox.Returned::seen))
        .param("ats", times(returned, Outbox.Returned::at))
        .update();
  }

  /** Keeps with the last attempt by that channel what came of it, whatever it means by now. */
  void keep(Collection<Outbox.Returned> returned) {
    db.sql(
            """
            with n as (
              select distinct on (o.id, n.channel) o.id, n.channel, n.state, n.at, o.channel as now
                from unnest(:numbers::bigint[], :customers::text[], :channels::text[],
                            :states::text[], :ats::timestamptz[])
                     as n(id, customer, channel, state, at)
                join outreach o on o.id = n.id and o.customer = n.customer
               order by o.id, n.channel, n.state)
            update attempt a set came_of = n.state, came_at = n.at
              from n
             where a.outreach = n.id
               and a.n = (select max(l.n) from attempt l
                           where l.outreach = n.id and coalesce(l.channel, n.now) = n.channel)
            """)
        .param("numbers", longs(returned, Outbox.Returned::number))
        .param("customers", texts(returned, Outbox.Returned::customer))
        .param("channels", texts(returned, one -> one.channel().word()))
        .param("states", texts(returned, one -> one.to().word()))
        .param("ats", times(returned, Outbox.Returned::at))
        .update();
  }

  Optional<Outbox.Sent> sentAs(String peer) {
    return db.sql(
            """
            select o.id, o.customer from attempt a join outreach o on o.id = a.outreach
             where a.peer = :peer order by a.at desc limit 1
            """)
        .param("peer", peer)
        .query((row, n) -> new Outbox.Sent(row.getLong(1), row.getString(2)))
        .optional();
  }
}
