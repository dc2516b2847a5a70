package org.beforehand.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.beforehand.deliver.Outbox;
import org.beforehand.desk.CallTasks;
import org.beforehand.desk.CallTasks.Came;
import org.beforehand.desk.CallTasks.Standing;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Event;
import org.beforehand.fact.OutreachState;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What came of the calls we make: {@code call.outcome}. {@code data.task} is the call's number,
 * that of its outreach, which may also be written as {@code data.outreach}; {@code data.outcome} is
 * reached, done, declined, given_up or no_answer, of which the last leaves the call open; {@code
 * data.agent} is who called, else the event's source; {@code data.note} what they have to say. One
 * that names no call is an event like any other.
 */
final class CallOutcomes {

  static final String TYPE = "call.outcome";

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private final CallTasks calls;
  private final Outbox outbox;

  CallOutcomes(JdbcClient db) {
    this.calls = new CallTasks(db);
    this.outbox = new Outbox(db);
  }

  /**
   * What is wrong with those of these events that cannot be taken in, as sentences. The caller
   * holds their customers, so that nothing closes a call meanwhile.
   *
   * @param events of customers, as they come in; some may have come before
   */
  Map<Event.Key, String> wrong(List<Event> events) {
    List<Event> ours = events.stream().filter(CallOutcomes::concerns).toList();
    Map<Long, Standing> standing =
        calls.standing(
            ours.stream().map(CallOutcomes::number).filter(Objects::nonNull).distinct().toList());
    Map<Long, Standing> now = new HashMap<>(standing);
    Map<Event.Key, String> wrong = new HashMap<>();
    Set<Event.Key> seen = new HashSet<>();
    for (Event event : ours) {
      if (seen.add(event.key())) {
        String said = wrong(event, now);
        if (said != null) {
          wrong.put(event.key(), said);
        }
      }
    }
    return wrong;
  }

  /** Of two that close the same call the second is wrong. */
  private static @Nullable String wrong(Event event, Map<Long, Standing> now) {
    Came came = Came.of(event.text("outcome"));
    if (came == null) {
      return "data.outcome: expected reached, done, declined, given_up or no_answer, found \""
          + event.text("outcome")
          + "\"";
    }
    Long number = number(event);
    Standing call = number == null ? null : now.get(number);
    if (number == null || call == null || !call.customer().equals(Intake.customer(event))) {
      return "data.task: expected the number of a call to this customer, found \""
          + stated(event)
          + "\"";
    }
    if (call.closed() != null) {
      return "data.task: call " + number + " is closed already: " + call.closed();
    }
    if (!call.handed()) {
      return "data.task: the desk does not have call " + number + " yet, or not any more";
    }
    if (came.closes()) {
      now.put(number, new Standing(call.customer(), true, came.word()));
    }
    return null;
  }

  /** Takes in those among these events. The caller holds their customers. */
  void take(List<Event> events, When when) {
    List<CallTasks.Outcome> outcomes = new ArrayList<>();
    List<Outbox.Returned> returned = new ArrayList<>();
    for (Event event : events) {
      Long number = concerns(event) ? number(event) : null;
      Came came = Came.of(event.text("outcome"));
      if (number != null && came != null) {
        String agent = event.text("agent");
        outcomes.add(
            new CallTasks.Outcome(
                number,
                came,
                agent == null ? event.source() : agent,
                event.text("note"),
                event.time()));
        if (came.closes()) {
          OutreachState to = came.told() ? OutreachState.ANSWERED : OutreachState.BOUNCED;
          returned.add(
              new Outbox.Returned(
                  number, Intake.customer(event), Channel.CALL, to, null, false, when.of(event)));
        }
      }
    }
    calls.report(outcomes);
    outbox.returned(returned);
  }

  private static boolean concerns(Event event) {
    return event.type().equals(TYPE) && stated(event) != null;
  }

  private static @Nullable Long number(Event event) {
    String stated = stated(event);
    return stated != null && NUMBER.matcher(stated).matches() ? Long.valueOf(stated) : null;
  }

  private static @Nullable String stated(Event event) {
    return event.knows("task") ? event.word("task") : event.word("outreach");
  }
}
