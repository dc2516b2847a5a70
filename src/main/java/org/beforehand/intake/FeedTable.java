package org.beforehand.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.beforehand.customer.Json;
import org.beforehand.fact.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** outage_feed and feed_outage: what feeds last said, and whose turn it is to look at them. */
final class FeedTable {
  /** A turn that has not committed anything for so long is lost; longer than a look may take. */
  private static final int LEASE_SECONDS = 60;

  private static final String CLAIM =
      """
      update outage_feed
         set poll = poll + 1, polled_by = :node, polled_at = :at,
             lease = clock_timestamp() + make_interval(secs => :lease)
       where feed = :feed
         and (polled_by is null and (polled_at is null or polled_at <= :due)
              or lease < clock_timestamp())
      returning *
      """;

  private static final String PUT =
      """
      insert into feed_outage (feed, outage, over, serial, told, first_seen, start, eta, updated,
                               service, cause, customers, scopes, absent, absent_since)
      select :feed, n.outage, n.over, n.serial, n.told, n.first_seen, n.start, n.eta, n.updated,
             n.service, n.cause, n.customers::bigint,
             array(select jsonb_array_elements_text(n.scopes)), n.absent, n.absent_since
        from unnest(:outages::text[], :overs::boolean[], :serials::bigint[], :tolds::timestamptz[],
                    :firsts::timestamptz[], :starts::timestamptz[], :etas::timestamptz[],
                    :updates::timestamptz[], :services::text[], :causes::text[],
                    :customers::text[], :scopes::jsonb[], :absents::bigint[],
                    :absentSinces::timestamptz[])
             as n(outage, over, serial, told, first_seen, start, eta, updated, service, cause,
                  customers, scopes, absent, absent_since)
      on conflict (feed, outage) do update
         set over = excluded.over, serial = excluded.serial, told = excluded.told,
             first_seen = excluded.first_seen, start = excluded.start, eta = excluded.eta,
             updated = excluded.updated, service = excluded.service, cause = excluded.cause,
             customers = excluded.customers, scopes = excluded.scopes, absent = excluded.absent,
             absent_since = excluded.absent_since
      """;

  private static final String SETTLE =
      """
      update outage_feed
         set standing = :standing, since = case when standing = :standing then since else :at end,
             problem = coalesce(:problem::text, problem),
             problem_at = case when :problem::text is null then problem_at else :at end,
             looked_at = :lookedAt, good_at = :goodAt, doubt = :doubt, doubt_since = :doubtSince,
             rows = :rows, repeats = :repeats, limit_seen = :limitSeen, unreadable = :unreadable,
             etag = :etag, modified = :modified, polled_by = null, lease = null
       where feed = :feed and poll = :poll and polled_by = :node
      """;

  private final JdbcClient db;
  private final String feed;
  private final String node;

  FeedTable(JdbcClient db, String feed, String node) {
    this.db = db;
    this.feed = feed;
    this.node = node;
  }

  /**
   * The right to look at the feed, and what it last said.
   *
   * @param etag of the last snapshot, if it was good; the same for {@code modified}
   */
  record Turn(long poll, FeedState state, @Nullable String etag, @Nullable String modified) {}

  /** Another node has begun since. */
  static final class TurnLost extends RuntimeException {
    TurnLost() {
      super("another node has taken over the feed's turn", null, false, false);
    }
  }

  /** Takes the turn if it is due and nobody's, or lost. */
  Optional<Turn> claim(Instant at, Instant due) {
    db.sql("insert into outage_feed (feed) values (:feed) on conflict do nothing")
        .param("feed", feed)
        .update();
    return db.sql(CLAIM)
        .param("feed", feed)
        .param("node", node)
        .param("at", time(at))
        .param("due", time(due))
        .param("lease", LEASE_SECONDS)
        .query((row, n) -> turn(row))
        .optional();
  }

  /**
   * Makes sure, until the caller's transaction ends, that the turn is still this node's.
   *
   * @throws TurnLost if it is not
   */
  void hold(Turn turn) {
    int held =
        db.sql(
                """
                update outage_feed set lease = clock_timestamp() + make_interval(secs => :lease)
                 where feed = :feed and poll = :poll and polled_by = :node
                """)
            .param("feed", feed)
            .param("poll", turn.poll())
            .param("node", node)
            .param("lease", LEASE_SECONDS)
            .update();
    if (held != 1) {
      throw new TurnLost();
    }
  }

  /** Gives the turn back undone. */
  void release(Turn turn) {
    db.sql(
            """
            update outage_feed set polled_by = null, lease = null
             where feed = :feed and poll = :poll and polled_by = :node
            """)
        .param("feed", feed)
        .param("poll", turn.poll())
        .param("node", node)
        .update();
  }

