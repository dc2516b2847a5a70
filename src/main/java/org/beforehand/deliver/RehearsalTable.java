package org.beforehand.deliver;

import static org.beforehand.fact.Columns.flags;
import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Share;
import org.springframework.jdbc.core.simple.JdbcClient;

/** outreach, as a rehearsal moves it: straight from scheduled to where it ends. */
final class RehearsalTable {

  private final JdbcClient db;

  RehearsalTable(JdbcClient db) {
    this.db = db;
  }

  /** One that is due, and when it was decided. */
  record Due(Claimed claimed, Instant decided) {}

  /**
   * What became of one, and when.
   *
   * @param channels it leaves by the first, or may still take them
   */
  record Settled(Move move, List<Channel> channels, Instant at, long incidentVersion) {}

  /** Which of what is due. */
  enum Which {
    ALL,
    /** Without calls. */
    WRITTEN,
    CALLS
  }

  List<Due> due(Share share, Which which, Instant at, int most) {
    return db.sql(
            """
            select id, campaign, customer, key, action, purpose, channel, message, variant, rule,
                   revision, due, expires, source, event, incident, episode, stage, thread, attempts, doubts,
                   further,
                   created
              from outreach
             where state = 'scheduled' and urgent in (true, false) and due <= :at
               and mod(hash & 1023, :of) = :lane
               and (:which = 'ALL' or (channel = 'call') = (:which = 'CALLS'))
             order by due, id limit :most
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("of", share.of())
        .param("lane", share.lane())
        .param("which", which.name())
        .param("most", most)
        .query(
            (row, n) ->
                new Due(
                    DispatchTable.claimed(row),
                    row.getObject("created", OffsetDateTime.class).toInstant()))
        .list();
  }

  void settle(List<Settled> settled) {
    db.sql(
            """
            update outreach o
               set state = n.state, gate = n.gate, reason = n.reason,
                   due = coalesce(n.due, o.due), after = n.after, after_told = n.told,
                   gathers = n.gathers, channel = n.channel, further = n.further,
                   incident_version = greatest(o.incident_version, n.version),
                   settled_at = case when n.state in ('scheduled', 'held') then null
                                     else n.at end
              from unnest(:ids::bigint[], :states::text[], :gates::text[], :reasons::text[],
                          :dues::timestamptz[], :afters::bigint[], :tolds::boolean[],
                          :ats::timestamptz[], :versions::bigint[],
                          :gathers::boolean[], :channels::text[], :furthers::text[])
                   as n(id, state, gate, reason, due, after, told, at, version, gathers, channel,
                        further)
             where o.id = n.id and o.state = 'scheduled'
            """)
        .param("ids", longs(settled, one -> one.move().id()))
        .param("states", texts(settled, one -> one.move().to().word()))
        .param("gates", texts(settled, one -> one.move().gate()))
        .param("reasons", texts(settled, one -> DispatchTable.word(one.move().reason())))
        .param("dues", times(settled, one -> one.move().due()))
        .param("afters", settled.stream().map(one -> one.move().after()).toArray(Long[]::new))
        .param("tolds", flags(settled, one -> one.move().afterTold()))
        .param("gathers", flags(settled, one -> one.move().gathers()))
        .param("channels", texts(settled, one -> one.channels().get(0).word()))
        .param(
            "furthers",
            texts(settled, one -> Channel.words(one.channels().subList(1, one.channels().size()))))
        .param("ats", times(settled, Settled::at))
        .param("versions", longs(settled, Settled::incidentVersion))
        .update();
  }
}
