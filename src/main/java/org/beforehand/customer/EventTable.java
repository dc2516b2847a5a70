package org.beforehand.customer;

import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.beforehand.customer.Timeline.Entry;
import org.beforehand.customer.Timeline.Outcome;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** event: the primary key (source, id) is what makes an event happen once. */
final class EventTable {

  private final JdbcClient db;

  EventTable(JdbcClient db) {
    this.db = db;
  }

  Map<Event.Key, String> fingerprints(Collection<Event.Key> keys) {
    Map<Event.Key, String> found = new HashMap<>();
    db.sql(
            """
            select e.source, e.id, e.fingerprint
              from unnest(:sources::text[], :ids::text[]) as n(source, id)
              join event e on e.source = n.source and e.id = n.id
            """)
        .param("sources", texts(keys, Event.Key::source))
        .param("ids", texts(keys, Event.Key::id))
        .query(
            row -> {
              found.put(new Event.Key(row.getString(1), row.getString(2)), row.getString(3));
            });
    return found;
  }

  Set<Event.Key> insert(List<Entry> entries) {
    List<Entry> sorted =
        entries.stream()
            .sorted(Comparator.comparing((Entry entry) -> entry.event().key()))
            .toList();
    return new HashSet<>(
        db.sql(
                """
                insert into event (source, id, type, customer, incident, time, received,
                                   fingerprint, data, seq, outcome, detail, schedule, item)
                select * from unnest(:sources::text[], :ids::text[], :types::text[],
                                     :customers::text[], :incidents::text[], :times::timestamptz[],
                                     :received::timestamptz[], :fingerprints::text[],
                                     :data::jsonb[], :seqs::bigint[], :outcomes::text[],
                                     :details::text[], :schedules::text[], :items::text[])
                on conflict (source, id) do nothing
                returning source, id
                """)
            .param("sources", texts(sorted, entry -> entry.event().source()))
            .param("ids", texts(sorted, entry -> entry.event().id()))
            .param("types", texts(sorted, entry -> entry.event().type()))
            .param("customers", texts(sorted, EventTable::customer))
            .param("incidents", texts(sorted, EventTable::incident))
            .param("times", times(sorted, entry -> entry.event().time()))
            .param("received", times(sorted, Entry::received))
            .param("fingerprints", texts(sorted, Entry::fingerprint))
            .param("data", texts(sorted, EventTable::data))
            .param("seqs", sorted.stream().map(Entry::seq).toArray(Long[]::new))
            .param("outcomes", texts(sorted, entry -> word(entry.outcome())))
            .param("details", texts(sorted, Entry::detail))
            .param("schedules", texts(sorted, EventTable::schedule))
            .param("items", texts(sorted, EventTable::item))
            .query((row, n) -> new Event.Key(row.getString(1), row.getString(2)))
            .list());
  }

  List<Entry> nowKnown(int most) {
    return db.sql(
            """
            select e.* from event e join customer c on c.id = e.customer
             where e.outcome = 'waiting'
             order by e.received, e.time, e.source, e.id limit :most
            """)
        .param("most", most)
        .query((row, n) -> entry(row, Outcome.WAITING))
        .list();
  }

  List<Entry> parked(int most) {
    return db.sql(
            """
            select * from event where outcome = 'parked'
             order by received desc, source, id limit :most
            """)
        .param("most", most)
        .query((row, n) -> entry(row, Outcome.PARKED))
        .list();
  }

  List<Entry> of(String customer, java.time.Instant from, java.time.Instant to, int most) {
    return db.sql(
            """
            select * from event
             where customer = :customer and time >= :from and time <= :to
             order by time desc, source, id limit :most
            """)
        .param("customer", customer)
        .param("from", from.atOffset(java.time.ZoneOffset.UTC))
        .param("to", to.atOffset(java.time.ZoneOffset.UTC))
        .param("most", most)
        .query((row, n) -> entry(row, outcome(row)))
        .list();
  }

  @Nullable Entry entry(Event.Key key) {
    return db.sql("select * from event where source = :source and id = :id")
        .param("source", key.source())
        .param("id", key.id())
        .query((row, n) -> entry(row, outcome(row)))
        .optional()
        .orElse(null);
  }

  private static Outcome outcome(ResultSet row) throws SQLException {
    return Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT));
  }

  private static Entry entry(ResultSet row, Outcome outcome) throws SQLException {
    return new Entry(
        event(row),
        row.getString("fingerprint"),
        row.getObject("received", OffsetDateTime.class).toInstant(),
        row.getObject("seq", Long.class),
        outcome,
        row.getString("detail"),
        false);
  }

  Set<Event.Key> settle(List<Entry> entries) {
    return new HashSet<>(
        db.sql(
                """
                update event e set outcome = n.outcome, seq = n.seq, detail = n.detail
                  from unnest(:sources::text[], :ids::text[], :outcomes::text[], :seqs::bigint[],
                              :details::text[])
                       as n(source, id, outcome, seq, detail)
                 where e.source = n.source and e.id = n.id and e.outcome = 'waiting'
                returning e.source, e.id
                """)
            .param("sources", texts(entries, entry -> entry.event().source()))
            .param("ids", texts(entries, entry -> entry.event().id()))
            .param("outcomes", texts(entries, entry -> word(entry.outcome())))
            .param("seqs", entries.stream().map(Entry::seq).toArray(Long[]::new))
            .param("details", texts(entries, Entry::detail))
            .query((row, n) -> new Event.Key(row.getString(1), row.getString(2)))
            .list());
  }

  Map<Event.Key, Event> find(Collection<Event.Key> keys) {
    Map<Event.Key, Event> found = new HashMap<>();
    db.sql(
            """
            select e.* from unnest(:sources::text[], :ids::text[]) as n(source, id)
              join event e on e.source = n.source and e.id = n.id
            """)
        .param("sources", texts(keys, Event.Key::source))
        .param("ids", texts(keys, Event.Key::id))
        .query(
            row -> {
              Event event = event(row);
              found.put(event.key(), event);
            });
    return found;
  }

  static Event event(ResultSet row) throws SQLException {
    String data = row.getString("data");
    return new Event(
        row.getString("source"),
        row.getString("id"),
        row.getString("type"),
        subject(row),
        row.getObject("time", OffsetDateTime.class).toInstant(),
        data == null ? Map.of() : Json.map(data));
  }

  private static Subject subject(ResultSet row) throws SQLException {
    String customer = row.getString("customer");
    String schedule = row.getString("schedule");
    if (customer != null) {
      return new Subject.OfCustomer(customer);
    }
    String item = row.getString("item");
    if (item != null) {
      return new Subject.OfItem(item);
    }
    return schedule != null
        ? new Subject.OfSchedule(schedule)
        : new Subject.OfIncident(row.getString("incident"));
  }

  private static @Nullable String customer(Entry entry) {
    return entry.event().subject() instanceof Subject.OfCustomer of ? of.customer() : null;
  }

  private static @Nullable String incident(Entry entry) {
    return entry.event().subject() instanceof Subject.OfIncident of ? of.incident() : null;
  }

  private static @Nullable String schedule(Entry entry) {
    return entry.event().subject() instanceof Subject.OfSchedule of ? of.campaign() : null;
  }

  private static @Nullable String item(Entry entry) {
    return entry.event().subject() instanceof Subject.OfItem of ? of.sku() : null;
  }

  private static @Nullable String data(Entry entry) {
    return entry.dataKeptElsewhere() ? null : Json.write(entry.event().data());
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
