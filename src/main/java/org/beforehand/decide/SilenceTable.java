package org.beforehand.decide;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Purpose;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** silence: rows are kept, so that what was decided under them can be decided again. */
final class SilenceTable {

  private final JdbcClient db;

  SilenceTable(JdbcClient db) {
    this.db = db;
  }

  long insert(Silence silence, Instant at) {
    Silence.Matcher matcher = silence.matcher();
    return db.sql(
            """
            insert into silence (campaign, purpose, channel, scope, customer, tier, from_at, until_at,
                                 who, why, made_at)
            values (:campaign, :purpose, :channel, :scope, :customer, :tier, :from, :until,
                    :who, :why, :at)
            returning id
            """)
        .param("campaign", matcher.campaign())
        .param("purpose", matcher.purpose() == null ? null : matcher.purpose().word())
        .param("channel", matcher.channel() == null ? null : matcher.channel().word())
        .param("scope", matcher.scope())
        .param("customer", matcher.customer())
        .param("tier", matcher.tier())
        .param("from", time(silence.from()))
        .param("until", time(silence.until()))
        .param("who", silence.who())
        .param("why", silence.why())
        .param("at", time(at))
        .query(Long.class)
        .single();
  }

  /** Those that have not ended; some may not have begun. */
  List<Silence> standing() {
    return db.sql("select * from silence where ended_at is null order by id")
        .query((row, n) -> silence(row))
        .list();
  }

  List<Silence> find(Collection<Long> ids) {
    return db.sql("select * from silence where id = any(:ids) order by id")
        .param("ids", ids.toArray(Long[]::new))
        .query((row, n) -> silence(row))
        .list();
  }

  List<SilenceList.Kept> latest(@Nullable Long before, int most) {
    return db.sql("select * from silence where id < :before order by id desc limit :most")
        .param("before", before == null ? Long.MAX_VALUE : before)
        .param("most", most)
        .query(
            (row, n) ->
                new SilenceList.Kept(
                    silence(row),
                    row.getObject("made_at", OffsetDateTime.class).toInstant(),
                    instant(row, "ended_at"),
                    row.getString("ended_by")))
        .list();
  }

  /** Whoever ends it first has ended it. */
  List<Silence> end(long id, String who, Instant at) {
    return db.sql(
            """
            update silence set ended_at = :at, ended_by = :who
             where id = :id and ended_at is null
            returning *
            """)
        .param("id", id)
        .param("who", who)
        .param("at", time(at))
        .query((row, n) -> silence(row))
        .list();
  }

  /** Those whose time has come, so that nobody reads them any more. */
  void lapse(Instant at) {
    db.sql("update silence set ended_at = until_at where ended_at is null and until_at <= :at")
        .param("at", time(at))
        .update();
  }

  /** Those that end by then, each once however many nodes ask. */
  List<Silence> ending(Instant by) {
    return db.sql(
            """
            update silence set reminded = true
             where ended_at is null and not reminded and until_at <= :by
            returning *
            """)
        .param("by", time(by))
        .query((row, n) -> silence(row))
        .list();
  }

  private static Silence silence(ResultSet row) throws SQLException {
    String purpose = row.getString("purpose");
    String channel = row.getString("channel");
    return new Silence(
        row.getLong("id"),
        new Silence.Matcher(
            row.getString("campaign"),
            purpose == null ? null : Purpose.of(purpose),
            channel == null ? null : Channel.of(channel),
            row.getString("scope"),
            row.getString("customer"),
            row.getString("tier")),
        row.getObject("from_at", OffsetDateTime.class).toInstant(),
        row.getObject("until_at", OffsetDateTime.class).toInstant(),
        row.getString("who"),
        row.getString("why"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