  Optional<FeedReport> report() {
    return db.sql(
            """
            select f.*, (select count(*) from feed_outage o
                          where o.feed = f.feed and not o.over) as outages
              from outage_feed f where f.feed = :feed
            """)
        .param("feed", feed)
        .query(
            (row, n) ->
                new FeedReport(
                    feed,
                    row.getString("standing"),
                    instant(row, "since"),
                    instant(row, "polled_at"),
                    instant(row, "good_at"),
                    row.getString("problem"),
                    instant(row, "problem_at"),
                    row.getInt("rows"),
                    row.getInt("unreadable"),
                    row.getLong("outages")))
        .optional();
  }

  /** The outages that are not over, and these whatever they are. */
  Map<String, KnownOutage> known(Set<String> ids) {
    Map<String, KnownOutage> known = new HashMap<>();
    db.sql(
            """
            select * from feed_outage
             where feed = :feed and (not over or outage = any(:ids))
            """)
        .param("feed", feed)
        .param("ids", ids.toArray(String[]::new))
        .query(
            row -> {
              known.put(row.getString("outage"), outage(row));
            });
    return known;
  }

  /** Stores what is known of these outages. */
  void put(Collection<KnownOutage> outages) {
    if (outages.isEmpty()) {
      return;
    }
    db.sql(PUT)
        .param("feed", feed)
        .param("outages", Columns.texts(outages, KnownOutage::id))
        .param("overs", Columns.flags(outages, KnownOutage::over))
        .param("serials", Columns.longs(outages, KnownOutage::serial))
        .param("tolds", Columns.times(outages, KnownOutage::told))
        .param("firsts", Columns.times(outages, KnownOutage::firstSeen))
        .param("starts", Columns.times(outages, each -> each.last().start()))
        .param("etas", Columns.times(outages, each -> each.last().eta()))
        .param("updates", Columns.times(outages, each -> each.last().updated()))
        .param("services", Columns.texts(outages, each -> each.last().service()))
        .param("causes", Columns.texts(outages, each -> each.last().cause()))
        .param("customers", Columns.texts(outages, FeedTable::customers))
        .param("scopes", Columns.texts(outages, each -> Json.write(each.last().scopes())))
        .param("absents", Columns.longs(outages, KnownOutage::absent))
        .param("absentSinces", Columns.times(outages, KnownOutage::absentSince))
        .update();
  }

  /**
   * Ends the turn.
   *
   * @param problem what is wrong, or null
   * @throws TurnLost if it is no longer this node's
   */
  void settle(
      Turn turn,
      FeedState state,
      @Nullable String problem,
      @Nullable String etag,
      @Nullable String modified,
      Instant at) {
    int settled =
        db.sql(SETTLE)
            .param("standing", state.standing().word())
            .param("at", time(at))
            .param("problem", problem)
            .param("lookedAt", time(state.lookedAt()))
            .param("goodAt", time(state.goodAt()))
            .param("doubt", state.doubt().word())
            .param("doubtSince", time(state.doubtSince()))
            .param("rows", state.rows())
            .param("repeats", state.repeats())
            .param("limitSeen", state.limitSeen())
            .param("unreadable", state.unreadable())
            .param("etag", etag)
            .param("modified", modified)
            .param("feed", feed)
            .param("poll", turn.poll())
            .param("node", node)
            .update();
    if (settled != 1) {
      throw new TurnLost();
    }
  }

  private static @Nullable String customers(KnownOutage outage) {
    Long customers = outage.last().customers();
    return customers == null ? null : customers.toString();
  }

  private static Turn turn(ResultSet row) throws SQLException {
    String doubt = row.getString("doubt");
    return new Turn(
        row.getLong("poll"),
        new FeedState(
            FeedStanding.of(row.getString("standing")),
            instant(row, "looked_at"),
            instant(row, "good_at"),
            doubt == null ? FeedStanding.GOOD : FeedStanding.of(doubt),
            instant(row, "doubt_since"),
            row.getInt("rows"),
            row.getInt("repeats"),
            row.getObject("limit_seen", Integer.class),
            row.getInt("unreadable")),
        row.getString("etag"),
        row.getString("modified"));
  }

  private static KnownOutage outage(ResultSet row) throws SQLException {
    return new KnownOutage(
        new FeedOutage(
            row.getString("outage"),
            instant(row, "start"),
            instant(row, "eta"),
            instant(row, "updated"),
            row.getString("service"),
            row.getString("cause"),
            row.getObject("customers", Long.class),
            List.of((String[]) row.getArray("scopes").getArray()),
            false),
        row.getBoolean("over"),
        row.getInt("serial"),
        certain(row, "told"),
        certain(row, "first_seen"),
        row.getInt("absent"),
        instant(row, "absent_since"));
  }

  private static Instant certain(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }
}
