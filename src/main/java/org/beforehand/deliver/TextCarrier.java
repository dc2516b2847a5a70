package org.beforehand.deliver;

/**
 * Who takes a text message from here: a message centre, or the mailbox page where there is none.
 */
interface TextCarrier extends AutoCloseable {

  /**
   * Hands one text over and waits for the answer. Never throws: whatever happens is a {@link
   * Delivery}. Safe for any number of threads.
   */
  Delivery carry(Text text);

  @Override
  void close();
}
