package org.beforehand.goodwill;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.beforehand.fact.GestureKind;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** gesture, with what became of its message and of its fulfilment. */
final class GestureBookTable {

  private final JdbcClient db;

  GestureBookTable(JdbcClient db) {
    this.db = db;
  }

  List<GestureBook.Line> latest(
      @Nullable String customer,
      GestureBook.@Nullable State state,
      @Nullable Long before,
      int most,
      Instant at) {
    return db.sql(
            """
            select * from (
              select g.outreach, g.customer, g.campaign, g.kind, g.reason, v.amount as value,
                     g.amount as cost, g.currency, g.budget, g.at, g.until, g.code_used, g.code_for,
                     f.key, f.state as handed, f.tries, f.reference, f.detail, f.due,
                     case when v.state = 'withdrawn' then 'withdrawn'
                          when f.state = 'stuck' then 'stuck'
                          when f.state in ('due', 'asked') then 'in_hand'
                          when g.funds in ('awaiting', 'asked', 'granted') then 'waiting'
                          when g.kind = 'note' and o.state = 'sent' then 'in_hand'
                          when g.code_used is not null then 'used'
                          when g.until <= :at then 'expired'
                          when f.state = 'done' or o.state in (
                                 'sent', 'delivered', 'bounced', 'complained', 'answered',
                                 'in_doubt')
                          then 'given' else 'promised' end as state
                from gesture g
                join given v on v.outreach = g.outreach
                join gesture_outreach o on o.outreach = g.outreach
                left join fulfilment f on f.outreach = g.outreach
               where g.outreach < :before and (:customer::text is null or g.customer = :customer)
              ) lines
             where :state::text is null or state = :state
             order by outreach desc limit :most
            """)
        .param("customer", customer)
        .param("state", state == null ? null : state.word())
        .param("before", before == null ? Long.MAX_VALUE : before)
        .param("most", most)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .query((row, n) -> line(row))
        .list();
  }

  private static GestureBook.Line line(ResultSet row) throws SQLException {
    String currency = row.getString("currency");
    String key = row.getString("key");
    Instant due = instant(row, "due");
    return new GestureBook.Line(
        row.getLong("outreach"),
        row.getString("customer"),
        row.getString("campaign"),
        GestureKind.of(row.getString("kind")),
        row.getString("reason"),
        new Money(row.getBigDecimal("value"), currency),
        new Money(row.getBigDecimal("cost"), currency),
        row.getString("budget"),
        GestureBook.State.of(row.getString("state")),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        instant(row, "until"),
        instant(row, "code_used"),
        row.getString("code_for"),
        key == null || due == null
            ? null
            : new GestureBook.Handed(
                key,
                Fulfilment.State.of(row.getString("handed")),
                row.getInt("tries"),
                row.getString("reference"),
                row.getString("detail"),
                due));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
