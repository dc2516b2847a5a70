package org.beforehand.studio;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * gesture and call_task, with their outreach: what a simulation gives away, and who has to call.
 */
final class LoadTable {

  private final JdbcClient db;

  LoadTable(DataSource source) {
    this.db = JdbcClient.create(source);
  }

  /** Of gestures that were sent. */
  List<Load.Given> given(Instant since) {
    return db.sql(
            """
            select o.campaign, g.currency, count(*) as times, sum(g.amount) as amount
              from outreach o join gesture g on g.outreach = o.id
             where o.created >= :since and o.state in ('sent', 'delivered')
             group by o.campaign, g.currency order by o.campaign, g.currency
            """)
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(
            (row, n) ->
                new Load.Given(
                    row.getString("campaign"),
                    row.getString("currency"),
                    row.getLong("times"),
                    row.getBigDecimal("amount")))
        .list();
  }

  /** What waits has drawn on no period yet. */
  List<Load.Drawn> drawn(Instant since) {
    return db.sql(
            """
            select g.budget, g.period, g.currency,
                   coalesce(sum(g.amount) filter (where o.state in ('sent', 'delivered')), 0)
                     as spent,
                   coalesce(sum(g.amount) filter (where o.state = 'scheduled'), 0) as reserved,
                   coalesce(sum(g.amount) filter (where o.state = 'held'), 0) as waits
              from outreach o join gesture g on g.outreach = o.id
             where o.created >= :since and g.funds is not null
             group by g.budget, g.period, g.currency
            having bool_or(o.state in ('sent', 'delivered', 'scheduled', 'held'))
             order by g.budget, g.period nulls last, g.currency
            """)
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(
            (row, n) ->
                new Load.Drawn(
                    row.getString("budget"),
                    row.getObject("period", LocalDate.class),
                    row.getString("currency"),
                    row.getBigDecimal("spent"),
                    row.getBigDecimal("reserved"),
                    row.getBigDecimal("waits")))
        .list();
  }

  /**
   * All that was ever reserved of each period of a budget, whatever became of it, less what was
   * added.
   */
  List<Reserved> reserved() {
    return db.sql(
            """
            select budget, currency,
                   sum(case kind when 'reserve' then amount when 'top_up' then -amount else 0 end)
                     as amount
              from budget_entry group by budget, period, currency
            """)
        .query(
            (row, n) ->
                new Reserved(
                    row.getString("budget"),
                    row.getString("currency"),
                    row.getBigDecimal("amount")))
        .list();
  }

  /** In one period. */
  record Reserved(String budget, String currency, BigDecimal amount) {}

  /** Of calls that came to the desk, by the customers' own days. */
  List<Load.Calls> calls(Instant since, ZoneId usual) {
    return db.sql(
            """
            select (o.due at time zone coalesce(c.profile ->> 'zone', :usual))::date as day,
                   t.skill, count(*) as calls
              from outreach o join call_task t on t.outreach = o.id
              left join customer c on c.id = o.customer
             where o.created >= :since and o.state in ('sent', 'delivered')
             group by 1, t.skill order by 1, t.skill
            """)
        .param("since", since.atOffset(ZoneOffset.UTC))
        .param("usual", usual.getId())
        .query(
            (row, n) ->
                new Load.Calls(
                    row.getObject("day", LocalDate.class),
                    row.getString("skill"),
                    row.getLong("calls")))
        .list();
  }
}
