package org.beforehand.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.beforehand.deliver.Outbox;
import org.beforehand.desk.NoteTasks;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Event;
import org.beforehand.fact.OutreachState;
import org.beforehand.goodwill.Codes;
import org.beforehand.goodwill.Fulfilments;
import org.beforehand.goodwill.Gestures;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is said of gestures: that a code was used ({@code code.redeemed}, with {@code data.code} and
 * perhaps {@code data.order}), and what became of something that was handed over to be done ({@code
 * gesture.fulfilled} and {@code gesture.refused}, with {@code data.gesture}, its key, and perhaps
 * {@code data.reference} or {@code data.reason}), and what became of a note that was to be written
 * by hand ({@code note.outcome}, with {@code data.note}, its number, {@code data.outcome}, written
 * or given_up, and perhaps {@code data.by}, else the event's source, and {@code data.remark}).
 */
final class GestureEvents {

  private static final String REDEEMED = "code.redeemed";
  private static final String FULFILLED = "gesture.fulfilled";
  private static final String REFUSED = "gesture.refused";
  static final String NOTE = "note.outcome";
  private static final Set<String> OURS = Set.of(REDEEMED, FULFILLED, REFUSED, NOTE);
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private final Gestures gestures;
  private final Fulfilments fulfilments;
  private final NoteTasks notes;
  private final Outbox outbox;

  GestureEvents(JdbcClient db, Codes codes) {
    this.gestures = new Gestures(db, codes);
    this.fulfilments = new Fulfilments(db);
    this.notes = new NoteTasks(db);
    this.outbox = new Outbox(db);
  }

  /**
   * Takes in those among these events that are new, each kind at once. The caller holds their
   * customers.
   *
   * @param known those that were accepted before
   * @return why some of them are refused
   */
  Map<Event.Key, String> take(List<Read.Good> batch, Set<Event.Key> known, Instant at) {
    Map<Event.Key, String> refused = new HashMap<>();
    Set<Event.Key> taken = new HashSet<>(known);
    List<Event> ours =
        batch.stream()
            .map(Read.Good::event)
            .filter(event -> OURS.contains(event.type()) && taken.add(event.key()))
            .toList();
    redeem(of(ours, REDEEMED), at, refused);
    close(of(ours, NOTE), at, refused);
    report(of(ours, FULFILLED, REFUSED), at, refused);
    return refused;
  }

  private static List<Event> of(List<Event> events, String... types) {
    return events.stream().filter(event -> List.of(types).contains(event.type())).toList();
  }

  private void redeem(List<Event> events, Instant at, Map<Event.Key, String> refused) {
    List<Event> said = with("code", "the code that was used", events, refused);
    List<Gestures.Use> uses =
        gestures.redeem(
            said.stream()
                .map(
                    one ->
                        new Gestures.Redemption(
                            Intake.customer(one),
                            Objects.requireNonNull(one.text("code")),
                            one.word("order")))
                .toList(),
            at);
    for (int i = 0; i < said.size(); i++) {
      String wrong =
          switch (uses.get(i)) {
            case USED -> null;
            case UNKNOWN -> "data.code: this customer has no such code";
            case USED_BEFORE -> "data.code: this code has been used before";
            case EXPIRED -> "data.code: this code is no longer good";
          };
      if (wrong != null) {
        refused.put(said.get(i).key(), wrong);
      }
    }
  }

  private void close(List<Event> events, Instant at, Map<Event.Key, String> refused) {
    List<Event> said = new ArrayList<>();
    List<NoteTasks.Closing> closings = new ArrayList<>();
    for (Event event : events) {
      String number = event.word("note");
      NoteTasks.Came came = NoteTasks.Came.of(event.text("outcome"));
      if (came == null) {
        refused.put(event.key(), "data.outcome: expected written or given_up");
      } else if (number == null || !NUMBER.matcher(number).matches()) {
        refused.put(event.key(), "data.note: expected the number of a note");
      } else {
        String by = event.text("by");
        said.add(event);
        closings.add(
            new NoteTasks.Closing(
                Long.parseLong(number),
                Intake.customer(event),
                came,
                by == null ? event.source() : by,
                event.text("remark"),
                at));
      }
    }
    List<NoteTasks.Closed> closed = notes.close(closings);
    List<NoteTasks.Closing> now = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      String wrong =
          switch (closed.get(i)) {
            case CLOSED -> null;
            case UNKNOWN -> "data.note: this customer is to be written no such note";
            case NOT_AT_THE_DESK ->
                "data.note: the desk does not have this note yet, or not any more";
            case CLOSED_BEFORE -> "data.note: it is known already what became of this note";
          };
      if (wrong == null) {
        now.add(closings.get(i));
      } else {
        refused.put(said.get(i).key(), wrong);
      }
    }
    settle(now);
  }

  private void settle(List<NoteTasks.Closing> closed) {
    List<Outbox.Returned> written = new ArrayList<>();
    List<Outbox.Withdrawn> givenUp = new ArrayList<>();
    for (NoteTasks.Closing one : closed) {
      if (one.came() == NoteTasks.Came.WRITTEN) {
        written.add(
            new Outbox.Returned(
                one.outreach(),
                one.customer(),
                Channel.NOTE,
                OutreachState.DELIVERED,
                null,
                false,
                one.at()));
      } else {
        givenUp.add(new Outbox.Withdrawn(one.outreach(), one.at(), 0));
      }
    }
    outbox.returned(written);
    outbox.unwritten(givenUp);
  }

  private void report(List<Event> events, Instant at, Map<Event.Key, String> refused) {
    List<Event> said = with("gesture", "the key it was handed over with", events, refused);
    List<Fulfilments.Report> reports = said.stream().map(GestureEvents::reportOf).toList();
    Set<Fulfilments.Report> known = fulfilments.reported(reports, at);
    for (int i = 0; i < said.size(); i++) {
      if (!known.contains(reports.get(i))) {
        refused.put(
            said.get(i).key(),
            "data.gesture: nothing of this customer's was handed over as \""
                + reports.get(i).key()
                + "\"");
      }
    }
  }

  private static Fulfilments.Report reportOf(Event event) {
    boolean done = event.type().equals(FULFILLED);
    return new Fulfilments.Report(
        Objects.requireNonNull(event.text("gesture")),
        Intake.customer(event),
        done,
        done ? event.word("reference") : event.text("reason"));
  }

  /** Those that say it; the others are refused. */
  private static List<Event> with(
      String name, String what, List<Event> events, Map<Event.Key, String> refused) {
    List<Event> with = new ArrayList<>();
    for (Event event : events) {
      if (event.text(name) == null) {
        refused.put(event.key(), "data." + name + ": expected " + what);
      } else {
        with.add(event);
      }
    }
    return with;
  }
}
