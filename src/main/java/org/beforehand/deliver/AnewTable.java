package org.beforehand.deliver;

import static org.beforehand.fact.Columns.flags;
import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.beforehand.fact.Action;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Event;
import org.beforehand.fact.Share;
import org.beforehand.fact.Stage;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * outreach that waits to be decided anew. That is written in the rows themselves, so it outlives
 * whoever asked for it. Whoever changes them holds them.
 */
final class AnewTable {

  private final JdbcClient db;

  AnewTable(JdbcClient db) {
    this.db = db;
  }

  /**
   * Of this share of the customers. What is stopped waits for its campaign to go on: in the old
   * words it does not leave.
   */
  List<WaitingMessages.Anew> next(Share share, long above, int most) {
    return db.sql(
            """
            select id, campaign, customer, key, action, source, event, incident, episode, stage
              from outreach
             where state = 'held' and reason in ('being_redecided', 'called_instead')
               and id > :above and mod(hash & 1023, :of) = :lane
               and campaign <> all (array(select campaign from stopped_campaign))
               and not exists (select from stopped_campaign where campaign = '*')
             order by id limit :most
            """)
        .param("above", above)
        .param("lane", share.lane())
        .param("of", share.of())
        .param("most", most)
        .query(
            (row, n) ->
                new WaitingMessages.Anew(
                    row.getLong("id"),
                    new Outreach.Id(
                        row.getString("campaign"),
                        row.getString("customer"),
                        row.getString("key"),
                        Action.of(row.getString("action"))),
                    new Event.Key(row.getString("source"), row.getString("event")),
                    row.getString("incident"),
                    row.getInt("episode"),
                    Stage.parse(row.getString("stage"))))
        .list();
  }

  /**
   * Those of which nothing else has become, locked in the order of their numbers. A statement of
   * its own: one that also joined what becomes of them would be planned for a single row.
   */
  Set<Long> hold(List<Long> numbers) {
    return new HashSet<>(
        db.sql(
                """
                select id from outreach
                 where id = any(:numbers) and state = 'held'
                   and reason in ('being_redecided', 'called_instead')
                 order by id for update
                """)
            .param("numbers", numbers.toArray(Long[]::new))
            .query(Long.class)
            .list());
  }

  /** Its number of the customer's life stays: only what it says and when has changed since. */
  void again(List<Redecided.Again> rows) {
    db.sql(
            """
            update outreach o
               set purpose = n.purpose, urgent = n.urgent, channel = n.channel,
                   message = n.message, variant = n.variant, rule = n.rule,
                   revision = n.revision, state = n.state, gate = n.gate, reason = n.reason,
                   met = null,
                   due = n.due, expires = n.expires, after = n.after, after_told = n.told,
                   settled_seq = n.seq, gathers = n.gathers, priority = n.priority,
                   further = n.further, patience = n.patience, until_seen = n.until_seen
              from unnest(:ids::bigint[], :purposes::text[], :urgents::boolean[],
                          :channels::text[], :messages::text[], :variants::text[],
                          :rules::text[], :revisions::text[], :states::text[], :gates::text[],
                          :reasons::text[], :dues::timestamptz[], :expires::timestamptz[],
                          :afters::bigint[], :tolds::boolean[], :seqs::bigint[],
                          :gathers::boolean[], :priorities::int[], :furthers::text[],
                          :patiences::bigint[], :seens::boolean[])
                     as n(id, purpose, urgent, channel, message, variant, rule, revision, state,
                          gate, reason, due, expires, after, told, seq, gathers, priority,
                          further, patience, until_seen)
             where o.id = n.id
            """)
        .param("ids", longs(rows, Redecided.Again::outreach))
        .param("purposes", texts(rows, one -> one.as().purpose().word()))
        .param("urgents", flags(rows, one -> one.as().purpose().urgent()))
        .param("channels", texts(rows, one -> one.as().channel().word()))
        .param("messages", texts(rows, one -> one.as().message()))
        .param("variants", texts(rows, one -> one.as().variant()))
        .param("rules", texts(rows, one -> one.as().rule()))
        .param("revisions", texts(rows, one -> one.as().revision()))
        .param("states", texts(rows, one -> one.as().state().word()))
        .param("gates", texts(rows, one -> one.as().gate()))
        .param("reasons", texts(rows, one -> one.as().reason()))
        .param("dues", times(rows, one -> one.as().due()))
        .param("expires", times(rows, one -> one.as().expires()))
        .param("afters", rows.stream().map(one -> one.as().after()).toArray(Long[]::new))
        .param("tolds", flags(rows, one -> one.as().afterTold()))
        .param("seqs", longs(rows, one -> one.as().seq()))
        .param("gathers", flags(rows, one -> one.as().gathers()))
        .param("priorities", longs(rows, one -> one.as().priority()))
        .param("furthers", texts(rows, one -> Channel.words(one.as().further())))
        .param(
            "patiences", rows.stream().map(one -> one.as().patienceSeconds()).toArray(Long[]::new))
        .param("seens", flags(rows, one -> one.as().untilSeen()))
        .update();
  }

  /**
   * What the incident has overtaken may be wanted again, as ever. Where its rule does not apply any
   * more to what was to become a call, nobody has published anything: it met a bad moment.
   */
  void not(List<Redecided.Not> rows) {
    db.sql(
            """
            update outreach o
               set state = case when n.reason = 'overtaken' then 'superseded'
                                else 'cancelled' end,
                   gate = case when o.reason = 'called_instead' and n.reason = 'republished'
                               then o.gate else n.gate end,
                   reason = case when o.reason = 'called_instead' and n.reason = 'republished'
                                 then 'not_now' else n.reason end,
                   settled_seq = n.seq, settled_at = n.at
              from unnest(:ids::bigint[], :gates::text[], :reasons::text[], :seqs::bigint[],
                          :ats::timestamptz[]) as n(id, gate, reason, seq, at)
             where o.id = n.id
            """)
        .param("ids", longs(rows, Redecided.Not::outreach))
        .param("gates", texts(rows, Redecided.Not::gate))
        .param("reasons", texts(rows, one -> DispatchTable.word(one.reason())))
        .param("seqs", longs(rows, Redecided.Not::seq))
        .param("ats", times(rows, Redecided.Not::at))
        .update();
  }

  /**
   * What it waited for besides is asked again before it leaves; but money is not. What was to
   * become a call is not sent, even where it cannot be decided who calls.
   */
  void asItWas(List<Redecided.AsItWas> rows) {
    db.sql(
            """
            update outreach o
               set state = case when o.reason = 'called_instead' then 'cancelled'
                                when g.outreach is null and o.urgent then 'scheduled'
                                else 'held' end,
                   gathers = g.outreach is null and not o.urgent and o.reason <> 'called_instead',
                   gate = case when o.reason = 'called_instead' then o.gate
                               when g.outreach is null then null else 'budget' end,
                   reason = case when o.reason = 'called_instead' then 'not_now'
                                 else g.reason end,
                   settled_at = case when o.reason = 'called_instead' then n.at else o.settled_at end
              from unnest(:ids::bigint[], :ats::timestamptz[]) as n(id, at)
                   left join gesture_awaiting g on g.outreach = n.id
             where o.id = n.id
            """)
        .param("ids", longs(rows, Redecided.AsItWas::outreach))
        .param("ats", times(rows, Redecided.AsItWas::at))
        .update();
  }
}
