package org.beforehand.deliver;

import static org.beforehand.fact.Columns.flags;
import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beforehand.decide.CampaignSwitches;
import org.beforehand.decide.Reason;
import org.beforehand.fact.Action;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Event;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.Share;
import org.beforehand.fact.Stage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * outreach and attempt, as the sending side moves them. Every update names the state it leaves and
 * locks several rows in the order of their numbers.
 */
final class DispatchTable {

  private final JdbcClient db;
  private final String node;
  private final DeskRoom desk;

  DispatchTable(JdbcClient db, String node) {
    this.db = db;
    this.node = node;
    this.desk = new DeskRoom(db);
  }

  String installation() {
    return db.sql("select name from installation").query(String.class).single();
  }

  /**
   * Claims what is due, above a watermark: rows that were claimed a moment ago leave dead entries
   * at the front of the index, which an old snapshot keeps from being cleaned; starting above them
   * keeps a claim cheap whatever else the database does.
   */
  List<Claimed> claim(boolean urgent, Instant at, Instant above, int most) {
    return db.sql(
            """
            with next as (
              select id from outreach
               where state = 'scheduled' and urgent = :urgent and due <= :at and due >= :above
                 and campaign <> all (array(select campaign from stopped_campaign))
                 and not exists (select from stopped_campaign where campaign = '*')
               order by due, id limit :most for update skip locked)
            update outreach o set state = 'claimed', node = :node
              from next where o.id = next.id
            returning o.*
            """)
        .param("urgent", urgent)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("above", above.atOffset(ZoneOffset.UTC))
        .param("most", most)
        .param("node", node)
        .query((row, n) -> claimed(row))
        .list();
  }

  static Claimed claimed(ResultSet row) throws SQLException {
    return new Claimed(
        row.getLong("id"),
        row.getString("campaign"),
        row.getString("customer"),
        row.getString("key"),
        Action.of(row.getString("action")),
        Purpose.of(row.getString("purpose")),
        Channel.of(row.getString("channel")),
        row.getString("message"),
        row.getString("variant"),
        row.getString("rule"),
        row.getString("revision"),
        row.getObject("due", OffsetDateTime.class).toInstant(),
        row.getObject("expires", OffsetDateTime.class).toInstant(),
        new Event.Key(row.getString("source"), row.getString("event")),
        row.getString("incident"),
        row.getInt("episode"),
        Stage.parse(row.getString("stage")),
        row.getString("thread"),
        row.getInt("attempts"),
        row.getInt("doubts"),
        Channel.all(row.getString("further")));
  }

  /**
   * Moves what is not sent now. A call is handed over by this very update, and so looks at the
   * switches as {@link #begin} does; one that is stopped stays claimed, for the stop to hold.
   */
  void move(List<Move> all, Instant at) {
    lockSwitches();
    List<Move> moves = desk.within(all, node);
    db.sql(
            """
            with rows as (
              select o.id from outreach o
               where o.id = any(:ids) and o.state = 'claimed' and o.node = :node
               order by o.id for update)
            update outreach o
               set state = n.state, gate = n.gate, reason = n.reason, met = n.met,
                   due = coalesce(n.due, o.due), after = n.after, after_told = n.told, node = null,
                   gathers = n.gathers, channel = coalesce(n.channel, o.channel),
                   settled_at = case when n.state in ('scheduled', 'held') then null
                                     else :at::timestamptz end
              from rows, unnest(:ids::bigint[], :states::text[], :gates::text[], :reasons::text[],
                                :mets::text[], :dues::timestamptz[], :afters::bigint[],
                                :tolds::boolean[], :gathers::boolean[], :channels::text[])
                         as n(id, state, gate, reason, met, due, after, told, gathers, channel)
             where o.id = rows.id and n.id = o.id
               and (n.state <> 'sent'
                    or o.campaign <> all (array(select campaign from stopped_campaign))
                       and not exists (select from stopped_campaign where campaign = '*'))
            """)
        .param("node", node)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("ids", longs(moves, Move::id))
        .param("states", texts(moves, move -> move.to().word()))
        .param("gates", texts(moves, Move::gate))
        .param("reasons", texts(moves, move -> word(move.reason())))
        .param("mets", texts(moves, Move::moment))
        .param("dues", times(moves, Move::due))
        .param("afters", moves.stream().map(Move::after).toArray(Long[]::new))
        .param("tolds", flags(moves, Move::afterTold))
        .param("gathers", flags(moves, Move::gathers))
        .param("channels", texts(moves, Move::channel))
        .update();
  }

