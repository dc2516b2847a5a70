package org.beforehand.intake;

import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beforehand.fact.Event;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * waiting_list. Pieces of a thing are handed on only by whoever holds the lock of its sku, so that
 * none is given twice; whoever holds several took them in order. Customers are locked before that,
 * and never after.
 */
final class WaitingListTable {

  private final JdbcClient db;

  WaitingListTable(JdbcClient db) {
    this.db = db;
  }

  /** Somebody and a thing. */
  record Wish(String sku, String customer) {}

  /** A wish, the event it was told by, and when that came in. */
  record Asked(Wish wish, Event event, Instant entered) {}

  /** Takes the locks of these things until the transaction ends; read what they guard after it. */
  void lock(Collection<String> skus) {
    db.sql(
            """
            select pg_advisory_xact_lock(hashtextextended('sku:' || s, 0))::text
              from unnest(:skus::text[]) s
            """)
        .param("skus", new TreeSet<>(skus).toArray(String[]::new))
        .query(String.class)
        .list();
  }

  /** Those of these wishes that are on the list and not over. */
  List<Wish> live(Collection<Wish> wishes) {
    return db.sql(
            """
            select w.sku, w.customer
              from unnest(:skus::text[], :customers::text[]) as n(sku, customer)
              join waiting_list w on w.sku = n.sku and w.customer = n.customer
             where w.state in ('waiting', 'reserved')
            """)
        .param("skus", texts(wishes, Wish::sku))
        .param("customers", texts(wishes, Wish::customer))
        .query((row, n) -> new Wish(row.getString(1), row.getString(2)))
        .list();
  }

  /** Puts them on the list; whoever waits already keeps their place. */
  void enter(Collection<Asked> asked) {
    if (asked.isEmpty()) {
      return;
    }
    List<Asked> rows =
        asked.stream()
            .sorted(
                Comparator.comparing((Asked one) -> one.wish().sku())
                    .thenComparing(one -> one.wish().customer()))
            .toList();
    db.sql(
            """
            insert into waiting_list (sku, customer, asked, source, event, entered, state)
            select n.*, 'waiting'
              from unnest(:skus::text[], :customers::text[], :asked::timestamptz[],
                          :sources::text[], :events::text[], :entered::timestamptz[]) n
            on conflict (sku, customer) where state in ('waiting', 'reserved') do nothing
            """)
        .param("skus", texts(rows, one -> one.wish().sku()))
        .param("customers", texts(rows, one -> one.wish().customer()))
        .param("asked", times(rows, one -> one.event().time()))
        .param("sources", texts(rows, one -> one.event().source()))
        .param("events", texts(rows, one -> one.event().id()))
        .param("entered", times(rows, Asked::entered))
        .update();
  }

  /**
   * A wish that has ended.
   *
   * @param held whether it had a piece
   */
  record Ended(Wish wish, boolean held, Event.Key cause) {}

  /**
   * Ends these wishes.
   *
   * @param state bought or declined
   */
  List<Ended> end(Collection<Wish> wishes, String state, Instant at) {
    return db.sql(
            """
            with live as (
              select w.*
                from unnest(:skus::text[], :customers::text[]) as n(sku, customer)
                join waiting_list w on w.sku = n.sku and w.customer = n.customer
               where w.state in ('waiting', 'reserved')
               order by w.number for update of w),
            ended as (
              update waiting_list w set state = :state, ended = :at
                from live where w.number = live.number)
            select sku, customer, state = 'reserved', source, event from live
            """)
        .param("skus", texts(wishes, Wish::sku))
        .param("customers", texts(wishes, Wish::customer))
        .param("state", state)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .query((row, n) -> ended(row))
        .list();
  }

  private static Ended ended(ResultSet row) throws SQLException {
    return new Ended(
        new Wish(row.getString(1), row.getString(2)),
        row.getBoolean(3),
        new Event.Key(row.getString(4), row.getString(5)));
  }

