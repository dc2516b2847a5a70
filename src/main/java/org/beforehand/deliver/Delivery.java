package org.beforehand.deliver;

/** What became of one attempt to hand a message over. */
public sealed interface Delivery {

  /** The peer took it; {@code reply} is what it said. */
  record Accepted(String reply) implements Delivery {}

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
