package org.beforehand.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.beforehand.intake.WaitingBook.Line;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** waiting_list, as it is read. */
final class WaitingBookTable {

  private final JdbcClient db;

  WaitingBookTable(JdbcClient db) {
    this.db = db;
  }

  /**
   * Read above a line, whatever has become of that meanwhile. Those before the page are counted
   * once and not for each of its lines: many may wait for the same thing.
   */
  List<Line> of(String sku, @Nullable Long after, int most) {
    return db.sql(
            """
            with last as (select asked, source, event from waiting_list where number = :after::bigint),
            page as (
              select * from waiting_list
               where sku = :sku and state in ('waiting', 'reserved')
                 and (:after::bigint is null
                      or (asked, source, event) > (select asked, source, event from last))
               order by asked, source, event limit :most)
            select page.*,
                   case when state = 'waiting' then
                     count(*) filter (where state = 'waiting') over (order by asked, source, event)
                     + (select count(*) from waiting_list
                         where sku = :sku and state = 'waiting'
                           and (asked, source, event) <= (select asked, source, event from last))
                   end as place
              from page order by asked, source, event
            """)
        .param("sku", sku)
        .param("after", after)
        .param("most", most)
        .query((row, n) -> line(row))
        .list();
  }

  List<Line> of(String customer) {
    return db.sql(
            """
            select w.*,
                   case when w.state = 'waiting' then
                     (select count(*) from waiting_list b
                       where b.sku = w.sku and b.state = 'waiting'
                         and (b.asked, b.source, b.event) <= (w.asked, w.source, w.event))
                   end as place
              from waiting_list w
             where w.customer = :customer and w.state in ('waiting', 'reserved')
             order by w.asked, w.source, w.event
            """)
        .param("customer", customer)
        .query((row, n) -> line(row))
        .list();
  }

  private static Line line(ResultSet row) throws SQLException {
    long place = row.getLong("place");
    boolean reserved = row.wasNull();
    return new Line(
        row.getLong("number"),
        row.getString("sku"),
        row.getString("customer"),
        row.getObject("asked", OffsetDateTime.class).toInstant(),
        reserved ? null : place,
        perhaps(row.getObject("until", OffsetDateTime.class)));
  }

  private static @Nullable Instant perhaps(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
