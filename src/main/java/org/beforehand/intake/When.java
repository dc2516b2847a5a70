package org.beforehand.intake;

import java.time.Instant;
import java.util.function.Function;
import org.beforehand.fact.Event;

/**
 * When the events of a batch come in: all at one instant, or, in virtual time, each at its own.
 *
 * @param at the batch's instant; none of its events comes in later
 * @param virtual whether they only would have come in: then nothing is used up by them
 */
record When(Instant at, Function<Event, Instant> each, boolean virtual) {

  static When at(Instant at) {
    return new When(at, event -> at, false);
  }

  Instant of(Event event) {
    return each.apply(event);
  }
}
