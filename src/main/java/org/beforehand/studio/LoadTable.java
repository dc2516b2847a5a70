package org.beforehand.studio;

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
