package org.beforehand.studio;

import java.time.Instant;
import org.beforehand.decide.Reason;
import org.jspecify.annotations.Nullable;

/** What was decided about something that a colleague granted by hand. */
public sealed interface GrantAnswer {

  /**
   * It is given: the customer hears of it from {@code due} on.
   *
   * @param waitsFor why it does not leave at once; null where it does
   */
  record Given(String campaign, Instant due, @Nullable Reason waitsFor) implements GrantAnswer {}

  /**
   * Somebody else has to agree.
   *
   * @param approval the number of the request; null where it was taken back before anybody was
   *     asked
   */
  record Waits(String campaign, @Nullable Long approval) implements GrantAnswer {}

  /** A gate said no: nothing is given, and no money moves. */
  record No(String campaign, String gate, Reason reason, @Nullable String moment)
      implements GrantAnswer {}

  /** No rule gives it, as the rules are by now or for this customer. */
  record NoRule() implements GrantAnswer {}
}
