package org.beforehand.studio;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.beforehand.customer.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** audit: only added to, which the database itself sees to. */
final class AuditTable {

  private final JdbcClient db;

  AuditTable(JdbcClient db) {
    this.db = db;
  }

  void add(Audit.Act act) {
    db.sql(
            """
            insert into audit (who, what, subject, at, details)
            values (:who, :what, :subject, :at, :details::jsonb)
            """)
        .param("who", act.who())
        .param("what", act.what())
        .param("subject", act.subject())
        .param("at", act.at().atOffset(ZoneOffset.UTC))
        .param("details", Json.write(act.details()))
        .update();
  }

  /** An act that was done to several counts as so many. */
  int count(String who, String what, Instant since) {
    return db.sql(
            """
            select coalesce(sum(coalesce(jsonb_array_length(details -> 'to'), 1)), 0)
              from audit where who = :who and what = :what and at > :since
            """)
        .param("who", who)
        .param("what", what)
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(Integer.class)
        .single();
  }

  List<Audit.Act> read(@Nullable Long before, int most) {
    return db.sql("select * from audit where id < :before order by id desc limit :most")
        .param("before", before == null ? Long.MAX_VALUE : before)
        .param("most", most)
        .query(
            (row, n) ->
                new Audit.Act(
                    row.getLong("id"),
                    row.getString("who"),
                    row.getString("what"),
                    row.getString("subject"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    Json.map(row.getString("details"))))
        .list();
  }
}
