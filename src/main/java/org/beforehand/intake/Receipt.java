package org.beforehand.intake;

import java.util.ArrayList;
import java.util.List;
import org.beforehand.fact.Event;

/**
 * What became of one event that was handed in.
 *
 * @param key the event's source and id
 * @param detail why, in the reader's words; empty where there is nothing to add
 */
public record Receipt(Event.Key key, Outcome outcome, String detail) {

  /** The possible outcomes; all but CONFLICT and REFUSED are durable acceptances. */
  public enum Outcome {
    /** Remembered, decided, and what follows from it is written. */
    ACCEPTED,
    /** This source and id were accepted before with the same body; nothing happened again. */
    REPEATED,
    /** This source and id were accepted before with another body; nothing was stored. */
    CONFLICT,
    /** The customer is not known yet; it waits and is decided when the record comes. */
    WAITING,
    /** Remembered, but deciding it failed; it can be retried. */
    PARKED,
    /** Not valid; nothing was stored. */
    REFUSED
  }

  static List<Receipt> concat(List<Receipt> earlier, List<Receipt> now) {
    List<Receipt> all = new ArrayList<>(earlier);
    all.addAll(now);
    return all;
  }
}
