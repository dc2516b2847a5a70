package org.beforehand.goodwill;

import static org.beforehand.fact.Columns.texts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** fulfilment: what is handed over, and what came of it. */
final class FulfilmentTable {

  private final JdbcClient db;

  FulfilmentTable(JdbcClient db) {
    this.db = db;
  }

  /** The name of the installation tells its keys from those of another with the same billing. */
  void enterGestures(Instant at) {
    db.sql(
            """
            insert into fulfilment
                   (key, kind, outreach, customer, amount, currency, reason, state, due, until, at)
            select i.name || '-gesture-' || g.outreach, g.kind, g.outreach, g.customer, v.amount,
                   g.currency, g.reason, 'due', :at, g.until, :at
              from gesture_to_fulfil o
              join gesture g on g.outreach = o.outreach
              join given v on v.outreach = g.outreach
             cross join installation i
             where not exists (select from fulfilment f where f.outreach = o.outreach)
            on conflict do nothing
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Once it was handed over, it may have been done, and goes on until that is known. */
  void withdraw(Instant at) {
    db.sql(
            """
            update fulfilment f set state = 'withdrawn', settled_at = :at
             where state = 'due' and tries = 0 and outreach is not null
               and not exists (select from gesture_to_fulfil o where o.outreach = f.outreach)
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The lease is longer than all of a claim may take. What somebody has stopped waits. */
  List<Fulfilment> claim(String holder, Instant at, int most) {
    return db.sql(
            """
            with next as (
              select key from fulfilment f
               where state in ('due', 'asked') and due <= :at
                 and (lease_until is null or lease_until < clock_timestamp())
                 and not exists (select from gesture_to_fulfil o
                                  where o.outreach = f.outreach and o.stopped)
               order by due, key limit :most for update skip locked)
            update fulfilment f
               set tries = tries + 1, holder = :holder,
                   lease_until = clock_timestamp() + interval '10 minutes'
              from next where f.key = next.key
            returning f.*
            """)
        .param("holder", holder)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("most", most)
        .query((row, n) -> fulfilment(row))
        .list();
  }

  /** Unless it has been settled meanwhile, or taken over by somebody else. */
  void settle(
      String key,
      String holder,
      Fulfilment.State to,
      @Nullable String reference,
      @Nullable String detail,
      Instant at) {
    db.sql(
            """
            update fulfilment
               set state = :to, detail = :detail, reference = coalesce(:reference, reference),
                   due = case when :to in ('due', 'asked') then :at else due end,
                   settled_at = case when :to in ('done', 'refused') then :at::timestamptz end,
                   moment = case when :to = 'done' then nextval('moment') end,
                   holder = null, lease_until = null
             where key = :key and holder = :holder and state in ('due', 'asked')
            """)
        .param("key", key)
        .param("holder", holder)
        .param("to", to.word())
        .param("reference", reference)
        .param("detail", detail)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The first that is said of one later counts; it may be said before we have the answer. */
  Set<Whose> reported(List<Fulfilments.Report> reports, Instant at) {
    return new HashSet<>(
        db.sql(
                """
                with n as (
                  select distinct on (key, customer) *
                    from unnest(:keys::text[], :customers::text[], :tos::text[], :saids::text[])
                           with ordinality as n(key, customer, to_state, said, n)
                   order by key, customer, n),
                known as (
                  select f.key, f.customer, f.state, n.to_state, n.said from fulfilment f
                    join n on n.key = f.key and n.customer = f.customer
                   order by f.key for update of f),
                moved as (
                  update fulfilment f
                     set state = known.to_state, settled_at = :at,
                         moment = case when known.to_state = 'done' then nextval('moment') end,
                         reference = case when known.to_state = 'done'
                                          then coalesce(known.said, f.reference)
                                          else f.reference end,
                         detail = case when known.to_state = 'refused' then known.said end,
                         holder = null, lease_until = null
                    from known
                   where f.key = known.key and known.state in ('due', 'asked', 'stuck'))
                select key, customer from known
                """)
            .param("keys", texts(reports, Fulfilments.Report::key))
            .param("customers", texts(reports, Fulfilments.Report::customer))
            .param("tos", texts(reports, FulfilmentTable::to))
            .param("saids", texts(reports, Fulfilments.Report::said))
            .param("at", at.atOffset(ZoneOffset.UTC))
            .query((row, n) -> new Whose(row.getString(1), row.getString(2)))
            .list());
  }

  /** A key and whose it must be. */
  record Whose(String key, String customer) {
    static Whose of(Fulfilments.Report one) {
      return new Whose(one.key(), one.customer());
    }
  }

  private static String to(Fulfilments.Report one) {
    return (one.done() ? Fulfilment.State.DONE : Fulfilment.State.REFUSED).word();
  }

  boolean decided(String key, Fulfilment.State to, Budgets.By by, Instant at) {
    return db.sql(
                """
                update fulfilment
                   set state = :to, who = :who, detail = :why,
                       tries = case when :to = 'due' then 0 else tries end,
                       due = case when :to = 'due' then :at else due end,
                       settled_at = case when :to <> 'due' then :at::timestamptz end,
                       moment = case when :to = 'done' then nextval('moment') end
                 where key = :key and state = 'stuck'
                """)
            .param("key", key)
            .param("to", to.word())
            .param("who", by.who())
            .param("why", by.why())
            .param("at", at.atOffset(ZoneOffset.UTC))
            .update()
        > 0;
  }

  List<Fulfilments.Told> untold(int most) {
    return db.sql(
            """
            select key, outreach, state = 'done' from fulfilment
             where state in ('done', 'refused') and not told
             order by outreach limit :most
            """)
        .param("most", most)
        .query(
            (row, n) -> new Fulfilments.Told(row.getString(1), row.getLong(2), row.getBoolean(3)))
        .list();
  }

  void told(List<String> keys) {
    db.sql("update fulfilment set told = true where key = any(:keys)")
        .param("keys", keys.toArray(String[]::new))
        .update();
  }

  static Fulfilment fulfilment(ResultSet row) throws SQLException {
    OffsetDateTime until = row.getObject("until", OffsetDateTime.class);
    return new Fulfilment(
        row.getString("key"),
        row.getString("kind"),
        row.getObject("outreach", Long.class),
        row.getString("customer"),
        new Money(row.getBigDecimal("amount"), row.getString("currency")),
        row.getString("reason"),
        Fulfilment.State.of(row.getString("state")),
        row.getInt("tries"),
        row.getString("reference"),
        row.getString("detail"),
        row.getObject("due", OffsetDateTime.class).toInstant(),
        until == null ? null : until.toInstant());
  }
}
