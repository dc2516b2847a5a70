package org.beforehand.desk;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.beforehand.fact.Event;
import org.jspecify.annotations.Nullable;
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
   * @param inLanguage whether the agent is to speak the customer's language
   * @param unlessRungSince it is called off if the customer rings us after this instant; null if it
   *     stands whatever happens
   */
  public record Task(
      long outreach,
      String customer,
      String campaign,
      String skill,
      String message,
      Instant notBefore,
      Instant due,
      boolean inLanguage,
      @Nullable Instant unlessRungSince) {}

  /** A customer rang us. */
  public record Ring(String customer, Instant at) {}

  /** Whether an event of a customer's says that they rang: every call but those we make. */
  public static boolean rings(Event event) {
    return event.type().startsWith("call.") && !event.type().equals("call.outcome");
  }

  /**
   * Takes the tasks off the list that are not to be done if the customer rings first, in the
   * caller's transaction.
   *
   * @return the outreach they were for
   */
  public List<Long> callOff(Collection<Ring> rings) {
    return rings.isEmpty() ? List.of() : table.callOff(rings);
  }

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
