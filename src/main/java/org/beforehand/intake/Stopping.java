package org.beforehand.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.beforehand.customer.Timeline;
import org.beforehand.deliver.Outbox;
import org.beforehand.fact.Act;
import org.beforehand.fact.Event;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes back what still waits for a customer about one thing. Under the customers' locks. */
final class Stopping {

  private final Outbox outbox;
  private final TimerTable timers;
  private final Timeline timeline;

  Stopping(JdbcClient db) {
    this.outbox = new Outbox(db);
    this.timers = new TimerTable(db);
    this.timeline = new Timeline(db);
  }

  /**
   * What is to be stopped, and up to when.
   *
   * @param field of the event that names the thing, such as {@code order}
   * @param value the thing
   * @param seq what was decided before this sequence number; the stopping rule's own stands
   */
  record Stop(String customer, String field, String value, long seq, Instant at) {

    /** Whether that is about the same: what it follows from names it, or it is its key. */
    boolean concerns(String key, @Nullable Event cause) {
      return Act.Stop.keyed(key, value) || cause != null && value.equals(cause.text(field));
    }
  }

  void put(List<Stop> stops) {
    if (stops.isEmpty()) {
      return;
    }
    Set<String> customers = stops.stream().map(Stop::customer).collect(Collectors.toSet());
    List<Outbox.Waits> waiting = outbox.waiting(customers);
    List<TimerTable.Waits> ringing = timers.waiting(customers);
    Set<Event.Key> causes = new HashSet<>();
    waiting.forEach(one -> causes.add(one.cause()));
    ringing.forEach(one -> causes.add(one.cause()));
    Map<Event.Key, Event> known = causes.isEmpty() ? Map.of() : timeline.find(causes);
    List<Outbox.Withdrawn> withdrawn = new ArrayList<>();
    for (Outbox.Waits one : waiting) {
      Stop stop = first(stops, one.customer(), one.seq(), one.key(), known.get(one.cause()));
      if (stop != null) {
        withdrawn.add(new Outbox.Withdrawn(one.number(), stop.at(), stop.seq()));
      }
    }
    outbox.stop(withdrawn);
    timers.stop(
        ringing.stream()
            .filter(
                one ->
                    first(stops, one.customer(), one.seq(), one.key(), known.get(one.cause()))
                        != null)
            .map(TimerTable.Waits::number)
            .toList());
  }

  private static @Nullable Stop first(
      List<Stop> stops, String customer, long seq, String key, @Nullable Event cause) {
    for (Stop stop : stops) {
      if (stop.customer().equals(customer) && seq < stop.seq() && stop.concerns(key, cause)) {
        return stop;
      }
    }
    return null;
  }
}
