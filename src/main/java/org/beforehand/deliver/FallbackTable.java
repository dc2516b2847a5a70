package org.beforehand.deliver;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * outreach that goes by its next channel: the same row, which waits to be claimed again. Rows are
 * locked in the order of their numbers, as everywhere.
 */
final class FallbackTable {

  /** The name under which it waits. */
  private static final String GATE = "channel";

  /** So many a statement. */
  private static final int MOST = 5_000;

  /** What never left by a channel says nothing of it. */
  private static final String NEXT =
      """
      update outreach o
         set state = 'scheduled', channel = split_part(o.further, ' ', 1),
             further = substr(o.further, length(split_part(o.further, ' ', 1)) + 2),
             missed = case when o.reason = 'unrenderable' then o.missed
                           else ltrim(o.missed || ' ' || o.channel) end,
             gate = :gate,
             reason = case when :unconfirmed then
                             case when o.until_seen then 'unseen' else 'unconfirmed' end
                           else 'other_channel' end, due = :at, next_at = null, node = null,
             settled_at = null,
             -- It may have arrived all the same.
             doubts = o.doubts + case when o.state in ('sent', 'delivered') then 1 else 0 end
        from rows where o.id = rows.id
      """;

  private final JdbcClient db;

  FallbackTable(JdbcClient db) {
    this.db = db;
  }

  /**
   * What failed by one channel, or came back, goes on by the next, if there is one and the message
   * is still worth sending.
   *
   * @return how many do
   */
  int onward(Collection<Long> ids, Instant at) {
    return ids.isEmpty()
        ? 0
        : db.sql(
                """
                with rows as (
                  select id from outreach
                   where id = any(:ids) and state in ('failed', 'bounced') and further <> ''
                     and expires > :at
                   order by id for update)
                """
                    + NEXT)
            .param("ids", ids.toArray(Long[]::new))
            .param("gate", GATE)
            .param("unconfirmed", false)
            .param("at", at.atOffset(ZoneOffset.UTC))
            .update();
  }

  /**
   * What was not said to be delivered, or seen, in time goes by the next channel.
   *
   * @return how many do
   */
  int unconfirmed(Instant at) {
    int all = 0;
    int some;
    do {
      some =
          db.sql(
                  """
                  with rows as (
                    select id from outreach
                     where next_at <= :at and expires > :at
                       and state in ('scheduled', 'sent', 'delivered', 'in_doubt')
                     order by id limit :most for update skip locked)
                  """
                      + NEXT)
              .param("most", MOST)
              .param("gate", GATE)
              .param("unconfirmed", true)
              .param("at", at.atOffset(ZoneOffset.UTC))
              .update();
      all += some;
    } while (some == MOST);
    db.sql(
            """
            with rows as (
              select id from outreach
               where next_at <= :at and expires <= :at and state not in ('claimed', 'sending')
               order by id for update skip locked)
            update outreach o set next_at = null from rows where o.id = rows.id
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
    return all;
  }
}
