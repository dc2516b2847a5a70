package org.beforehand.desk;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The call desk's work list. */
public final class CallTasks {

  private final CallTaskTable table;

  public CallTasks(JdbcClient db) {
    this.table = new CallTaskTable(db);
  }

  /**
   * A call to be made.
   *
   * @param outreach the outreach it fulfils
   * @param skill what the agent must know
   * @param message the message whose call script the agent sees
   * @param notBefore when the customer may first be called
   * @param due when it should have been done
   */
  public record Task(
      long outreach,
      String customer,
      String campaign,
      String skill,
      String message,
      Instant notBefore,
      Instant due) {}

  /** Puts tasks, in the caller's transaction. */
  public void put(Collection<Task> tasks) {
    if (!tasks.isEmpty()) {
      table.insert(tasks);
    }
  }

  /** The calls that may be made at this instant, the most urgent first, at most {@code most}. */
  public List<Task> open(Instant at, int most) {
    return table.open(at, most);
  }
}
