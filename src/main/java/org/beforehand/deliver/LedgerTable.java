package org.beforehand.deliver;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beforehand.fact.OutreachState;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** outreach, as it is read. */
final class LedgerTable {

  private final JdbcClient db;

  LedgerTable(JdbcClient db) {
    this.db = db;
  }

  List<Ledger.Line> read(Ledger.Interest interest, @Nullable Long before, int most) {
    // Only the conditions there are: a plan for "this, or anything" would read the whole table.
    StringBuilder where = new StringBuilder("where true");
    where.append(interest.customer() == null ? "" : " and customer = :customer");
    where.append(interest.campaign() == null ? "" : " and campaign = :campaign");
    where.append(interest.state() == null ? "" : " and state = :state");
    where.append(before == null ? "" : " and id < :before");
    OutreachState state = interest.state();
    return db.sql("select * from outreach " + where + " order by id desc limit :most")
        .param("customer", interest.customer())
        .param("campaign", interest.campaign())
        .param("state", state == null ? null : state.word())
        .param("before", before)
        .param("most", most)
        .query((row, n) -> line(row))
        .list();
  }

  List<Ledger.Line> lines(Collection<Long> ids) {
    return db.sql("select * from outreach where id = any(:ids)")
        .param("ids", ids.toArray(Long[]::new))
        .query((row, n) -> line(row))
        .list();
  }

  List<Ledger.Attempt> attempts(Collection<Long> outreach) {
    return db.sql(
            """
            select outreach, n, at, coalesce(channel, 'email') as channel, outcome, reply, came_of,
                   came_at
              from attempt where outreach = any(:ids) order by outreach, n
            """)
        .param("ids", outreach.toArray(Long[]::new))
        .query(
            (row, n) ->
                new Ledger.Attempt(
                    row.getLong("outreach"),
                    row.getInt("n"),
                    instant(row, "at"),
                    row.getString("channel"),
                    row.getString("outcome"),
                    row.getString("reply"),
                    row.getString("came_of"),
                    later(row, "came_at")))
        .list();
  }

  SortedMap<OutreachState, Long> counts() {
    SortedMap<OutreachState, Long> counts = new TreeMap<>();
    db.sql("select state, count(*) from outreach group by state")
        .query(
            row -> {
              counts.put(OutreachState.of(row.getString(1)), row.getLong(2));
            });
    return counts;
  }

  private static Ledger.Line line(ResultSet row) throws SQLException {
    return new Ledger.Line(
        row.getLong("id"),
        row.getString("campaign"),
        row.getString("customer"),
        row.getString("key"),
        row.getString("action"),
        row.getString("purpose"),
        row.getString("channel"),
        row.getString("message"),
        row.getString("variant"),
        row.getString("rule"),
        row.getString("revision"),
        row.getString("state"),
        row.getString("gate"),
        row.getString("reason"),
        // What moves a row for another reason leaves it.
        "inhibition".equals(row.getString("gate")) ? row.getString("met") : null,
        instant(row, "due"),
        instant(row, "expires"),
        row.getString("source"),
        row.getString("event"),
        row.getString("incident"),
        row.getString("stage"),
        row.getInt("attempts"),
        later(row, "settled_at"),
        instant(row, "created"));
  }

  private static @Nullable Instant later(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  long due(Instant at) {
    return db.sql(
            """
            select count(*) from outreach
             where state in ('claimed', 'sending') or state = 'scheduled' and due <= :at
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }
}
