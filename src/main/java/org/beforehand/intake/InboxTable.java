package org.beforehand.intake;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far each file of the drop folder is read, and by whom. */
final class InboxTable {
  /** A file whose reader has not committed anything for so long is up for grabs. */
  private static final int LEASE_SECONDS = 120;

  private static final String CLAIM =
      """
      INSERT INTO inbox_file (name, claimed_by, lease)
      VALUES (:name, :node, clock_timestamp() + make_interval(secs => :lease))
      ON CONFLICT (name) DO NOTHING
      """;

  private static final String TAKE_OVER =
      """
      UPDATE inbox_file
         SET claimed_by = :node, lease = clock_timestamp() + make_interval(secs => :lease)
       WHERE name = :name AND state = 'reading'
         AND (claimed_by = :node OR lease < clock_timestamp())
      """;

  // Names the claimer: a node that was only thought dead must not move somebody else's cursor.
  private static final String ADVANCE =
      """
      UPDATE inbox_file
         SET line = :line, accepted = accepted + :accepted, rejected = rejected + :rejected,
             suspect = NULL, suspicions = 0,
             lease = clock_timestamp() + make_interval(secs => :lease)
       WHERE name = :name AND claimed_by = :node AND state = 'reading' AND line < :line
      """;

  private static final String SUSPECT =
      """
      UPDATE inbox_file
         SET suspicions = CASE WHEN suspect = :line THEN suspicions + 1 ELSE 1 END,
             suspect = :line,
             lease = clock_timestamp() + make_interval(secs => :lease)
       WHERE name = :name AND claimed_by = :node AND state = 'reading'
      RETURNING suspicions
      """;

  private static final String ABSOLVE =
      """
      UPDATE inbox_file SET suspicions = suspicions - 1
       WHERE name = :name AND claimed_by = :node AND suspect = :line AND suspicions > 0
      """;

  private final JdbcClient jdbc;
  private final String node;

  InboxTable(JdbcClient jdbc, String node) {
    this.jdbc = jdbc;
    this.node = node;
  }

  /**
   * Where a file stands.
   *
   * @param line rows that begin up to here are settled
   */
  record Progress(long line, long accepted, long rejected, boolean done) {}

  /** Enters a file as this node's; false if another was quicker. */
  boolean claim(String name) {
    return jdbc.sql(CLAIM)
            .param("name", name)
            .param("node", node)
            .param("lease", LEASE_SECONDS)
            .update()
        == 1;
  }

  /** Makes a file this node's whose reader is gone, or was this node before it stopped. */
  boolean takeOver(String name) {
    return jdbc.sql(TAKE_OVER)
            .param("name", name)
            .param("node", node)
            .param("lease", LEASE_SECONDS)
            .update()
        == 1;
  }

  Optional<Progress> find(String name) {
    return jdbc.sql(
            "SELECT line, accepted, rejected, state = 'done' FROM inbox_file WHERE name = :name")
        .param("name", name)
        .query(
            (row, n) ->
                new Progress(row.getLong(1), row.getLong(2), row.getLong(3), row.getBoolean(4)))
        .optional();
  }

  /**
   * Moves the cursor, in the caller's transaction.
   *
   * @throws IllegalStateException if the file is no longer this node's
   */
  void advance(String name, long line, int accepted, int rejected) {
    int moved =
        jdbc.sql(ADVANCE)
            .param("name", name)
            .param("node", node)
            .param("lease", LEASE_SECONDS)
            .param("line", line)
            .param("accepted", accepted)
            .param("rejected", rejected)
            .update();
    if (moved != 1) {
      throw new IllegalStateException("inbox: another node has taken over " + name);
    }
  }

  /** Notes that a row is about to be tried by itself; how often it was, this time included. */
  int suspect(String name, long line) {
    return jdbc.sql(SUSPECT)
        .param("name", name)
        .param("node", node)
        .param("lease", LEASE_SECONDS)
        .param("line", line)
        .query(Integer.class)
        .optional()
        .orElseThrow(() -> new IllegalStateException("inbox: another node has taken over " + name));
  }

  /** Takes a suspicion back: the try failed in an orderly way, so the row killed nobody. */
  void absolve(String name, long line) {
    jdbc.sql(ABSOLVE).param("name", name).param("node", node).param("line", line).update();
  }

  void finish(String name) {
    jdbc.sql("UPDATE inbox_file SET state = 'done' WHERE name = :name AND claimed_by = :node")
        .param("name", name)
        .param("node", node)
        .update();
  }
}
