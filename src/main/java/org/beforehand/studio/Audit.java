package org.beforehand.studio;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who did what, for ever. A row belongs to the transaction of the act it tells of. */
public final class Audit {

  private final AuditTable table;

  public Audit(JdbcClient db) {
    this.table = new AuditTable(db);
  }

  /**
   * Something that was done.
   *
   * @param id grows with each; 0 before it is stored
   * @param what such as {@code draft.approved}
   * @param subject the draft, revision, campaign or member it was done to
   */
  public record Act(
      long id, String who, String what, String subject, Instant at, Map<String, Object> details) {}

  void add(String who, String what, String subject, Instant at, Map<String, Object> details) {
    table.add(new Act(0, who, what, subject, at, details));
  }

  /** How often somebody did that since; once for each of those it was done to. */
  int count(String who, String what, Instant since) {
    return table.count(who, what, since);
  }

  /**
   * What was done, the latest first.
   *
   * @param before only those with a lower number; null for all
   */
  public List<Act> read(@Nullable Long before, int most) {
    return table.read(before, most);
  }
}
