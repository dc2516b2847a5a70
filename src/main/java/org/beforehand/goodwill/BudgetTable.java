package org.beforehand.goodwill;

import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * budget and budget_entry: accounts and their movements. Locks are taken in one order everywhere:
 * outreach, then accounts by name, then gestures.
 */
final class BudgetTable {

  private final JdbcClient db;

  BudgetTable(JdbcClient db) {
    this.db = db;
  }

  /** Money that is reserved for one gesture. */
  record Entry(Budget.Account account, long outreach, BigDecimal amount, Instant at) {}

  void open(Collection<Budget.Account> accounts) {
    db.sql(
            """
            insert into budget (name, period, currency)
            select * from unnest(:names::text[], :periods::date[], :currencies::text[])
            on conflict do nothing
            """)
        .param("names", texts(accounts, Budget.Account::budget))
        .param("periods", texts(accounts, one -> one.period().toString()))
        .param("currencies", texts(accounts, Budget.Account::currency))
        .update();
  }

  /** A statement of its own: what it finds is what the last to hold them left. */
  List<Standing> hold(Collection<Budget.Account> accounts) {
    return db.sql(
            """
            select b.* from budget b
             where (name, period, currency) in
                   (select * from unnest(:names::text[], :periods::date[], :currencies::text[]))
             order by name, period, currency for update
            """)
        .param("names", texts(accounts, Budget.Account::budget))
        .param("periods", texts(accounts, one -> one.period().toString()))
        .param("currencies", texts(accounts, Budget.Account::currency))
        .query((row, n) -> standing(row))
        .list();
  }

  void reserve(List<Entry> entries) {
    db.sql(
            """
            with n as (
              select * from unnest(:names::text[], :periods::date[], :currencies::text[],
                                   :outreach::bigint[], :amounts::numeric[], :ats::timestamptz[])
                         as n(budget, period, currency, outreach, amount, at)),
            entered as (
              insert into budget_entry (budget, period, currency, kind, amount, outreach, at)
              select budget, period, currency, 'reserve', amount, outreach, at from n
               order by outreach)
            update budget b set reserved = b.reserved + s.amount
              from (select budget, period, currency, sum(amount) as amount from n
                     group by budget, period, currency) s
             where b.name = s.budget and b.period = s.period and b.currency = s.currency
            """)
        .param("names", texts(entries, one -> one.account().budget()))
        .param("periods", texts(entries, one -> one.account().period().toString()))
        .param("currencies", texts(entries, one -> one.account().currency()))
        .param("outreach", longs(entries, Entry::outreach))
        .param("amounts", entries.stream().map(Entry::amount).toArray(BigDecimal[]::new))
        .param("ats", times(entries, Entry::at))
        .update();
  }

  List<Budget.Account> reservedFor(Collection<Long> outreach) {
    return db.sql(
            """
            select distinct budget, period, currency from gesture
             where outreach = any(:outreach) and funds in ('granted', 'reserved')
               and period is not null
            """)
        .param("outreach", outreach.toArray(Long[]::new))
        .query((row, n) -> account(row, "budget"))
        .list();
  }

  /** What moves reservations on, once "ended" names them and what becomes of them. */
  private static final String MOVE =
      """
      moved as (
        update gesture g set funds = ended.becomes from ended
         where g.outreach = ended.outreach
           and (ended.becomes <> 'expired' or g.code_used is null)
        returning g.budget, g.period, g.currency, g.outreach, g.amount, g.funds),
      entered as (
        insert into budget_entry (budget, period, currency, kind, amount, outreach, at)
        select budget, period, currency,
               case funds when 'spent' then 'commit' when 'expired' then 'expire'
                          else 'refund' end, amount, outreach, :at
          from moved order by outreach),
      accounts as (
        update budget b set reserved = b.reserved - s.amount, spent = b.spent + s.spent
          from (select budget, period, currency, sum(amount) as amount,
                       coalesce(sum(amount) filter (where funds = 'spent'), 0) as spent
                  from moved group by budget, period, currency) s
         where b.name = s.budget and b.period = s.period and b.currency = s.currency)
      select count(*) from moved
      """;

