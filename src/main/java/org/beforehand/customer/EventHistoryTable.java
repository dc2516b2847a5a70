package org.beforehand.customer;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beforehand.fact.Event;
import org.springframework.jdbc.core.simple.JdbcClient;

/** event, read backwards: what happened to the customers of a batch, as far as rules ask for it. */
final class EventHistoryTable {

  /** Some may lie ahead of the instant that is asked about. */
  static final int MOST_ACTIVITY = 20;

  /** What somebody said longer ago than that many others is no moment any more. */
  static final int MOST_RECALLED = 100;

  private final JdbcClient db;

  EventHistoryTable(JdbcClient db) {
    this.db = db;
  }

  /** The recent times of some types, for every customer of a batch; bounded per customer. */
  Map<String, Map<String, List<Instant>>> recentTimes(
      Collection<String> customers, Collection<String> types, Instant since) {
    Map<String, Map<String, List<Instant>>> found = new HashMap<>();
    if (types.isEmpty()) {
      return found;
    }
    db.sql(
            """
            select c, t, e.time
              from unnest(:customers::text[]) c, unnest(:types::text[]) t,
                   lateral (select time from event
                             where customer = c and type = t and time > :since
                             order by time desc limit :most) e
            """)
        .param("customers", customers.toArray(String[]::new))
        .param("types", types.toArray(String[]::new))
        .param("since", since.atOffset(ZoneOffset.UTC))
        .param("most", Timeline.MOST_TIMES)
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getString(1), c -> new HashMap<>())
                  .computeIfAbsent(row.getString(2), t -> new ArrayList<>())
                  .add(row.getObject(3, OffsetDateTime.class).toInstant());
            });
    return found;
  }

  /** The recent events of some types with what they said; bounded like their times. */
  Map<String, Map<String, List<Event>>> recent(
      Collection<String> customers, Collection<String> types, Instant since) {
    Map<String, Map<String, List<Event>>> found = new HashMap<>();
    if (types.isEmpty()) {
      return found;
    }
    db.sql(
            """
            select e.*
              from unnest(:customers::text[]) c, unnest(:types::text[]) t,
                   lateral (select * from event
                             where customer = c and type = t and time > :since
                             order by time desc limit :most) e
            """)
        .param("customers", customers.toArray(String[]::new))
        .param("types", types.toArray(String[]::new))
        .param("since", since.atOffset(ZoneOffset.UTC))
        .param("most", MOST_RECALLED)
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getString("customer"), c -> new HashMap<>())
                  .computeIfAbsent(row.getString("type"), t -> new ArrayList<>())
                  .add(EventTable.event(row));
            });
    return found;
  }

  /**
   * When each customer was last active, newest first; what counts is what {@link
   * Event#ofCustomersOwn} says. A few suffice: they tell silence, and activity before it.
   */
  Map<String, List<Instant>> recentActivity(Collection<String> customers, Instant since) {
    Map<String, List<Instant>> found = new HashMap<>();
    db.sql(
            """
            select c, e.time
              from unnest(:customers::text[]) c,
                   lateral (select time from event
                             where customer = c and time > :since
                               and source <> 'timer' and type <> 'customer.updated'
                             order by time desc limit :most) e
            """)
        .param("customers", customers.toArray(String[]::new))
        .param("since", since.atOffset(ZoneOffset.UTC))
        .param("most", MOST_ACTIVITY)
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getString(1), c -> new ArrayList<>())
                  .add(row.getObject(2, OffsetDateTime.class).toInstant());
            });
    return found;
  }

  /** The tickets that were opened and not closed since, by number, and since when. */
  Map<String, Map<String, Instant>> openTickets(Collection<String> customers, Instant since) {
    Map<String, Map<String, Instant>> found = new HashMap<>();
    db.sql(
            """
            select c, e.ticket, e.time
              from unnest(:customers::text[]) c,
                   lateral (select distinct on (data ->> 'ticket')
                                   data ->> 'ticket' as ticket, type, time
                              from event
                             where customer = c and type in ('ticket.opened', 'ticket.closed')
                               and time > :since and data ->> 'ticket' is not null
                             order by data ->> 'ticket', time desc, type) e
             where e.type = 'ticket.opened'
            """)
        .param("customers", customers.toArray(String[]::new))
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getString(1), c -> new HashMap<>())
                  .put(row.getString(2), row.getObject(3, OffsetDateTime.class).toInstant());
            });
    return found;
  }
}
