package org.beforehand.customer;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beforehand.customer.Past.Moment;
import org.beforehand.fact.Event;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * event, as {@link EventHistoryTable} would have read it at a moment that is over. An event that
 * had waited for its customer was seen before it had a number.
 */
final class EventPastTable {

  private static final String SEEN =
      "(coalesce(seq, 0) <= :seq and received <= :at or received < :at)";

  private final JdbcClient db;

  EventPastTable(JdbcClient db) {
    this.db = db;
  }

  Map<String, List<Instant>> times(
      String customer, Moment then, Collection<String> types, Instant since) {
    Map<String, List<Instant>> found = new HashMap<>();
    db.sql(
            """
            select type, time
              from (select type, time, row_number() over (partition by type order by time desc) n
                      from event
                     where customer = :customer and type = any(:types) and time > :since
                       and\s"""
                + SEEN
                + """
            ) e
             where n <= :most
            """)
        .param("customer", customer)
        .param("types", types.toArray(String[]::new))
        .param("since", since.atOffset(ZoneOffset.UTC))
        .param("seq", then.seq())
        .param("at", then.at().atOffset(ZoneOffset.UTC))
        .param("most", Timeline.MOST_TIMES)
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getString(1), type -> new ArrayList<>())
                  .add(row.getObject("time", OffsetDateTime.class).toInstant());
            });
    return found;
  }

  Map<String, List<Event>> events(
      String customer, Moment then, Collection<String> types, Instant since) {
    Map<String, List<Event>> found = new HashMap<>();
    db.sql(
            """
            select e.*
              from unnest(:types::text[]) t,
                   lateral (select * from event
                             where customer = :customer and type = t and time > :since and\s"""
                + SEEN
                + """

                             order by time desc limit :most) e
            """)
        .param("customer", customer)
        .param("types", types.toArray(String[]::new))
        .param("since", since.atOffset(ZoneOffset.UTC))
        .param("seq", then.seq())
        .param("at", then.at().atOffset(ZoneOffset.UTC))
        .param("most", EventHistoryTable.MOST_RECALLED)
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getString("type"), type -> new ArrayList<>())
                  .add(EventTable.event(row));
            });
    return found;
  }

  List<Instant> activity(String customer, Moment then, Instant since) {
    return db.sql(
            """
            select time from event
             where customer = :customer and time > :since
               and source <> 'timer' and type <> 'customer.updated' and\s"""
                + SEEN
                + " order by time desc limit :most")
        .param("customer", customer)
        .param("since", since.atOffset(ZoneOffset.UTC))
        .param("seq", then.seq())
        .param("at", then.at().atOffset(ZoneOffset.UTC))
        .param("most", EventHistoryTable.MOST_ACTIVITY)
        .query((row, n) -> row.getObject("time", OffsetDateTime.class).toInstant())
        .list();
  }

  /** What was being decided came last, whatever time it bore. */
  Map<String, Instant> openTickets(String customer, Moment then, Instant since) {
    Map<String, Instant> found = new HashMap<>();
    db.sql(
            """
            select ticket, time
              from (select distinct on (data ->> 'ticket')
                           data ->> 'ticket' as ticket, type, time
                      from event
                     where customer = :customer and type in ('ticket.opened', 'ticket.closed')
                       and time > :since and data ->> 'ticket' is not null and\s"""
                + SEEN
                + """

                     order by data ->> 'ticket', (seq = :seq) is true desc, time desc, type) e
             where type = 'ticket.opened'
            """)
        .param("customer", customer)
        .param("since", since.atOffset(ZoneOffset.UTC))
        .param("seq", then.seq())
        .param("at", then.at().atOffset(ZoneOffset.UTC))
        .query(
            row -> {
              found.put(
                  row.getString("ticket"), row.getObject("time", OffsetDateTime.class).toInstant());
            });
    return found;
  }
}
