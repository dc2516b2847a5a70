package org.beforehand.goodwill;

import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** owed, with its rows of fulfilment. */
final class OwedTable {

  private final JdbcClient db;

  OwedTable(JdbcClient db) {
    this.db = db;
  }

  /** In the order of the unique key, so that two batches never wait for each other. */
  Set<Owed.Id> insert(Collection<Owed.Debt> debts) {
    List<Owed.Debt> rows =
        debts.stream()
            .sorted(
                Comparator.comparing((Owed.Debt one) -> one.id().campaign())
                    .thenComparing(one -> one.id().customer())
                    .thenComparing(one -> one.id().key())
                    .thenComparing(one -> one.id().reason()))
            .toList();
    return new HashSet<>(
        db.sql(
                """
                with entered as (
                  insert into owed (campaign, customer, key, reason, amount, currency, rule,
                                    revision, due_by, at)
                  select n.campaign, n.customer, n.key, n.reason, n.amount, n.currency, n.rule,
                         n.revision, n.due_by, n.at
                    from unnest(:campaigns::text[], :customers::text[], :keys::text[],
                                :reasons::text[], :amounts::numeric[], :currencies::text[],
                                :rules::text[], :revisions::text[], :dues::timestamptz[],
                                :ats::timestamptz[])
                         as n(campaign, customer, key, reason, amount, currency, rule, revision,
                              due_by, at)
                  on conflict (campaign, customer, key, reason) do nothing
                  returning *),
                handed as (
                  insert into fulfilment
                         (key, kind, owed, customer, amount, currency, reason, state, due, at, told)
                  select i.name || '-owed-' || e.id, 'credit', e.id, e.customer, e.amount,
                         e.currency, e.reason, 'due', e.at, e.at, true
                    from entered e cross join installation i)
                select campaign, customer, key, reason from entered
                """)
            .param("campaigns", texts(rows, one -> one.id().campaign()))
            .param("customers", texts(rows, one -> one.id().customer()))
            .param("keys", texts(rows, one -> one.id().key()))
            .param("reasons", texts(rows, one -> one.id().reason()))
            .param(
                "amounts",
                rows.stream().map(one -> one.money().amount()).toArray(BigDecimal[]::new))
            .param("currencies", texts(rows, one -> one.money().currency()))
            .param("rules", texts(rows, Owed.Debt::rule))
            .param("revisions", texts(rows, Owed.Debt::revision))
            .param("dues", times(rows, Owed.Debt::dueBy))
            .param("ats", times(rows, Owed.Debt::at))
            .query((row, n) -> id(row))
            .list());
  }

  List<Owed.Standing> latest(
      @Nullable String customer, @Nullable Instant unpaidBy, @Nullable Long before, int most) {
    return db.sql(
            """
            select o.*, f.key as handed, f.state, f.tries, f.detail,
                   case when f.state = 'done' then f.settled_at end as paid
              from owed o join fulfilment f on f.owed = o.id
             where o.id < :before and (:customer::text is null or o.customer = :customer)
               and (:unpaidBy::timestamptz is null
                    or f.state <> 'done' and o.due_by <= :unpaidBy)
             order by o.id desc limit :most
            """)
        .param("before", before == null ? Long.MAX_VALUE : before)
        .param("customer", customer)
        .param("unpaidBy", unpaidBy == null ? null : unpaidBy.atOffset(ZoneOffset.UTC))
        .param("most", most)
        .query(
            (row, n) -> {
              OffsetDateTime paid = row.getObject("paid", OffsetDateTime.class);
              return new Owed.Standing(
                  row.getLong("id"),
                  debt(row),
                  row.getString("handed"),
                  Fulfilment.State.of(row.getString("state")),
                  row.getInt("tries"),
                  row.getString("detail"),
                  paid == null ? null : paid.toInstant());
            })
        .list();
  }

  List<Owed.Debt> warn(Instant dueBy) {
    return db.sql(
            """
            update owed o set warned = true from fulfilment f
             where f.owed = o.id and not o.warned and o.due_by <= :dueBy and f.state <> 'done'
            returning o.*
            """)
        .param("dueBy", dueBy.atOffset(ZoneOffset.UTC))
        .query((row, n) -> debt(row))
        .list();
  }

  private static Owed.Id id(ResultSet row) throws SQLException {
    return new Owed.Id(
        row.getString("campaign"),
        row.getString("customer"),
        row.getString("key"),
        row.getString("reason"));
  }

  private static Owed.Debt debt(ResultSet row) throws SQLException {
    return new Owed.Debt(
        id(row),
        new Money(row.getBigDecimal("amount"), row.getString("currency")),
        row.getString("rule"),
        row.getString("revision"),
        row.getObject("due_by", OffsetDateTime.class).toInstant(),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
