package org.beforehand.intake;

import java.util.List;
import java.util.function.Consumer;

/**
 * A batch that is not stored for a reason that is not the events' fault: the source offers it
 * again.
 */
final class Unstored extends RuntimeException {
  Unstored(Throwable cause) {
    super(cause);
  }

  /** Runs a source's own bookkeeping so that its failure is not taken for an event's. */
  static void guard(Consumer<List<Receipt>> alongside, List<Receipt> receipts) {
    try {
      alongside.accept(receipts);
    } catch (RuntimeException failure) {
      throw new Unstored(failure);
    }
  }
}
