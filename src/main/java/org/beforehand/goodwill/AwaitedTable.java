package org.beforehand.goodwill;

import static org.beforehand.fact.Columns.longs;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.beforehand.fact.GestureKind;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** gesture: those that wait for their total, or for a request. */
final class AwaitedTable {

  private static final String MEMBERS =
      """
      select g.outreach, g.customer, g.amount, g.currency, g.kind
        from gesture g join gesture_outreach o on o.outreach = g.outreach
       where o.state = 'held' and
      """;

  private final JdbcClient db;

  AwaitedTable(JdbcClient db) {
    this.db = db;
  }

  /** Those of the group whose message still waits for its total. */
  Members of(Gestures.Group group) {
    List<Members.Member> all =
        db.sql(
                MEMBERS
                    + """
                     g.funds = 'awaiting' and g.budget = :budget and g.sweep = :sweep
                     and g.campaign = :campaign and g.currency = :currency order by g.outreach
                    """)
            .param("budget", group.budget())
            .param("sweep", group.sweep())
            .param("campaign", group.campaign())
            .param("currency", group.currency())
            .query((row, n) -> member(row))
            .list();
    return new Members(all, group.currency());
  }

  /** What a group has in common; of several revisions the first, and whom any of them asks. */
  Totals.Common common(Gestures.Group group) {
    return db.sql(
            """
            select min(g.revision), min(o.incident), min(g.asks)
              from gesture g join gesture_outreach o on o.outreach = g.outreach
             where g.funds = 'awaiting' and g.budget = :budget and g.sweep = :sweep
               and g.campaign = :campaign and g.currency = :currency
            """)
        .param("budget", group.budget())
        .param("sweep", group.sweep())
        .param("campaign", group.campaign())
        .param("currency", group.currency())
        .query((row, n) -> new Totals.Common(row.getString(1), row.getString(2), row.getString(3)))
        .single();
  }

  /** Those of a request whose message still waits for it. */
  Members of(long request, String currency) {
    List<Members.Member> all =
        db.sql(
                MEMBERS
                    + " g.funds = 'asked' and g.request = :request and g.currency = :currency"
                    + " order by g.outreach")
            .param("request", request)
            .param("currency", currency)
            .query((row, n) -> member(row))
            .list();
    return new Members(all, currency);
  }

  /**
   * Reserves what these are given, which may be less than was meant. The caller holds the account.
   */
  void grant(Budget.Account account, Members members, @Nullable Instant notBefore, Instant at) {
    db.sql(
            """
            with n as (
              select * from unnest(:outreach::bigint[], :amounts::numeric[]) as n(outreach, amount)),
            moved as (
              update gesture g
                 set funds = 'granted', period = :period, not_before = :notBefore,
                     amount = n.amount,
                     wanted = case when n.amount < g.amount then g.amount else g.wanted end,
                     lowered = case when n.amount < g.amount then nextval('moment')
                                    else g.lowered end
                from n where g.outreach = n.outreach and g.funds in ('awaiting', 'asked')
              returning g.outreach, g.amount),
            entered as (
              insert into budget_entry (budget, period, currency, kind, amount, outreach, at)
              select :budget, :period, :currency, 'reserve', amount, outreach, :at from moved
               order by outreach)
            update budget
               set reserved = reserved + (select coalesce(sum(amount), 0) from moved)
             where name = :budget and period = :period and currency = :currency
            """)
        .param("outreach", longs(members.all(), Members.Member::outreach))
        .param(
            "amounts",
            members.all().stream().map(one -> one.money().amount()).toArray(BigDecimal[]::new))
        .param("budget", account.budget())
        .param("period", account.period())
        .param("currency", account.currency())
        .param("notBefore", notBefore == null ? null : notBefore.atOffset(ZoneOffset.UTC))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Their budget covers everybody by now. */
  void letGo(Collection<Long> outreach) {
    db.sql(
            """
            update gesture set funds = 'granted'
             where outreach = any(:outreach) and funds in ('awaiting', 'asked')
            """)
        .param("outreach", outreach.toArray(Long[]::new))
        .update();
  }

  void refuse(Collection<Long> outreach, Refusal why) {
    db.sql(
            """
            update gesture set funds = 'refused', refusal = :why
             where outreach = any(:outreach) and funds in ('awaiting', 'asked')
            """)
        .param("outreach", outreach.toArray(Long[]::new))
        .param("why", why.word())
        .update();
  }

  void asked(Collection<Long> outreach, long request) {
    db.sql(
            """
            update gesture set funds = 'asked', request = :request
             where outreach = any(:outreach) and funds = 'awaiting'
            """)
        .param("outreach", outreach.toArray(Long[]::new))
        .param("request", request)
        .update();
  }

  List<String> budgetsOfSingles() {
    return db.sql(
            """
            select distinct budget from gesture where funds = 'awaiting' and sweep is null
             order by budget
            """)
        .query(String.class)
        .list();
  }

  List<Long> singles(String budget) {
    return db.sql(
            """
            select outreach from gesture
             where funds = 'awaiting' and sweep is null and budget = :budget
            """)
        .param("budget", budget)
        .query(Long.class)
        .list();
  }

  private static Members.Member member(ResultSet row) throws SQLException {
    return new Members.Member(
        row.getLong(1),
        row.getString(2),
        new Money(row.getBigDecimal(3), row.getString(4)),
        GestureKind.of(row.getString(5)));
  }
}