  /**
   * The step that cannot be taken back: committed just before the first byte. It holds the
   * incidents FOR SHARE, so that a stage whose incident has moved on is not begun, however the race
   * went; an end is not begun while another outage holds the customer's service; and a node whose
   * lease has lapsed begins nothing.
   *
   * <p>Nor does anything of a campaign that is stopped. The lock is a statement of its own: one
   * that locked and looked would see the switches as they were before it waited.
   *
   * @return the attempt number of each that is now {@code sending}
   */
  Map<Long, Integer> begin(List<Ready> next) {
    Map<Long, Integer> begun = new HashMap<>();
    lockSwitches();
    db.sql(
            """
            with now as (
              select id, status, episode, version from incident
               where id = any(:incidents) order by id for share),
            rows as (
              select o.id from outreach o
               where o.id = any(:ids) and o.state = 'claimed' and o.node = :node
                 and exists (select from node
                              where id = :node and lease_until > clock_timestamp())
                 and o.campaign <> all (array(select campaign from stopped_campaign))
                 and not exists (select from stopped_campaign where campaign = '*')
               order by o.id for update)
            update outreach o
               set state = 'sending', attempts = o.attempts + 1, incident_version = n.version,
                   channel = n.channel, further = n.further
              from rows, unnest(:ids::bigint[], :versions::bigint[], :joined::int[],
                                :channels::text[], :furthers::text[])
                         as n(id, version, joined, channel, further)
             where o.id = rows.id and n.id = o.id
               and (o.incident is null or o.stage is null
                    or exists (select from now i
                                where i.id = o.incident and i.episode = o.episode
                                  and i.version = n.version
                                  and i.status =
                                      case when split_part(o.stage, '.', 1) in ('restored', 'completed')
                                             then 'restored'
                                           when o.stage = 'cancelled' then 'cancelled'
                                           when o.stage like 'planned.%' then 'planned'
                                           else 'open' end))
               and (split_part(o.stage, '.', 1) not in ('restored', 'completed', 'cancelled')
                    or not exists (select from customer_scope c
                                     join open_incident other on other.scope = c.scope
                                    where c.customer = o.customer and c.removed = 'infinity'
                                      and other.id <> o.incident
                                      and 'outage:' || other.service = o.thread))
               -- Nor what says more for others than is wanted by now.
               and n.joined = (select count(*) from outreach m
                                where m.after = o.id and m.state = 'merged'
                                  and not exists (select from stopped_campaign s
                                                   where s.campaign = m.campaign))
            returning o.id, o.attempts
            """)
        .param("node", node)
        .param(
            "incidents",
            next.stream()
                .map(ready -> ready.claimed().incident())
                .filter(java.util.Objects::nonNull)
                .distinct()
                .sorted()
                .toArray(String[]::new))
        .param("ids", longs(next, ready -> ready.claimed().id()))
        .param("versions", longs(next, Ready::incidentVersion))
        .param("joined", longs(next, Ready::joined))
        .param("channels", texts(next, ready -> ready.claimed().channel().word()))
        .param("furthers", texts(next, ready -> Channel.words(ready.claimed().further())))
        .query(
            row -> {
              begun.put(row.getLong(1), row.getInt(2));
            });
    return begun;
  }

  private void lockSwitches() {
    db.sql("select pg_advisory_xact_lock_shared(:room, 1)")
        .param("room", CampaignSwitches.LOCK)
        .query(row -> {});
  }

  /**
   * Not begun: it is judged and rendered anew. One that is {@code sending} all the same was begun
   * by a commit whose answer never came, so nothing of it has left.
   */
  void release(List<Long> ids) {
    db.sql(
            """
            with rows as (select id from outreach
                           where id = any(:ids) and state in ('claimed', 'sending')
                             and node = :node
                           order by id for update)
            update outreach o set state = 'scheduled', node = null
              from rows where o.id = rows.id
            """)
        .param("ids", ids.toArray(Long[]::new))
        .param("node", node)
        .update();
  }

