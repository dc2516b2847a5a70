package org.beforehand.intake;

import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.beforehand.customer.Json;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.beforehand.intake.StagedEvents.Staged;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** staged_event, which exists in throwaway databases only. */
final class StagedEventTable {

  private final JdbcTemplate db;

  StagedEventTable(DataSource source) {
    this.db = new JdbcTemplate(source);
  }

  void create() {
    db.execute(
        """
        create unlogged table staged_event (
          at timestamptz, line bigint, source text, id text, type text, subject text,
          fingerprint text, data text,
          time timestamptz)               -- null where it comes in as it happens
        """);
  }

  /** Afterwards, since building an index at once is cheaper than row by row. */
  void index() {
    db.execute("create index staged_event_in_order on staged_event (at, line)");
  }

  /** Whoever put them there left the order of arrival in {@code line}, and in the rows' places. */
  void number() {
    db.execute(
        """
        update staged_event e set line = n.line
          from (select ctid as place, row_number() over (order by at, line, subject, ctid) as line
                  from staged_event) n
         where e.ctid = n.place
        """);
  }

  long count() {
    Long count = db.queryForObject("select count(*) from staged_event", Long.class);
    return count == null ? 0 : count;
  }

  void analyze() {
    db.execute("analyze");
  }

  void copy(List<Staged> batch) {
    StringBuilder rows = new StringBuilder(batch.size() * 300);
    for (Staged staged : batch) {
      Event event = staged.event().event();
      rows.append(staged.at()).append('\t').append(staged.line());
      for (String text :
          List.of(
              event.source(),
              event.id(),
              event.type(),
              event.subject().toString(),
              staged.event().fingerprint(),
              Json.write(event.data()))) {
        escape(text, rows.append('\t'));
      }
      rows.append('\t')
          .append(staged.at().equals(event.time()) ? "\\N" : event.time())
          .append('\n');
    }
    db.execute(
        (ConnectionCallback<Long>)
            connection -> {
              try {
                return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy staged_event from stdin", new StringReader(rows.toString()));
              } catch (IOException impossible) {
                throw new SQLException(impossible);
              }
            });
  }

  private static void escape(String text, StringBuilder into) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> into.append("\\\\");
        case '\t' -> into.append("\\t");
        case '\n' -> into.append("\\n");
        case '\r' -> into.append("\\r");
        default -> into.append(c);
      }
    }
  }

  @Nullable Instant first() {
    return instant("select min(at) from staged_event");
  }

  @Nullable Instant last() {
    return instant("select max(at) from staged_event");
  }

  private @Nullable Instant instant(String sql) {
    OffsetDateTime found = db.queryForObject(sql, OffsetDateTime.class);
    return found == null ? null : found.toInstant();
  }

  long countAfter(Instant at) {
    Long count =
        db.queryForObject(
            "select count(*) from staged_event where at > ?",
            Long.class,
            at.atOffset(ZoneOffset.UTC));
    return count == null ? 0 : count;
  }

  List<Staged> after(@Nullable Staged last, int most) {
    Instant at = last == null ? Instant.EPOCH.minusSeconds(1L << 36) : last.at();
    return db.query(
        """
        select *, coalesce(time, at) as happened from staged_event
         where (at, line) > (?, ?) order by at, line limit ?
        """,
        (row, n) ->
            new Staged(
                row.getLong("line"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                new Read.Good(
                    new Event(
                        row.getString("source"),
                        row.getString("id"),
                        row.getString("type"),
                        Subject.parse(row.getString("subject")),
                        row.getObject("happened", OffsetDateTime.class).toInstant(),
                        Json.map(row.getString("data"))),
                    row.getString("fingerprint"))),
        at.atOffset(ZoneOffset.UTC),
        last == null ? 0 : last.line(),
        most);
  }
}
