package org.beforehand.intake;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The corridor's entrance, as a source sees it that keeps a cursor of its own. */
@FunctionalInterface
public interface Door {

  /**
   * Accepts a batch of at most 500 events.
   *
   * @param events in the source's order
   * @param at the instant of acceptance
   * @param alongside the source's own bookkeeping. It must run inside the transaction that stores
   *     the last of these events, on its thread, after everything that can fail for the events'
   *     sake; it gets the receipts. If the transaction is tried again, it runs again. What it
   *     throws must roll that transaction back
   * @return one receipt per event, in order
   * @throws RuntimeException if the batch could not be stored; the source will offer it again
   */
  List<Receipt> accept(List<Read.Good> events, Instant at, Consumer<List<Receipt>> alongside);
}
