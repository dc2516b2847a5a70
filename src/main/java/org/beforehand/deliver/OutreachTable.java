package org.beforehand.deliver;

import static org.beforehand.fact.Columns.flags;
import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beforehand.customer.Customers.Refusal;
import org.beforehand.decide.Reason;
import org.beforehand.fact.Action;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Stage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * outreach, as the deciding side writes it. Every statement that changes several rows locks them in
 * the order of their numbers first, so that it can never deadlock with a dispatcher.
 */
final class OutreachTable {

  private final JdbcClient db;

  OutreachTable(JdbcClient db) {
    this.db = db;
  }

  Map<Outreach.Id, Long> insert(Collection<Outreach> outreach) {
    List<Outreach> rows =
        outreach.stream()
            .sorted(
                Comparator.comparing((Outreach one) -> one.id().customer())
                    .thenComparing(one -> one.id().campaign())
                    .thenComparing(one -> one.id().key())
                    .thenComparing(one -> one.id().action()))
            .toList();
    Map<Outreach.Id, Long> put = new HashMap<>();
    db.sql(
            """
            insert into outreach as o
                   (campaign, customer, hash, key, action, purpose, urgent, channel, message, rule,
                    revision, state, gate, reason, due, expires, source, event, seq, incident,
                    episode, stage, thread, incident_version, after, after_told, created, variant,
                    gathers, priority, further, patience, until_seen)
            select n.*
              from unnest(:campaigns::text[], :customers::text[], :hashes::bigint[],
                          :keys::text[], :actions::text[], :purposes::text[],
                          :urgents::boolean[], :channels::text[], :messages::text[],
                          :rules::text[], :revisions::text[], :states::text[], :gates::text[],
                          :reasons::text[], :dues::timestamptz[], :expires::timestamptz[],
                          :sources::text[], :events::text[], :seqs::bigint[],
                          :incidents::text[], :episodes::int[], :stages::text[],
                          :threads::text[], :versions::bigint[], :afters::bigint[],
                          :tolds::boolean[], :decided::timestamptz[], :variants::text[],
                          :gathers::boolean[], :priorities::int[],
                          :furthers::text[], :patiences::bigint[], :seens::boolean[]) n
            on conflict (customer, campaign, key, action) do update
               set state = excluded.state, gate = excluded.gate, reason = excluded.reason,
                   met = null,
                   due = excluded.due, expires = excluded.expires, revision = excluded.revision,
                   variant = excluded.variant, seq = excluded.seq,
                   after = excluded.after, after_told = excluded.after_told, node = null,
                   gathers = excluded.gathers, priority = excluded.priority,
                   channel = excluded.channel, further = excluded.further,
                   patience = excluded.patience, until_seen = excluded.until_seen, next_at = null,
                   settled_at = null
             where o.state = 'superseded'
            returning id, campaign, customer, key, action
            """)
        .param("decided", times(rows, Outreach::decided))
        .param("campaigns", texts(rows, one -> one.id().campaign()))
        .param("customers", texts(rows, one -> one.id().customer()))
        .param("hashes", longs(rows, one -> Customer.hash(one.id().customer())))
        .param("keys", texts(rows, one -> one.id().key()))
        .param("actions", texts(rows, one -> one.id().action().word()))
        .param("purposes", texts(rows, one -> one.purpose().word()))
        .param("urgents", flags(rows, one -> one.purpose().urgent()))
        .param("channels", texts(rows, one -> one.channel().word()))
        .param("messages", texts(rows, Outreach::message))
        .param("variants", texts(rows, Outreach::variant))
        .param("rules", texts(rows, Outreach::rule))
        .param("revisions", texts(rows, Outreach::revision))
        .param("states", texts(rows, one -> one.state().word()))
        .param("gates", texts(rows, Outreach::gate))
        .param("reasons", texts(rows, Outreach::reason))
        .param("dues", times(rows, Outreach::due))
        .param("expires", times(rows, Outreach::expires))
        .param("sources", texts(rows, one -> one.cause().source()))
        .param("events", texts(rows, one -> one.cause().id()))
        .param("seqs", longs(rows, Outreach::seq))
        .param("incidents", texts(rows, one -> incident(one, Incident::id)))
        .param("episodes", rows.stream().map(OutreachTable::episode).toArray(Integer[]::new))
        .param("stages", texts(rows, OutreachTable::stage))
        .param("threads", texts(rows, OutreachTable::thread))
        .param("versions", longs(rows, one -> 0))
        .param("afters", rows.stream().map(Outreach::after).toArray(Long[]::new))
        .param("tolds", flags(rows, Outreach::afterTold))
        .param("gathers", flags(rows, Outreach::gathers))
        .param("priorities", longs(rows, Outreach::priority))
        .param("furthers", texts(rows, one -> Channel.words(one.further())))
        .param("patiences", rows.stream().map(Outreach::patienceSeconds).toArray(Long[]::new))
        .param("seens", flags(rows, Outreach::untilSeen))
        .query(
            row -> {
              put.put(
                  new Outreach.Id(
                      row.getString(2),
                      row.getString(3),
                      row.getString(4),
                      Action.of(row.getString(5))),
                  row.getLong(1));
            });
    return put;
  }

