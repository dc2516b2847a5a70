package org.beforehand.decide;

import java.time.Duration;

/**
 * What is awaited of one channel before the next is tried.
 *
 * @param within how long; not at all where all are taken at once
 * @param seen whether the customer must have seen the message; else that it was delivered is enough
 */
public record Confirmation(Duration within, boolean seen) {

  static Confirmation delivered(Duration within) {
    return new Confirmation(within, false);
  }
}
