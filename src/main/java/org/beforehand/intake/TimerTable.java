package org.beforehand.intake;

import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Event;
import org.beforehand.fact.Share;
import org.springframework.jdbc.core.simple.JdbcClient;

/** timer. */
final class TimerTable {

  private final JdbcClient db;

  TimerTable(JdbcClient db) {
    this.db = db;
  }

  /** What makes a timer the same one: it is set once. */
  record Id(String campaign, String customer, String key, String name) {}

  /**
   * A timer.
   *
   * @param set when it was decided to set it
   * @param seq the customer's sequence number it was decided at
   */
  record Timer(Id id, Instant due, Event.Key cause, Instant set, long seq) {}

  /** Sets timers; says which of them were not set before. */
  Set<Id> set(Collection<Timer> timers) {
    List<Timer> rows =
        timers.stream()
            .sorted(
                Comparator.comparing((Timer one) -> one.id().campaign())
                    .thenComparing(one -> one.id().customer())
                    .thenComparing(one -> one.id().key())
                    .thenComparing(one -> one.id().name()))
            .toList();
    return new HashSet<>(
        db.sql(
                """
                insert into timer (campaign, customer, key, name, due, source, event, created,
                                   seq, hash, state)
                select n.*, 'waiting'
                  from unnest(:campaigns::text[], :customers::text[], :keys::text[],
                              :names::text[], :dues::timestamptz[], :sources::text[],
                              :events::text[], :sets::timestamptz[], :seqs::bigint[],
                              :hashes::bigint[]) n
                on conflict (campaign, customer, key, name) do nothing
                returning campaign, customer, key, name
                """)
            .param("campaigns", texts(rows, one -> one.id().campaign()))
            .param("customers", texts(rows, one -> one.id().customer()))
            .param("keys", texts(rows, one -> one.id().key()))
            .param("names", texts(rows, one -> one.id().name()))
            .param("dues", times(rows, Timer::due))
            .param("sources", texts(rows, one -> one.cause().source()))
            .param("events", texts(rows, one -> one.cause().id()))
            .param("sets", times(rows, Timer::set))
            .param("seqs", longs(rows, Timer::seq))
            .param("hashes", longs(rows, one -> Customer.hash(one.id().customer())))
            .query(
                (row, n) ->
                    new Id(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
            .list());
  }

  /** A timer that has run out, by its number. */
  record Due(long number, Timer timer) {}

  List<Due> due(Share share, Instant at, int most) {
    return db.sql(
            """
            select * from timer where state = 'waiting' and due <= :at
               and mod(hash & 1023, :of) = :lane
             order by due, id limit :most
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("lane", share.lane())
        .param("of", share.of())
        .param("most", most)
        .query(
            (row, n) ->
                new Due(
                    row.getLong("id"),
                    new Timer(
                        new Id(
                            row.getString("campaign"),
                            row.getString("customer"),
                            row.getString("key"),
                            row.getString("name")),
                        row.getObject("due", OffsetDateTime.class).toInstant(),
                        new Event.Key(row.getString("source"), row.getString("event")),
                        row.getObject("created", OffsetDateTime.class).toInstant(),
                        row.getLong("seq"))))
        .list();
  }

  /** A timer that has not run out. */
  record Waits(long number, String customer, String key, Event.Key cause, long seq) {}

  List<Waits> waiting(Collection<String> customers) {
    return db.sql(
            """
            select id, customer, key, source, event, seq from timer
             where customer = any(:customers) and state = 'waiting' order by id
            """)
        .param("customers", customers.toArray(String[]::new))
        .query(
            (row, n) ->
                new Waits(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    new Event.Key(row.getString(4), row.getString(5)),
                    row.getLong(6)))
        .list();
  }

  /** They will not ring. */
  void stop(List<Long> numbers) {
    move(numbers, "stopped");
  }

  /** They have become events. Several nodes may say so at once: in the order of their numbers. */
  void rung(List<Long> numbers) {
    move(numbers, "rung");
  }

  private void move(List<Long> numbers, String state) {
    db.sql(
            """
            with rows as (select id from timer where id = any(:numbers) and state = 'waiting'
                           order by id for update)
            update timer t set state = :state from rows where t.id = rows.id
            """)
        .param("numbers", numbers.toArray(Long[]::new))
        .param("state", state)
        .update();
  }
}
