package org.beforehand.intake;

import java.time.Instant;
import org.beforehand.fact.Event;

/**
 * When the events of a batch come in: all at one instant, or, in virtual time, each as it happened.
 *
 * @param at the batch's instant; none of its events comes in later
 */
record When(Instant at, boolean eachAsItHappened) {

  static When at(Instant at) {
    return new When(at, false);
  }

  static When asTheyHappened(Instant at) {
    return new When(at, true);
  }

  Instant of(Event event) {
    return eachAsItHappened ? event.time() : at;
  }
}
