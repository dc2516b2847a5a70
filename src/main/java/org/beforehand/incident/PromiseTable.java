package org.beforehand.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.beforehand.incident.Promises.AboutToLapse;
import org.beforehand.incident.Promises.Promised;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** promise: what customers were told to expect of an incident, and what came of it. */
final class PromiseTable {

  private static final String UNSETTLED =
      " kept_at is null and broken_at is null and revised_at is null ";

  private final JdbcClient db;

  PromiseTable(JdbcClient db) {
    this.db = db;
  }

  /**
   * A time is being told. What was promised before is settled by it: news that comes in time is
   * kept, an estimate that is replaced in time is revised. The same time told again is the same
   * promise.
   */
  void say(IncidentRow row, String kind, Instant promised, Instant at) {
    db.sql(
            """
            update promise
               set kept_at    = case when promised >= :at and kind = 'next-update' then :at end,
                   revised_at = case when promised >= :at and kind = 'eta' then :at end,
                   broken_at  = case when promised < :at then promised end
             where incident = :id and episode = :episode
               and (kind, promised) <> (:kind, :promised)
               and
            """
                + UNSETTLED)
        .param("id", row.id())
        .param("episode", row.standing().episode())
        .param("kind", kind)
        .param("promised", time(promised))
        .param("at", time(at))
        .update();
    db.sql(
            """
            insert into promise (incident, episode, kind, promised, said_at)
            values (:id, :episode, :kind, :promised, :at)
            on conflict do nothing
            """)
        .param("id", row.id())
        .param("episode", row.standing().episode())
        .param("kind", kind)
        .param("promised", time(promised))
        .param("at", time(at))
        .update();
  }

  /**
   * The incident is over since then. That may be heard of late: an estimate that seemed broken was
   * kept after all; that news came late stays so.
   */
  void end(IncidentRow row) {
    db.sql(
            """
            update promise
               set kept_at   = case when promised >= :ended then :ended end,
                   broken_at = case when promised < :ended then promised end
             where incident = :id and episode = :episode
               and revised_at is null and kept_at is null
               and (broken_at is null or kind = 'eta')
            """)
        .param("id", row.id())
        .param("episode", row.standing().episode())
        .param("ended", time(row.standing().since()))
        .update();
  }

  /** It was not over after all: what was kept by that is open again. */
  void resume(IncidentRow before) {
    db.sql(
            """
            update promise set kept_at = null
             where incident = :id and episode = :episode and kept_at = :ended
            """)
        .param("id", before.id())
        .param("episode", before.standing().episode())
        .param("ended", time(before.standing().since()))
        .update();
  }

  /** The incidents of which a promised time has passed in vain, locked FOR UPDATE. */
  List<String> passed(Instant at) {
    return db.sql(
            """
            select i.id from incident i
             where i.status in ('open', 'planned')
               and exists (select from promise p
                            where p.incident = i.id and p.episode = i.episode
                              and p.promised <= :at and
            """
                + UNSETTLED
                + ") order by i.id for update")
        .param("at", time(at))
        .query(String.class)
        .list();
  }

  /** Of incidents that are held: every promise that has passed is broken. */
  void breaks(Collection<String> incidents, Instant at) {
    db.sql(
            """
            update promise p set broken_at = promised
              from incident i
             where i.id = any(:ids) and p.incident = i.id and p.episode = i.episode
               and p.promised <= :at and
            """
                + UNSETTLED)
        .param("ids", incidents.toArray(String[]::new))
        .param("at", time(at))
        .update();
  }

  /** The incidents know the last of their promises that was broken. */
  void note(Collection<String> incidents) {
    db.sql(
            """
            update incident i
               set broken = (select max(p.promised) from promise p
                              where p.incident = i.id and p.episode = i.episode
                                and p.broken_at is not null)
             where i.id = any(:ids)
            """)
        .param("ids", incidents.toArray(String[]::new))
        .update();
  }

  /**
   * Promises that are about to pass and of which nobody was warned; they count as warned of from
   * now on. One that a later estimate has overtaken is none of them.
   */
  List<AboutToLapse> warn(Instant at, Duration ahead) {
    return db.sql(
            """
            with due as (
              select p.incident, p.episode, p.kind, p.promised, i.service
                from promise p join incident i on i.id = p.incident and i.episode = p.episode
               where i.status in ('open', 'planned') and i.next_update = p.promised
                 and p.promised > :at and p.promised <= :until and p.warned_at is null
                 and
            """
                + UNSETTLED
                + """
               order by p.incident, p.episode, p.kind, p.promised for update of p),
            warned as (
              update promise p set warned_at = :at from due d
               where p.incident = d.incident and p.episode = d.episode and p.kind = d.kind
                 and p.promised = d.promised)
            select * from due order by promised, incident
            """)
        .param("at", time(at))
        .param("until", time(at.plus(ahead)))
        .query(
            (row, n) ->
                new AboutToLapse(
                    row.getString("incident"),
                    row.getString("service"),
                    row.getInt("episode"),
                    row.getString("kind"),
                    certain(row, "promised")))
        .list();
  }

  /** Those of an incident, in the order in which they were made. */
  List<Promised> of(String incident) {
    return db.sql(SELECT + " where p.incident = :id order by p.said_at, p.promised")
        .param("id", incident)
        .query((row, n) -> promised(row))
        .list();
  }

  /** Those that are open and those that were broken since, the latest promised time first. */
  List<Promised> toWatch(Instant since, int most) {
    return db.sql(
            SELECT
                + """
                 where p.broken_at > :since
                    or p.kept_at is null and p.broken_at is null and p.revised_at is null
                 order by p.promised desc, p.incident limit :most
                """)
        .param("since", time(since))
        .param("most", most)
        .query((row, n) -> promised(row))
        .list();
  }

  /** Told are those who got a message from when the promise was made until the next one was. */
  private static final String SELECT =
      """
      select p.*, i.service,
             (select count(distinct c.customer) from contact c
               where c.incident = p.incident and c.episode = p.episode
                 and c.state in ('sent', 'delivered', 'complained', 'answered', 'in_doubt')
                 and c.at >= p.said_at
                 and c.at < coalesce((select min(n.said_at) from promise n
                                       where n.incident = p.incident and n.said_at > p.said_at),
                                     p.kept_at, 'infinity')) as told
        from promise p join incident i on i.id = p.incident
      """;

  private static Promised promised(ResultSet row) throws SQLException {
    return new Promised(
        row.getString("incident"),
        row.getString("service"),
        row.getInt("episode"),
        row.getString("kind"),
        certain(row, "said_at"),
        certain(row, "promised"),
        instant(row, "kept_at"),
        instant(row, "broken_at"),
        instant(row, "revised_at"),
        row.getLong("told"));
  }

  private static Instant certain(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
