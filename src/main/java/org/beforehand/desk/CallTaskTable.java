package org.beforehand.desk;

import static org.beforehand.fact.Columns.flags;
import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beforehand.desk.CallTasks.Outcome;
import org.beforehand.desk.CallTasks.Ring;
import org.beforehand.desk.CallTasks.Standing;
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

  Map<Long, Standing> standing(Collection<Long> outreach) {
    Map<Long, Standing> standing = new HashMap<>();
    db.sql(
            """
            select t.outreach, t.customer, o.state = 'sent',
                   case when t.state = 'done' then t.outcome
                        when t.state = 'withdrawn' then t.state end
              from call_task t join contact o on o.id = t.outreach
             where t.outreach = any(:outreach)
            """)
        .param("outreach", outreach.toArray(Long[]::new))
        .query(
            row -> {
              standing.put(
                  row.getLong(1),
                  new Standing(row.getString(2), row.getBoolean(3), row.getString(4)));
            });
    return standing;
  }

  /** Each try counts; the last one that is reported is the outcome. */
  void report(Collection<Outcome> outcomes) {
    db.sql(
            """
            with n as (
              select outreach, count(*) as tries, bool_or(closes) as closes,
                     (array_agg(outcome order by closes desc, at desc))[1] as outcome,
                     (array_agg(by order by closes desc, at desc))[1] as by,
                     (array_agg(note order by closes desc, at desc))[1] as note,
                     max(at) filter (where closes) as at
                from unnest(:outreach::bigint[], :outcomes::text[], :closes::boolean[],
                            :bys::text[], :notes::text[], :ats::timestamptz[])
                       as r(outreach, outcome, closes, by, note, at)
               group by outreach),
            rows as (
              select t.outreach from call_task t join n on n.outreach = t.outreach
               where t.state in ('open', 'claimed')
               order by t.outreach for update of t)
            update call_task t
               set state = case when n.closes then 'done' else t.state end,
                   outcome = n.outcome, note = n.note, tries = t.tries + n.tries,
                   closed_at = n.at, closed_by = case when n.closes then n.by end
              from rows, n
             where t.outreach = rows.outreach and n.outreach = t.outreach
            """)
        .param("outreach", longs(outcomes, Outcome::outreach))
        .param("outcomes", texts(outcomes, one -> one.came().word()))
        .param("closes", flags(outcomes, one -> one.came().closes()))
        .param("bys", texts(outcomes, Outcome::by))
        .param("notes", texts(outcomes, Outcome::note))
        .param("ats", times(outcomes, Outcome::at))
        .update();
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
