package org.beforehand.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What rules say publicly about incidents. */
public final class Notices {

  private final NoticeTable table;

  public Notices(JdbcClient db) {
    this.table = new NoticeTable(db);
  }

  /** What makes a notice the same one: a campaign says one thing about a stage. */
  public record Id(String campaign, String key) {}

  /**
   * A public notice.
   *
   * @param rule by its full name
   * @param at when it was published
   */
  public record Notice(Id id, String incident, String text, String rule, Instant at) {}

  /**
   * A notice as it is kept, with how its incident stands now.
   *
   * @param number its own
   */
  public record Published(long number, Notice notice, String service, String status) {}

  /**
   * Publishes, in the caller's transaction.
   *
   * @return those that were not published before
   */
  public Set<Id> publish(Collection<Notice> notices) {
    return notices.isEmpty() ? Set.of() : table.insert(notices);
  }

  /**
   * The latest first.
   *
   * @param before only those with a lower number; null for all
   * @param most how many at most
   */
  public List<Published> latest(@Nullable Long before, int most) {
    return table.latest(before, most);
  }
}
