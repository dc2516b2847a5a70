package org.beforehand.studio;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.beforehand.fact.Share;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever waits for its instant: one line a source, each answered by an index. */
final class DueTable {

  private final JdbcClient db;

  DueTable(JdbcClient db) {
    this.db = db;
  }

  /**
   * When something of one kind falls due next; null where nothing waits.
   *
   * @param timer of timers
   * @param gathered of what gathers
   * @param outreach of what leaves
   */
  record Due(@Nullable Instant timer, @Nullable Instant gathered, @Nullable Instant outreach) {

    static final Due NOTHING = new Due(null, null, null);

    /** The first of them. */
    @Nullable Instant first() {
      return earlier(earlier(timer, gathered), outreach);
    }
  }

  /** What falls due for these customers themselves, after this instant. */
  Due next(Share share, Instant after) {
    return db.sql(
            """
            select (select min(due) from timer
                     where state = 'waiting' and due > :after
                       and mod(hash & 1023, :of) = :lane) as timer,
                   (select min(due) from outreach
                     where state = 'held' and gathers and due > :after
                       and mod(hash & 1023, :of) = :lane) as gathered,
                   least(
                     (select min(due) from outreach
                       where state = 'scheduled' and urgent and due > :after
                         and mod(hash & 1023, :of) = :lane),
                     (select min(due) from outreach
                       where state = 'scheduled' and not urgent and due > :after
                         and mod(hash & 1023, :of) = :lane)) as outreach
            """)
        .param("after", after.atOffset(ZoneOffset.UTC))
        .param("lane", share.lane())
        .param("of", share.of())
        .query(
            (row, n) ->
                new Due(instant(row, "timer"), instant(row, "gathered"), instant(row, "outreach")))
        .single();
  }

  /**
   * When something falls due first for each of these customers for whom anything does, after one
   * instant and before the other.
   */
  Map<String, Instant> first(Share share, Instant after, Instant before) {
    Map<String, Instant> first = new HashMap<>();
    db.sql(
            """
            select customer, min(due) as due
              from (select customer, due from timer
                     where state = 'waiting' and due > :after and due < :before
                       and mod(hash & 1023, :of) = :lane
                    union all
                    select customer, due from outreach
                     where state = 'held' and gathers and due > :after and due < :before
                       and mod(hash & 1023, :of) = :lane
                    union all
                    select customer, due from outreach
                     where state = 'scheduled' and urgent in (true, false)
                       and due > :after and due < :before
                       and mod(hash & 1023, :of) = :lane) waiting
             group by customer
            """)
        .param("after", after.atOffset(ZoneOffset.UTC))
        .param("before", before.atOffset(ZoneOffset.UTC))
        .param("lane", share.lane())
        .param("of", share.of())
        .query(
            row -> {
              first.put(row.getString("customer"), Objects.requireNonNull(instant(row, "due")));
            });
    return first;
  }

  /**
   * When an incident has news for many, or owes them some, or a piece in stock goes to somebody
   * else, after this instant; null if never.
   */
  @Nullable Instant nextForMany(Instant after) {
    return db.sql(
            """
            select least(
                (select min(due) from sweep where state = 'planned' and due > :after),
                (select min(next_update) from incident
                  where status in ('open', 'planned') and next_update > :after),
                (select min(until) from waiting_list
                  where state = 'reserved' and until > :after)) as due
            """)
        .param("after", after.atOffset(ZoneOffset.UTC))
        .query((row, n) -> Optional.ofNullable(instant(row, "due")))
        .single()
        .orElse(null);
  }

  /** How many sweeps are being told. */
  int sweeps() {
    return db.sql(
            """
            select count(distinct sweep) from sweep_range where not done
            """)
        .query(Integer.class)
        .single();
  }

  static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    return a == null || b != null && b.isBefore(a) ? b : a;
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
