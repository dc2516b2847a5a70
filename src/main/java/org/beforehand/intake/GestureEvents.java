package org.beforehand.intake;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.fact.Event;
import org.beforehand.goodwill.Fulfilments;
import org.beforehand.goodwill.Gestures;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is said of gestures: that a code was used ({@code code.redeemed}, with {@code data.code} and
 * perhaps {@code data.order}), and what became of something that was handed over to be done ({@code
 * gesture.fulfilled} and {@code gesture.refused}, with {@code data.gesture}, its key, and perhaps
 * {@code data.reference} or {@code data.reason}).
 */
final class GestureEvents {

  private static final String REDEEMED = "code.redeemed";
  private static final String FULFILLED = "gesture.fulfilled";
  private static final String REFUSED = "gesture.refused";
  private static final Set<String> OURS = Set.of(REDEEMED, FULFILLED, REFUSED);

  private final Gestures gestures;
  private final Fulfilments fulfilments;

  GestureEvents(JdbcClient db) {
    this.gestures = new Gestures(db);
    this.fulfilments = new Fulfilments(db);
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
        String wrong = event.type().equals(REDEEMED) ? redeem(event, at) : report(event, at);
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
