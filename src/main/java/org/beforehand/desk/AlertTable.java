package org.beforehand.desk;

import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.beforehand.desk.Alerts.Alert;
import org.beforehand.desk.Alerts.Id;
import org.beforehand.desk.Alerts.Raised;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** alert. */
final class AlertTable {

  private final JdbcClient db;

  AlertTable(JdbcClient db) {
    this.db = db;
  }

  /** In the order of the unique key, so that two batches never wait for each other. */
  Set<Id> insert(Collection<Alert> alerts) {
    List<Alert> rows =
        alerts.stream()
            .sorted(
                Comparator.comparing((Alert one) -> one.id().customer())
                    .thenComparing(one -> one.id().campaign())
                    .thenComparing(one -> one.id().key())
                    .thenComparing(one -> one.id().team()))
            .toList();
    return new HashSet<>(
        db.sql(
                """
                insert into alert (campaign, customer, key, team, text, rule, at)
                select n.*
                  from unnest(:campaigns::text[], :customers::text[], :keys::text[],
                              :teams::text[], :texts::text[], :rules::text[],
                              :ats::timestamptz[]) n
                on conflict (customer, campaign, key, team) do nothing
                returning campaign, customer, key, team
                """)
            .param("campaigns", texts(rows, one -> one.id().campaign()))
            .param("customers", texts(rows, one -> one.id().customer()))
            .param("keys", texts(rows, one -> one.id().key()))
            .param("teams", texts(rows, one -> one.id().team()))
            .param("texts", texts(rows, Alert::text))
            .param("rules", texts(rows, Alert::rule))
            .param("ats", times(rows, Alert::at))
            .query(
                (row, n) ->
                    new Id(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
            .list());
  }

  List<Raised> latest(@Nullable Long before, int most) {
    return db.sql("select * from alert where id < :before order by id desc limit :most")
        .param("before", before == null ? Long.MAX_VALUE : before)
        .param("most", most)
        .query(
            (row, n) ->
                new Raised(
                    row.getLong("id"),
                    new Alert(
                        new Id(
                            row.getString("campaign"),
                            row.getString("customer"),
                            row.getString("key"),
                            row.getString("team")),
                        row.getString("text"),
                        row.getString("rule"),
                        row.getObject("at", OffsetDateTime.class).toInstant())))
        .list();
  }
}
