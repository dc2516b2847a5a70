package org.beforehand.desk;

import static org.beforehand.fact.Columns.flags;
import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.beforehand.desk.CallTasks.Ring;
import org.beforehand.desk.CallTasks.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** call_task. */
final class CallTaskTable {

  private final JdbcClient db;

  CallTaskTable(JdbcClient db) {
    this.db = db;
  }

  /** A call that is decided anew is the same one, as it is wanted now. */
  void insert(Collection<Task> tasks) {
    db.sql(
            """
            insert into call_task as t (outreach, customer, campaign, skill, message, not_before, due,
                                   in_language, unless_rung_since, state)
            select n.*, 'open'
              from unnest(:outreach::bigint[], :customers::text[], :campaigns::text[],
                          :skills::text[], :messages::text[], :befores::timestamptz[],
                          :dues::timestamptz[], :languages::boolean[],
                          :sinces::timestamptz[]) n
            on conflict (outreach) do update
               set skill = excluded.skill, message = excluded.message,
                   not_before = excluded.not_before, due = excluded.due,
                   in_language = excluded.in_language,
                   unless_rung_since = excluded.unless_rung_since
             where t.state = 'open'
            """)
        .param("outreach", longs(tasks, Task::outreach))
        .param("customers", texts(tasks, Task::customer))
        .param("campaigns", texts(tasks, Task::campaign))
        .param("skills", texts(tasks, Task::skill))
        .param("messages", texts(tasks, Task::message))
        .param("befores", times(tasks, Task::notBefore))
        .param("dues", times(tasks, Task::due))
        .param("languages", flags(tasks, Task::inLanguage))
        .param("sinces", times(tasks, Task::unlessRungSince))
        .update();
  }

  /** Only what the dispatcher has handed over: its gates were asked again at that moment. */
  List<Task> open(Instant at, int most) {
    return db.sql(
            """
            select t.* from call_task t
              join contact o on o.id = t.outreach and o.state = 'sent'
             where t.state <> 'done' and t.state <> 'withdrawn' and t.not_before <= :at
             order by t.due, t.outreach limit :most
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("most", most)
        .query(
            (row, n) ->
                new Task(
                    row.getLong("outreach"),
                    row.getString("customer"),
                    row.getString("campaign"),
                    row.getString("skill"),
                    row.getString("message"),
                    row.getObject("not_before", OffsetDateTime.class).toInstant(),
                    row.getObject("due", OffsetDateTime.class).toInstant(),
                    row.getBoolean("in_language"),
                    perhaps(row.getObject("unless_rung_since", OffsetDateTime.class))))
        .list();
  }

  private static @Nullable Instant perhaps(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  /** In the order of their numbers; what is done stays done. */
  List<Long> callOff(Collection<Ring> rings) {
    return db.sql(
            """
            with rows as (
              select t.outreach from call_task t
               where t.customer = any(:customers) and t.unless_rung_since is not null
                 and t.state in ('open', 'claimed')
                 and exists (select from unnest(:customers::text[], :ats::timestamptz[])
                                      as r(customer, at)
                              where r.customer = t.customer and r.at > t.unless_rung_since)
               order by t.outreach for update)
            update call_task t set state = 'withdrawn' from rows
             where t.outreach = rows.outreach
            returning t.outreach
            """)
        .param("customers", texts(rings, Ring::customer))
        .param("ats", times(rings, Ring::at))
        .query(Long.class)
        .list();
  }
}
