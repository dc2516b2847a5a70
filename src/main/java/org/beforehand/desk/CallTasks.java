package org.beforehand.desk;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /** What came of trying to call. */
  public enum Came {
    /** The customer was spoken to. */
    REACHED,
    /** What the call was for is done. */
    DONE,
    /** The customer does not want to be called about it. */
    DECLINED,
    /** Nobody will try again. */
    GIVEN_UP,
    /** Nobody answered; it is tried again. */
    NO_ANSWER;

    /** Whether nothing is left to do. */
    public boolean closes() {
      return this != NO_ANSWER;
    }

    /** Whether the customer knows of it now. */
    public boolean told() {
      return closes() && this != GIVEN_UP;
    }

    /** The name used in tables and interfaces, such as {@code no_answer}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #word()} writes; null where it is none of them. */
    public static @Nullable Came of(@Nullable String word) {
      return Arrays.stream(values())
          .filter(one -> one.word().equals(word))
          .findFirst()
          .orElse(null);
    }
  }

  /**
   * What was reported of a call.
   *
   * @param outreach which call
   * @param by who made it
   * @param note what they have to say of it, or null
   * @param at when it was
   */
  public record Outcome(long outreach, Came came, String by, @Nullable String note, Instant at) {}

  /**
   * Where a call stands.
   *
   * @param handed whether the desk has it
   * @param closed what came of it; null while it is still to be made
   */
  public record Standing(String customer, boolean handed, @Nullable String closed) {}

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

  /** Where these calls stand, by their numbers; those that are none are left out. */
  public Map<Long, Standing> standing(Collection<Long> outreach) {
    return outreach.isEmpty() ? Map.of() : table.standing(outreach);
  }

  /**
   * Writes what came of calls, in the caller's transaction, of which at most one closes the same
   * call. What is closed stays as it is.
   */
  public void report(Collection<Outcome> outcomes) {
    if (!outcomes.isEmpty()) {
      table.report(outcomes);
    }
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
