package org.beforehand.intake;

import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.beforehand.fact.Event;
import org.beforehand.intake.RefusedRows.Reading;
import org.beforehand.intake.RefusedRows.Row;
import org.beforehand.intake.RejectedLines.Rejection;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** refused_row: which rows of files were not taken, and why. */
final class RefusedRowTable {

  /** More than anybody reads of one customer. */
  private static final int MOST = 20;

  private final JdbcClient db;

  RefusedRowTable(JdbcClient db) {
    this.db = db;
  }

  void insert(Reading reading, List<Rejection> rejections) {
    db.sql(
            """
            insert into refused_row (reading, line, file, customer, source, event, reason, at)
            select :reading, n.line, :file, n.customer, n.source, n.event, n.reason, :at
              from unnest(:lines::bigint[], :customers::text[], :sources::text[], :events::text[],
                          :reasons::text[]) as n(line, customer, source, event, reason)
             order by n.line
            on conflict (reading, line)
            do update set reason = excluded.reason, at = excluded.at
            """)
        .param("reading", reading.name())
        .param("file", reading.file())
        .param("at", reading.at().atOffset(ZoneOffset.UTC))
        .param("lines", longs(rejections, Rejection::line))
        .param("customers", texts(rejections, one -> one.id().customer()))
        .param("sources", texts(rejections, one -> source(one.id().event())))
        .param("events", texts(rejections, one -> id(one.id().event())))
        .param("reasons", texts(rejections, Rejection::reason))
        .update();
  }

  private static @Nullable String source(Event.@Nullable Key event) {
    return event == null ? null : event.source();
  }

  private static @Nullable String id(Event.@Nullable Key event) {
    return event == null ? null : event.id();
  }

  List<Row> ofCustomer(String customer, Instant from, Instant to) {
    return db.sql(
            """
            select * from refused_row
             where customer = :customer and at >= :from and at <= :to
             order by at desc, file, line limit :most
            """)
        .param("customer", customer)
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("to", to.atOffset(ZoneOffset.UTC))
        .param("most", MOST)
        .query((row, n) -> row(row))
        .list();
  }

  List<Row> ofEvent(Event.Key event) {
    return db.sql(
            """
            select * from refused_row
             where source = :source and event = :event order by at desc, file, line limit :most
            """)
        .param("source", event.source())
        .param("event", event.id())
        .param("most", MOST)
        .query((row, n) -> row(row))
        .list();
  }

  void forget(Instant before) {
    db.sql("delete from refused_row where at < :before")
        .param("before", before.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString("file"),
        row.getLong("line"),
        row.getString("reason"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