  /** Those of these that their customers ended before they were told. */
  List<Ended> endedUntold(List<Long> numbers) {
    return db.sql(
            """
            select sku, customer, true, source, event from waiting_list
             where number = any(:numbers) and told is null and state in ('bought', 'declined')
            """)
        .param("numbers", numbers.toArray(Long[]::new))
        .query((row, n) -> ended(row))
        .list();
  }

  /** The things of which a piece has been set aside for long enough. */
  List<String> lapsing(Instant at, int most) {
    return db.sql(
            """
            select distinct sku from (
              select sku from waiting_list where state = 'reserved' and until <= :at
               order by until limit :most) due
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("most", most)
        .query(String.class)
        .list();
  }

  /** Ends what lapses of these things; returns how many pieces of each are free by that. */
  Map<String, Integer> lapse(Collection<String> skus, Instant at) {
    Map<String, Integer> pieces = new TreeMap<>();
    db.sql(
            """
            with ended as (
              update waiting_list
                 set state = case when told then 'lapsed' else 'unreached' end, ended = :at
               where state = 'reserved' and until <= :at and sku = any(:skus)
              returning sku)
            select sku, count(*) from ended group by sku
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("skus", skus.toArray(String[]::new))
        .query(
            row -> {
              pieces.put(row.getString(1), row.getInt(2));
            });
    return pieces;
  }

  /**
   * Sets so many pieces of each thing aside for those who asked first.
   *
   * @return how many found somebody
   */
  int grant(Map<String, Integer> pieces, Instant at) {
    if (pieces.isEmpty()) {
      return 0;
    }
    return db.sql(
            """
            update waiting_list w set state = 'reserved', granted = :at
              from (select next.number
                      from unnest(:skus::text[], :pieces::bigint[]) as f(sku, pieces)
                     cross join lateral (
                       select number from waiting_list
                        where sku = f.sku and state = 'waiting'
                        order by asked, source, event limit f.pieces) next) chosen
             where w.number = chosen.number
            """)
        .param("skus", texts(pieces.keySet(), sku -> sku))
        .param("pieces", longs(pieces.values(), Integer::longValue))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Somebody for whom a piece is set aside and who is to be told. */
  record Untold(long number, Wish wish, Instant asked, Event.Key cause) {}

  /** In the order in which they were given it, and of those at once in which they asked. */
  List<Untold> untold(int most) {
    return db.sql(
            """
            select * from waiting_list where state = 'reserved' and told is null
             order by granted, asked, source, event limit :most
            """)
        .param("most", most)
        .query(
            (row, n) ->
                new Untold(
                    row.getLong("number"),
                    new Wish(row.getString("sku"), row.getString("customer")),
                    row.getObject("asked", OffsetDateTime.class).toInstant(),
                    new Event.Key(row.getString("source"), row.getString("event"))))
        .list();
  }

  /**
   * Notes who is told: those to whom something goes out. Of the others the piece is free again at
   * once.
   *
   * @param ids the events by which it was decided, of our own clock, in the order of the numbers
   */
  void told(List<Long> numbers, List<String> ids, Instant at, Instant until) {
    db.sql(
            """
            with rows as (
              select w.number, n.id from unnest(:numbers::bigint[], :ids::text[]) as n(number, id)
                join waiting_list w on w.number = n.number
               where w.state = 'reserved' and w.told is null
               order by w.number for update of w),
            reached as (
              select r.number,
                     exists (select from outreach o
                              where o.customer = w.customer and o.source = :clock
                                and o.event = r.id and o.state not in ('dropped', 'cancelled'))
                       as reached
                from rows r join waiting_list w on w.number = r.number)
            update waiting_list w
               set told = r.reached, until = case when r.reached then :until else :at end
              from reached r where w.number = r.number
            """)
        .param("numbers", numbers.toArray(Long[]::new))
        .param("ids", ids.toArray(String[]::new))
        .param("clock", Event.TIMER)
        .param("until", until.atOffset(ZoneOffset.UTC))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }
}
