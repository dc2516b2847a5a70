package org.beforehand.incident;

import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.beforehand.incident.Notices.Id;
import org.beforehand.incident.Notices.Notice;
import org.beforehand.incident.Notices.Published;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** public_notice. */
final class NoticeTable {

  private final JdbcClient db;

  NoticeTable(JdbcClient db) {
    this.db = db;
  }

  /** A page of a sweep wants the same for each of its customers: one row of them, in key order. */
  Set<Id> insert(Collection<Notice> notices) {
    Map<String, Notice> first = new TreeMap<>();
    notices.forEach(one -> first.putIfAbsent(one.id().campaign() + " " + one.id().key(), one));
    return new HashSet<>(
        db.sql(
                """
                insert into public_notice (campaign, key, incident, text, rule, at)
                select n.*
                  from unnest(:campaigns::text[], :keys::text[], :incidents::text[],
                              :texts::text[], :rules::text[], :ats::timestamptz[]) n
                on conflict (campaign, key) do nothing
                returning campaign, key
                """)
            .param("campaigns", texts(first.values(), one -> one.id().campaign()))
            .param("keys", texts(first.values(), one -> one.id().key()))
            .param("incidents", texts(first.values(), Notice::incident))
            .param("texts", texts(first.values(), Notice::text))
            .param("rules", texts(first.values(), Notice::rule))
            .param("ats", times(first.values(), Notice::at))
            .query((row, n) -> new Id(row.getString(1), row.getString(2)))
            .list());
  }

  List<Published> latest(@Nullable Long before, int most) {
    return db.sql(
            """
            select n.*, i.service, i.status
              from public_notice n join incident i on i.id = n.incident
             where n.id < :before order by n.id desc limit :most
            """)
        .param("before", before == null ? Long.MAX_VALUE : before)
        .param("most", most)
        .query(
            (row, n) ->
                new Published(
                    row.getLong("id"),
                    new Notice(
                        new Id(row.getString("campaign"), row.getString("key")),
                        row.getString("incident"),
                        row.getString("text"),
                        row.getString("rule"),
                        row.getObject("at", OffsetDateTime.class).toInstant()),
                    row.getString("service"),
                    row.getString("status")))
        .list();
  }
}
