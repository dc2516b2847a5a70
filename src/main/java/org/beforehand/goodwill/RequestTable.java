package org.beforehand.goodwill;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.beforehand.fact.Event;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** gesture_request: what somebody is asked, and what was answered. */
final class RequestTable {

  private final JdbcClient db;

  RequestTable(JdbcClient db) {
    this.db = db;
  }

  void askForSingles(
      Budget budget, BigDecimal left, List<Resolution> choices, Instant at, Instant expires) {
    db.sql(
            """
            with asked as (
              insert into gesture_request
                     (budget, campaign, revision, outreach, incident, asks, amount, currency,
                      available, gestures, customers, choices, state, at, expires, asked_by)
              select g.budget, g.campaign, g.revision, g.outreach, o.incident, g.asks, g.amount,
                     g.currency, :left, 1, 1,
                     -- Nobody writes half a note.
                     case when g.kind = 'note' then array_remove(:choices::text[], 'smaller')
                          else :choices::text[] end, 'open', :at, :expires,
                     g.asked_by
                from gesture g join gesture_outreach o on o.outreach = g.outreach
               where g.funds = 'awaiting' and g.sweep is null and g.budget = :budget
                 and o.state = 'held'
               order by g.outreach
              returning id, outreach)
            update gesture g set funds = 'asked', request = asked.id from asked
             where g.outreach = asked.outreach
            """)
        .param("budget", budget.name())
        .param("left", left)
        .param("choices", choices.stream().map(Resolution::word).toArray(String[]::new))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("expires", expires.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Of a single gesture nobody asks here: see {@link #askForSingles}. */
  long insert(Request request) {
    Request.Subject subject = request.subject();
    Request.Together giving = subject instanceof Request.Together its ? its : null;
    Request.TopUp more = subject instanceof Request.TopUp its ? its : null;
    return db.sql(
            """
            insert into gesture_request
                   (budget, campaign, revision, sweep, incident, asks, amount, currency, available,
                    gestures, customers, choices, state, at, expires, asked_by, asked_why)
            values (:budget, :campaign, :revision, :sweep, :incident, :asks, :amount, :currency,
                    :available, :gestures, :customers, :choices, 'open', :at, :expires, :askedBy,
                    :askedWhy)
            returning id
            """)
        .param("budget", request.budget())
        .param("campaign", giving == null ? null : giving.campaign())
        .param("revision", giving == null ? null : giving.revision())
        .param("sweep", giving == null ? null : giving.sweep())
        .param("incident", giving == null ? null : giving.incident())
        .param("asks", giving == null ? null : giving.asks())
        .param("amount", request.amount().amount())
        .param("currency", request.amount().currency())
        .param("available", request.available())
        .param("gestures", giving == null ? 0 : giving.gestures())
        .param("customers", giving == null ? 0 : giving.customers())
        .param("askedBy", subject.askedBy())
        .param("askedWhy", more == null ? null : more.why())
        .param("choices", request.choices().stream().map(Resolution::word).toArray(String[]::new))
        .param("at", request.at().atOffset(ZoneOffset.UTC))
        .param("expires", request.expires().atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  /** Of two who do this at once, or one who decides, the row lock says who was first. */
  List<Long> expire(Instant at) {
    return db.sql(
            """
            with rows as (
              select id from gesture_request where state = 'open' and expires <= :at
               order by id for update)
            update gesture_request r set state = 'expired', decided_at = :at
              from rows where r.id = rows.id returning r.id
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .list();
  }

  List<Long> outreachOf(Collection<Long> requests) {
    return db.sql("select outreach from gesture where request = any(:ids) and funds = 'asked'")
        .param("ids", requests.toArray(Long[]::new))
        .query(Long.class)
        .list();
  }

  void decided(long id, Resolution choice, Budgets.By by, Instant at) {
    db.sql(
            """
            update gesture_request
               set state = 'decided', choice = :choice, who = :who, why = :why, decided_at = :at
             where id = :id and state = 'open'
            """)
        .param("id", id)
        .param("choice", choice.word())
        .param("who", by.who())
        .param("why", by.why())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Request> hold(long id) {
    return db.sql("select * from gesture_request where id = :id for update")
        .param("id", id)
        .query((row, n) -> request(row))
        .optional();
  }

  Optional<Request> find(long id) {
    return db.sql("select * from gesture_request where id = :id")
        .param("id", id)
        .query((row, n) -> request(row))
        .optional();
  }

  /** The one about what followed from an event of this customer's. */
  Optional<Request> about(String customer, Event.Key event) {
    return db.sql(
            """
            select r.* from gesture_request r
              join gesture g on g.request = r.id
              join gesture_outreach o on o.outreach = g.outreach
             where g.customer = :customer and o.source = :source and o.event = :event
            """)
        .param("customer", customer)
        .param("source", event.source())
        .param("event", event.id())
        .query((row, n) -> request(row))
        .optional();
  }

  List<Request> latest(Request.@Nullable State state, @Nullable Long before, int most) {
    return db.sql(
            """
            select * from gesture_request
             where id < :before and (state = :state or :state::text is null)
             order by id desc limit :most
            """)
        .param("before", before == null ? Long.MAX_VALUE : before)
        .param("state", state == null ? null : state.word())
        .param("most", most)
        .query((row, n) -> request(row))
        .list();
  }

  private static Request request(ResultSet row) throws SQLException {
    Array choices = row.getArray("choices");
    String choice = row.getString("choice");
    return new Request(
        row.getLong("id"),
        row.getString("budget"),
        subject(row),
        new Money(row.getBigDecimal("amount"), row.getString("currency")),
        row.getBigDecimal("available"),
        Arrays.stream((String[]) choices.getArray())
            .map(word -> Resolution.of(word).orElseThrow())
            .toList(),
        Request.State.of(row.getString("state")),
        instant(row, "at"),
        instant(row, "expires"),
        choice == null
            ? null
            : new Request.Decided(
                Resolution.of(choice).orElseThrow(),
                new Budgets.By(row.getString("who"), row.getString("why")),
                instant(row, "decided_at")));
  }

  private static Request.Subject subject(ResultSet row) throws SQLException {
    String campaign = row.getString("campaign");
    if (campaign == null) {
      return new Request.TopUp(row.getString("asked_by"), row.getString("asked_why"));
    }
    Long outreach = row.getObject("outreach", Long.class);
    return outreach == null
        ? new Request.Together(
            campaign,
            row.getString("revision"),
            row.getLong("sweep"),
            row.getString("incident"),
            row.getString("asks"),
            row.getLong("gestures"),
            row.getLong("customers"))
        : new Request.Single(
            campaign,
            row.getString("revision"),
            outreach,
            row.getString("incident"),
            row.getString("asks"),
            row.getString("asked_by"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
