package org.beforehand.deliver;

import org.jspecify.annotations.Nullable;

/** What became of one attempt to hand a message over. */
public sealed interface Delivery {

  /**
   * The peer took it.
   *
   * @param reply what it said
   * @param peer what it calls the message when it reports on it later, or null
   * @param arrived whether the customer has it by that
   */
  record Accepted(String reply, @Nullable String peer, boolean arrived) implements Delivery {

    /** Taken, and nothing more is known. */
    public Accepted(String reply) {
      this(reply, null, false);
    }
  }

  /**
   * The peer said no for good.
   *
   * @param addressIsBad whether it was the address it refused, so that it must not be tried again
   */
  record Refused(String reply, boolean addressIsBad) implements Delivery {}

  /** Certainly not taken, and worth another try later. */
  record TryLater(String reason) implements Delivery {}

  /** It may or may not have been taken: the last byte may have left and no answer came. */
  record InDoubt(String reason) implements Delivery {}
}
