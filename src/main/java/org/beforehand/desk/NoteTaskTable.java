package org.beforehand.desk;

import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
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

  Closed close(Closing closing) {
    int closed =
        db.sql(
                """
                update note_task t
                   set state = :to, closed_by = :by, remark = :remark, closed_at = :at
                 where t.outreach = :outreach and t.customer = :customer
                   and t.state in ('open', 'claimed')
                   and exists (select from contact o where o.id = t.outreach and o.state = 'sent')
                """)
            .param("to", closing.came().word())
            .param("by", closing.by())
            .param("remark", closing.remark())
            .param("at", closing.at().atOffset(ZoneOffset.UTC))
            .param("outreach", closing.outreach())
            .param("customer", closing.customer())
            .update();
    return closed > 0
        ? Closed.CLOSED
        : db.sql(
                """
                select state in ('written', 'given_up') from note_task
                 where outreach = :outreach and customer = :customer
                """)
            .param("outreach", closing.outreach())
            .param("customer", closing.customer())
            .query(Boolean.class)
            .optional()
            .map(before -> before ? Closed.CLOSED_BEFORE : Closed.NOT_AT_THE_DESK)
            .orElse(Closed.UNKNOWN);
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