  /** What is being done for a customer, or was, is not to be had back. */
  void giveBack(Collection<Long> outreach, Instant at) {
    db.sql(
            """
            with ended as (
              select outreach, 'refunded' as becomes from gesture g
               where outreach = any(:outreach) and funds in ('granted', 'reserved')
                 and period is not null
                 and not exists (select from fulfilment f
                                  where f.outreach = g.outreach
                                    and f.state not in ('refused', 'withdrawn'))),
            """
                + MOVE)
        .param("outreach", outreach.toArray(Long[]::new))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  private static final String OVER =
      """
      ('sent', 'delivered', 'bounced', 'complained', 'answered', 'in_doubt',
       'dropped', 'cancelled', 'superseded', 'merged', 'expired', 'failed')
      """;

  private static final String KNOWN = "(becomes is not null or usable and until <= :at)";

  List<Budget.Account> unsettled(Instant at) {
    return db.sql(
            "select distinct budget, period, currency from gesture_fate where "
                + KNOWN
                + " order by 1, 2, 3")
        .param("at", at.atOffset(ZoneOffset.UTC))
        .query((row, n) -> account(row, "budget"))
        .list();
  }

  int settle(Budget.Account account, int most, Instant at) {
    return db.sql(
            """
            with ended as (
              select outreach, coalesce(becomes, 'expired') as becomes from gesture_fate
               where budget = :budget and period = :period and currency = :currency and
            """
                + KNOWN
                + " order by outreach limit :most),"
                + MOVE)
        .param("budget", account.budget())
        .param("period", account.period())
        .param("currency", account.currency())
        .param("most", most)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .query(Integer.class)
        .single();
  }

  /** What was withdrawn while it waited for money: none was ever reserved. */
  void forgetWithdrawn() {
    db.sql(
            """
            update gesture g set funds = 'void' from gesture_outreach o
             where o.outreach = g.outreach and g.funds in ('awaiting', 'asked')
               and o.state in
            """
                + OVER)
        .update();
  }

  void topUp(Budget.Account account, BigDecimal amount, Budgets.By by, Instant at) {
    db.sql(
            """
            with entered as (
              insert into budget_entry (budget, period, currency, kind, amount, who, why, at)
              values (:budget, :period, :currency, 'top_up', :amount, :who, :why, :at))
            update budget set topped_up = topped_up + :amount
             where name = :budget and period = :period and currency = :currency
            """)
        .param("budget", account.budget())
        .param("period", account.period())
        .param("currency", account.currency())
        .param("amount", amount)
        .param("who", by.who())
        .param("why", by.why())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  List<Standing> standings() {
    return db.sql("select * from budget order by name, period desc, currency")
        .query((row, n) -> standing(row))
        .list();
  }

  List<Budgets.Movement> ledger(String budget, @Nullable Long before, int most) {
    return db.sql(
            """
            select * from budget_entry where budget = :budget and id < :before
             order by id desc limit :most
            """)
        .param("budget", budget)
        .param("before", before == null ? Long.MAX_VALUE : before)
        .param("most", most)
        .query(
            (row, n) ->
                new Budgets.Movement(
                    row.getLong("id"),
                    row.getObject("period", LocalDate.class),
                    row.getString("kind"),
                    row.getBigDecimal("amount"),
                    row.getString("currency"),
                    row.getObject("outreach", Long.class),
                    row.getString("who"),
                    row.getString("why"),
                    row.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }

  List<Budget.Account> unbalanced() {
    return db.sql(
            """
            with entries as (
              select budget, period, currency,
                     coalesce(sum(amount) filter (where kind = 'top_up'), 0) as topped_up,
                     coalesce(sum(case kind when 'reserve' then amount
                                            when 'top_up' then 0 else -amount end), 0) as reserved,
                     coalesce(sum(amount) filter (where kind = 'commit'), 0) as spent
                from budget_entry group by budget, period, currency),
            gestures as (
              select budget, period, currency,
                     coalesce(sum(amount) filter (where funds in ('granted', 'reserved')), 0)
                       as reserved,
                     coalesce(sum(amount) filter (where funds = 'spent'), 0) as spent
                from gesture where period is not null group by budget, period, currency)
            select b.name, b.period, b.currency from budget b
              left join entries e
                on e.budget = b.name and e.period = b.period and e.currency = b.currency
              left join gestures g
                on g.budget = b.name and g.period = b.period and g.currency = b.currency
             where b.topped_up <> coalesce(e.topped_up, 0)
                or b.reserved <> coalesce(e.reserved, 0) or b.spent <> coalesce(e.spent, 0)
                or b.reserved <> coalesce(g.reserved, 0) or b.spent <> coalesce(g.spent, 0)
            """)
        .query((row, n) -> account(row, "name"))
        .list();
  }

  private static Standing standing(ResultSet row) throws SQLException {
    return new Standing(
        account(row, "name"),
        row.getBigDecimal("topped_up"),
        row.getBigDecimal("reserved"),
        row.getBigDecimal("spent"));
  }

  private static Budget.Account account(ResultSet row, String name) throws SQLException {
    return new Budget.Account(
        row.getString(name), row.getObject("period", LocalDate.class), row.getString("currency"));
  }
}
