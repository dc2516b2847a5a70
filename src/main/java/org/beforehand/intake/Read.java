package org.beforehand.intake;

import org.beforehand.fact.Event;
import org.jspecify.annotations.Nullable;

/** What reading one event gave. */
public sealed interface Read {

  /**
   * An event that can be accepted.
   *
   * @param fingerprint of type, subject, time and data; the same event sent again has the same one,
   *     whatever the mode or format
   */
  record Good(Event event, String fingerprint) implements Read {}

  /**
   * Something that is no event we can take.
   *
   * @param place the index in a batch, from 0, or the line in a file, from 1
   * @param reason the place in the event and what was expected there, for the sender
   * @param key source and id, where both could be read
   */
  record Bad(long place, String reason, Event.@Nullable Key key) implements Read {}
}