  /** A note at the desk is not in the post yet. */
  int withdraw(List<Refusal> refusals, String gate, Reason reason, Instant at) {
    return db.sql(
            """
            with rows as (
              select o.id from outreach o
                join unnest(:customers::text[], :purposes::text[], :channels::text[])
                       as r(customer, purpose, channel)
                  on o.customer = r.customer and o.purpose = r.purpose
                     and o.channel = coalesce(r.channel, o.channel)
               where o.state in ('held', 'scheduled', 'claimed')
                  or o.state = 'sent' and o.channel = 'note'
                  or o.state = 'merged' and o.after is not null
               order by o.id for update of o)
            update outreach o
               set state = 'cancelled', after = null, gate = :gate, reason = :reason, settled_at = :at
              from rows where o.id = rows.id
            """)
        .param("customers", texts(refusals, Refusal::customer))
        .param("purposes", texts(refusals, refusal -> refusal.purpose().word()))
        .param("channels", texts(refusals, OutreachTable::channel))
        .param("gate", gate)
        .param("reason", reason.word())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static @Nullable String channel(Refusal refusal) {
    return refusal.channel() == null ? null : refusal.channel().word();
  }

  List<Outbox.Waits> waiting(Collection<String> customers) {
    return db.sql(
            """
            select id, customer, key, source, event, seq from outreach
             where customer = any(:customers)
               and (state in ('held', 'scheduled', 'claimed')
                    or state = 'merged' and after is not null)
             order by id
            """)
        .param("customers", customers.toArray(String[]::new))
        .query(
            (row, n) ->
                new Outbox.Waits(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    new Event.Key(row.getString(4), row.getString(5)),
                    row.getLong(6)))
        .list();
  }

  /** What was handed to the desk is {@code sent}, and can still be taken back. */
  void cancel(Collection<Outbox.Withdrawn> withdrawn, String gate, Reason reason) {
    db.sql(
            """
            with rows as (
              select o.id, n.at, n.seq from outreach o
                join unnest(:numbers::bigint[], :ats::timestamptz[], :seqs::bigint[])
                     as n(id, at, seq) on o.id = n.id
               where o.state in ('held', 'scheduled', 'claimed')
                  or o.state = 'sent' and o.channel in ('call', 'note')
                  or o.state = 'merged' and o.after is not null
               order by o.id for update of o)
            update outreach o
               set state = 'cancelled', after = null, gate = :gate, reason = :reason, settled_at = rows.at,
                   settled_seq = rows.seq
              from rows where o.id = rows.id
            """)
        .param("numbers", longs(withdrawn, Outbox.Withdrawn::number))
        .param("ats", times(withdrawn, Outbox.Withdrawn::at))
        .param("seqs", longs(withdrawn, Outbox.Withdrawn::seq))
        .param("gate", gate)
        .param("reason", reason.word())
        .update();
  }

  int supersede(String incident, int episode, Collection<String> customers, Instant at) {
    return db.sql(
            """
            with rows as (
              select o.id from outreach o
               where o.incident = :incident and o.episode = :episode
                 and o.customer = any(:customers)
                 and o.state in ('held', 'scheduled', 'claimed')
                 and split_part(o.stage, '.', 1) not in ('restored', 'completed', 'cancelled')
               order by o.id for update)
            update outreach o
               set state = 'superseded', gate = 'thread', reason = 'overtaken', settled_at = :at
              from rows where o.id = rows.id
            """)
        .param("incident", incident)
        .param("episode", episode)
        .param("customers", customers.toArray(String[]::new))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static @Nullable String incident(
      Outreach one, java.util.function.Function<Incident, String> what) {
    return one.incident() == null ? null : what.apply(one.incident());
  }

  /** Only what tells a stage belongs to its conversation. */
  private static @Nullable String thread(Outreach one) {
    return one.stage() == null ? null : incident(one, Incident::thread);
  }

  private static @Nullable Integer episode(Outreach one) {
    return one.incident() == null ? null : one.incident().episode();
  }

  private static @Nullable String stage(Outreach one) {
    Stage stage = one.stage();
    return stage == null ? null : stage.word();
  }
}
