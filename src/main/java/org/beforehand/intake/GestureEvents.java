package org.beforehand.intake;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
import org.jspecify.annotations.Nullable;
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
   * Takes in those among these events that are new. The caller holds their customers.
   *
   * @param known those that were accepted before
   * @return why some of them are refused
   */
  Map<Event.Key, String> take(List<Read.Good> batch, Set<Event.Key> known, Instant at) {
    Map<Event.Key, String> refused = new HashMap<>();
    Set<Event.Key> taken = new HashSet<>(known);
    for (Read.Good good : batch) {
      Event event = good.event();
      if (OURS.contains(event.type()) && taken.add(event.key())) {
        String wrong =
            switch (event.type()) {
              case REDEEMED -> redeem(event, at);
              case NOTE -> note(event, at);
              default -> report(event, at);
            };
        if (wrong != null) {
          refused.put(event.key(), wrong);
        }
      }
    }
    return refused;
  }

  private @Nullable String redeem(Event event, Instant at) {
    String code = event.text("code");
    if (code == null) {
      return "data.code: expected the code that was used";
    }
    return switch (gestures.redeem(Intake.customer(event), code, event.word("order"), at)) {
      case USED -> null;
      case UNKNOWN -> "data.code: this customer has no such code";
      case USED_BEFORE -> "data.code: this code has been used before";
      case EXPIRED -> "data.code: this code is no longer good";
    };
  }

  private @Nullable String note(Event event, Instant at) {
    String number = event.word("note");
    NoteTasks.Came came = NoteTasks.Came.of(event.text("outcome"));
    if (came == null) {
      return "data.outcome: expected written or given_up";
    }
    if (number == null || !NUMBER.matcher(number).matches()) {
      return "data.note: expected the number of a note";
    }
    String by = event.text("by");
    long note = Long.parseLong(number);
    String customer = Intake.customer(event);
    return switch (notes.close(
        new NoteTasks.Closing(
            note, customer, came, by == null ? event.source() : by, event.text("remark"), at))) {
      case CLOSED -> {
        if (came == NoteTasks.Came.WRITTEN) {
          outbox.returned(
              List.of(
                  new Outbox.Returned(
                      note, customer, Channel.NOTE, OutreachState.DELIVERED, null, false, at)));
        } else {
          outbox.unwritten(new Outbox.Withdrawn(note, at, 0));
        }
        yield null;
      }
      case UNKNOWN -> "data.note: this customer is to be written no such note";
      case NOT_AT_THE_DESK -> "data.note: the desk does not have this note yet, or not any more";
      case CLOSED_BEFORE -> "data.note: it is known already what became of this note";
    };
  }

  private @Nullable String report(Event event, Instant at) {
    String key = event.text("gesture");
    boolean done = event.type().equals(FULFILLED);
    if (key == null) {
      return "data.gesture: expected the key it was handed over with";
    }
    String said = done ? event.word("reference") : event.text("reason");
    return fulfilments.reported(key, Intake.customer(event), done, said, at)
        ? null
        : "data.gesture: nothing of this customer's was handed over as \"" + key + "\"";
  }
}
