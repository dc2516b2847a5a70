package org.beforehand.desk;

import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.beforehand.desk.NoteTasks.Closed;
import org.beforehand.desk.NoteTasks.Closing;
import org.beforehand.desk.NoteTasks.Task;
import org.springframework.jdbc.core.simple.JdbcClient;

/** note_task. */
final class NoteTaskTable {

  /** Only what the dispatcher has handed over: its gates were asked again at that moment. */
  private static final String TO_WRITE =
      """
      select t.* from note_task t
        join contact o on o.id = t.outreach and o.state = 'sent'
       where t.state in ('open', 'claimed')
      """;

  private final JdbcClient db;

  NoteTaskTable(JdbcClient db) {
    this.db = db;
  }

  /** A note that is decided anew is the same one, as it is wanted now. */
  void insert(Collection<Task> tasks) {
    db.sql(
            """
            insert into note_task as t (outreach, customer, campaign, message, due, state)
            select n.*, 'open'
              from unnest(:outreach::bigint[], :customers::text[], :campaigns::text[],
                          :messages::text[], :dues::timestamptz[]) n
            on conflict (outreach) do update
               set message = excluded.message, due = excluded.due
             where t.state = 'open'
            """)
        .param("outreach", longs(tasks, Task::outreach))
        .param("customers", texts(tasks, Task::customer))
        .param("campaigns", texts(tasks, Task::campaign))
        .param("messages", texts(tasks, Task::message))
        .param("dues", times(tasks, Task::due))
        .update();
  }

  List<Task> open(int most) {
    return db.sql(TO_WRITE + " order by t.due, t.outreach limit :most")
        .param("most", most)
        .query((row, n) -> task(row))
        .list();
  }

  Optional<Task> find(long outreach) {
    return db.sql(TO_WRITE + " and t.outreach = :outreach")
        .param("outreach", outreach)
        .query((row, n) -> task(row))
        .optional();
  }

  /** The row itself decides who was first. */
  boolean claim(long outreach, String by) {
    return db.sql(
                """
                update note_task t set state = 'claimed', claimed_by = :by
                 where t.outreach = :outreach
                   and (t.state = 'open' or t.state = 'claimed' and t.claimed_by = :by)
                   and exists (select from contact o where o.id = t.outreach and o.state = 'sent')
                """)
            .param("outreach", outreach)
            .param("by", by)
            .update()
        > 0;
  }

  /** The row itself decides who was first; of those in one batch it is the order they came in. */
  List<Closed> close(List<Closing> closings) {
    return db.sql(
            """
            with n as (
              select * from unnest(:outreach::bigint[], :customers::text[], :tos::text[],
                                   :bys::text[], :remarks::text[], :ats::timestamptz[])
                              with ordinality
                              as n(outreach, customer, to_state, by, remark, at, n)),
            rows as (
              select n.*, t.state in ('written', 'given_up') as before,
                     t.state in ('open', 'claimed') and o.state = 'sent' as open
                from note_task t
                join n on n.outreach = t.outreach and n.customer = t.customer
                join contact o on o.id = t.outreach
               order by t.outreach for update of t),
            first as (
              select distinct on (outreach) * from rows where open order by outreach, n),
            closed as (
              update note_task t
                 set state = f.to_state, closed_by = f.by, remark = f.remark, closed_at = f.at
                from first f where t.outreach = f.outreach)
            select case when r.outreach is null then 'unknown'
                        when f.n = n.n then 'closed'
                        when r.before or f.n is not null then 'closed_before'
                        else 'not_at_the_desk' end
              from n left join rows r on r.n = n.n left join first f on f.outreach = r.outreach
             order by n.n
            """)
        .param("outreach", longs(closings, Closing::outreach))
        .param("customers", texts(closings, Closing::customer))
        .param("tos", texts(closings, one -> one.came().word()))
        .param("bys", texts(closings, Closing::by))
        .param("remarks", texts(closings, Closing::remark))
        .param("ats", times(closings, Closing::at))
        .query((row, n) -> Closed.valueOf(row.getString(1).toUpperCase(Locale.ROOT)))
        .list();
  }

  private static Task task(ResultSet row) throws SQLException {
    return new Task(
        row.getLong("outreach"),
        row.getString("customer"),
        row.getString("campaign"),
        row.getString("message"),
        row.getObject("due", OffsetDateTime.class).toInstant(),
        row.getString("claimed_by"));
  }
}
