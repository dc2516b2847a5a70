package org.beforehand.deliver;

import java.util.function.Predicate;

/**
 * Who takes a text message from here: a message centre, or the mailbox page where there is none.
 */
interface TextCarrier extends AutoCloseable {

  /**
   * Hands one text over and waits for the answer. Never throws: whatever happens is a {@link
   * Delivery}. Safe for any number of threads.
   */
  Delivery carry(Text text);

  /**
   * Has whatever is reported later told to this.
   *
   * @param reports remembers a report, and says whether it did; else it will be told again
   */
  void reportTo(Predicate<TextReport> reports);

  @Override
  void close();
}
