package org.beforehand.decide;

import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.beforehand.customer.Json;
import org.beforehand.fact.Event;
import org.beforehand.fact.Stage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** decision: its primary key is what makes an event decided once per customer. */
final class DecisionTable {

  private final JdbcClient db;

  DecisionTable(JdbcClient db) {
    this.db = db;
  }

  void insert(Collection<Decision> decisions, @Nullable Long sweep) {
    bound(
            """
            insert into decision (customer, source, event, stage, sweep, trigger, seq, at,
                                  revision, why)
            select n.customer, n.source, n.event, n.stage, :sweep, n.trigger, n.seq, n.at,
                   n.revision, n.why
              from unnest(:customers::text[], :sources::text[], :events::text[], :stages::text[],
                          :triggers::text[], :seqs::bigint[], :ats::timestamptz[],
                          :revisions::text[], :whys::jsonb[])
                   as n(customer, source, event, stage, trigger, seq, at, revision, why)
            """,
            decisions)
        .param("sweep", sweep, Types.BIGINT)
        .update();
  }

  void insertAnew(Collection<Decision> decisions) {
    bound(
            """
            insert into decision_anew (customer, source, event, stage, trigger, seq, at, revision,
                                       why)
            select n.*
              from unnest(:customers::text[], :sources::text[], :events::text[], :stages::text[],
                          :triggers::text[], :seqs::bigint[], :ats::timestamptz[],
                          :revisions::text[], :whys::jsonb[]) n
            """,
            decisions)
        .update();
  }

  private JdbcClient.StatementSpec bound(String sql, Collection<Decision> decisions) {
    return db.sql(sql)
        .param("customers", texts(decisions, Decision::customer))
        .param("sources", texts(decisions, decision -> decision.happening().event().source()))
        .param("events", texts(decisions, decision -> decision.happening().event().id()))
        .param(
            "stages",
            texts(
                decisions,
                decision ->
                    decision.happening().stage() == null
                        ? ""
                        : decision.happening().stage().word()))
        .param("triggers", texts(decisions, decision -> decision.happening().trigger()))
        .param("seqs", longs(decisions, Decision::seq))
        .param("ats", times(decisions, Decision::at))
        .param("revisions", texts(decisions, Decision::revision))
        .param("whys", texts(decisions, Decision::why));
  }

  List<Decisions.Stored> find(Decisions.Interest of) {
    // Only the conditions there are: a plan for "this, or anything" would read the whole table.
    StringBuilder where = new StringBuilder("where at >= :from and at <= :to");
    where.append(of.customer() == null ? "" : " and customer = :customer");
    where.append(of.event() == null ? "" : " and source = :source and event = :event");
    Event.Key event = of.event();
    return db.sql(
            "select customer, source, event, stage, trigger, seq, at, moment, revision,"
                + " why::text as why from every_decision "
                + where
                + " order by moment desc limit :most")
        .param("from", of.from().atOffset(ZoneOffset.UTC))
        .param("to", of.to().atOffset(ZoneOffset.UTC))
        .param("customer", of.customer())
        .param("source", event == null ? null : event.source())
        .param("event", event == null ? null : event.id())
        .param("most", of.most())
        .query(
            (row, n) ->
                new Decisions.Stored(
                    row.getString("customer"),
                    new Event.Key(row.getString("source"), row.getString("event")),
                    Stage.parse(row.getString("stage")),
                    row.getString("trigger"),
                    row.getLong("seq"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getLong("moment"),
                    row.getString("revision"),
                    Json.map(row.getString("why"))))
        .list();
  }
}
