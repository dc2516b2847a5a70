package org.beforehand.studio;

import java.util.List;
import org.beforehand.studio.PastTable.Part;

/** What a customer's past is read from: customer_version, consent, event, outreach and gesture. */
final class PastOfCustomersTable {

  /**
   * The record as it was. Whoever has imported history older than the first record was a customer
   * then, though we did not know it; the first record stands for what we would have known.
   */
  private static final Part RECORDS =
      new Part(
          "customer_version (customer, seq, at, source, profile)",
          """
          select distinct on (v.customer) v.customer, v.seq, least(v.at, {begins}), v.source,
                 v.profile
            from customer_version v
           where {theirs v.customer}
             and (v.at < {begins}
                  or exists (select from event e
                              where e.customer = v.customer and e.outcome = 'remembered'
                                and e.time < v.at)
                     and not exists (select from customer_version o
                                      where o.customer = v.customer
                                        and (o.at < {begins} or o.seq < v.seq)))
           order by v.customer, v.seq desc
          """);

  private static final Part CUSTOMERS =
      new Part(
          "customer (id, hash, seq, version, profile)",
          """
          select c.id, c.hash,
                 coalesce((select max(e.seq) from event e
                            where e.customer = c.id and e.received < {begins}), 0),
                 1, '{}'
            from customer c where {theirs c.id}
          """);

  /** All of them: which were given by then is known by their numbers, once all is there. */
  private static final Part CONSENTS =
      new Part(
          "consent (customer, purpose, channel, seq, granted, at, source, proof)",
          """
          select customer, purpose, channel, seq, granted, at, source, proof
            from consent where {theirs customer}
          """);

  private static final Part HISTORY =
      new Part(
          "event (source, id, type, customer, time, received, fingerprint, data, seq, outcome,"
              + " detail)",
          """
          select source, id, type, customer, time, received, fingerprint, data, seq, outcome, detail
            from event
           where {theirs customer} and time >= {since}
             and case outcome when 'remembered' then time else received end < {begins}
          """);

  /**
   * Of one instant, in the order in which they were numbered. The record that an event brought is
   * the version it made or, where it changed nothing, the one before.
   */
  private static final Part EVENTS =
      new Part(
          "staged_event (at, line, source, id, type, subject, fingerprint, data, time)",
          """
          select e.came, (extract(epoch from e.received) * 1000000)::bigint, e.source, e.id, e.type,
                 'customer:' || e.customer, e.fingerprint,
                 coalesce(case when e.type = 'customer.updated'
                               then (select v.profile from customer_version v
                                      where v.customer = e.customer and v.seq <= e.seq
                                      order by v.seq desc limit 1)
                          end, e.data, '{}'),
                 nullif(e.time, e.came)
            from (select *, case outcome when 'remembered' then time else received end as came
                    from event where {theirs customer} and source not in ('timer', 'schedule')) e
           where e.came between {begins} and {ends}
           order by e.customer, e.received, e.seq
          """);

  /**
   * What had not been settled by then was still waiting: what is not urgent for whatever else
   * comes, and until the first of its due times that was still to come.
   */
  private static final Part OUTREACH =
      new Part(
          """
          outreach (id, campaign, customer, hash, key, action, purpose, urgent, channel, message,
                    rule, revision, state, gate, reason, due, expires, source, event, seq, incident,
                    episode, stage, thread, incident_version, after, after_told, attempts, doubts,
                    settled_at, created, variant, priority, gathers)
          """,
          """
          select id, campaign, customer, hash, key, action, purpose, urgent, channel, message, rule,
                 revision,
                 case when settled_at < {begins} then state
                      when after is not null or not urgent then 'held' else 'scheduled' end,
                 case when settled_at < {begins} or gate = 'budget' then gate end,
                 case when settled_at < {begins} or gate = 'budget' then reason end,
                 coalesce((select min(w.due) from outreach_was w
                            where w.outreach = outreach.id and w.settled_at is null
                              and w.due >= {begins}), due),
                 expires, source, event, seq, incident, episode, stage, thread,
                 incident_version, after, after_told, attempts, doubts,
                 case when settled_at < {begins} then settled_at end, created, variant, priority,
                 -- What waits for money still does: who decides about it is no part of a simulation.
                 not urgent and after is null and (settled_at < {begins}) is not true
                   and (state = 'held' and gate = 'budget') is not true
            from outreach where {theirs customer} and created < {begins}
          """);

  private static final Part GESTURES =
      new Part(
          "gesture (outreach, customer, amount, currency, reason, revision, state, at)",
          """
          select outreach, customer,
                 -- What it was worth, and what was done stays given.
                 (select v.amount from given v where v.outreach = gesture.outreach), currency,
                 reason, revision,
                 (select case v.state when 'fulfilled' then v.state else gesture.state end
                    from given v where v.outreach = gesture.outreach), at
            from gesture where {theirs customer} and at < {begins}
          """);

  private static final Part MUTES =
      new Part(
          "mute (customer, purpose, seq, until, at, rule)",
          """
          select customer, purpose, seq, until, at, rule from mute
           where {theirs customer} and at < {begins}
          """);

  private static final Part REMEMBERED =
      new Part(
          "remembered (customer, trait, seq, value, at, rule)",
          """
          select customer, trait, seq, value, at, rule from remembered
           where {theirs customer} and at < {begins}
          """);

  static final List<Part> PARTS =
      List.of(CUSTOMERS, RECORDS, CONSENTS, HISTORY, EVENTS, OUTREACH, GESTURES, MUTES, REMEMBERED);

  private PastOfCustomersTable() {}
}