  /**
   * Stores what became of attempts. A node that was thought dead may still report: its attempt
   * number fences it from a later attempt.
   */
  void settle(List<Settlement> done, Instant at) {
    db.sql(
            """
            with n as (
              select * from unnest(:ids::bigint[], :attempts::int[], :states::text[],
                                   :reasons::text[], :dues::timestamptz[], :doubts::int[],
                                   :outcomes::text[], :replies::text[],
                                   :channels::text[], :peers::text[])
                         as n(id, attempt, state, reason, due, doubt, outcome, reply, channel,
                              peer)),
            rows as (
              select o.id from outreach o join n on o.id = n.id and o.attempts = n.attempt
               where o.node = :node and o.state in ('sending', 'in_doubt', 'scheduled')
               order by o.id for update of o),
            settled as (
              update outreach o
                 set state = n.state, gate = null, reason = n.reason,
                     due = coalesce(n.due, o.due), doubts = o.doubts + n.doubt,
                     next_at = case when o.further = '' or n.state = 'failed'
                                      or n.state = 'delivered' and o.patience > 0
                                         and not o.until_seen
                                    then null
                                    else coalesce(o.next_at,
                                                  :at + o.patience * interval '1 second') end,
                     settled_at = case when n.state = 'scheduled' then null
                                       else :at::timestamptz end
                from rows, n
               where o.id = rows.id and n.id = o.id)
            insert into attempt (outreach, n, node, at, outcome, reply, channel, peer)
            select id, attempt, :node, :at, outcome, reply, channel, peer from n order by id
            on conflict (outreach, n) do update
               set outcome = excluded.outcome, reply = excluded.reply, peer = excluded.peer
            """)
        .param("node", node)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("ids", longs(done, one -> one.claimed().id()))
        .param("attempts", attempts(done))
        .param("states", texts(done, one -> one.to().word()))
        .param("reasons", texts(done, one -> word(one.reason())))
        .param("dues", times(done, Settlement::due))
        .param("doubts", longs(done, one -> one.doubt() ? 1 : 0))
        .param("outcomes", texts(done, Settlement::outcome))
        .param("replies", texts(done, Settlement::reply))
        .param("channels", texts(done, one -> one.claimed().channel().word()))
        .param("peers", texts(done, Settlement::peer))
        .update();
  }

  private static Integer[] attempts(List<Settlement> done) {
    return done.stream().map(one -> one.claimed().attempts()).toArray(Integer[]::new);
  }

  /** Those of this share that waited for an earlier outreach whose fate is known now. */
  int releaseFollowers(Share share, Instant at) {
    return db.sql(
            """
            with settled as (
              select d.id, p.state in ('sent', 'delivered', 'complained', 'answered', 'in_doubt')
                           as told,
                     -- An update that did not arrive does not unsay what was told before it.
                     d.after_told and coalesce(
                       p.stage ~ '^(eta|still-out|planned)[.]', false) as either_way
                from outreach d join contact p on p.id = d.after
               where d.state = 'held' and d.after is not null and d.gate is distinct from 'budget'
                 and mod(d.hash & 1023, :of) = :lane
                 and p.state not in ('held', 'scheduled', 'claimed', 'sending')
               order by d.id for update of d skip locked),
            rows as (
              select s.id, s.told, s.either_way or s.told = o.after_told as wanted
                from settled s join outreach o on o.id = s.id)
            update outreach d
               set state = case when rows.wanted then 'scheduled' else 'dropped' end,
                   gate = 'thread',
                   reason = case when rows.wanted then null
                                 when rows.told then 'already_told' else 'not_told' end,
                   due = greatest(d.due, :at),
                   settled_at = case when rows.wanted then null else :at::timestamptz end,
                   after = null
              from rows where d.id = rows.id
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("lane", share.lane())
        .param("of", share.of())
        .update();
  }

  static @Nullable String word(@Nullable Reason reason) {
    return reason == null ? null : reason.word();
  }
}
