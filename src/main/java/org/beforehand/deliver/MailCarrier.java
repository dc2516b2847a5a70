package org.beforehand.deliver;

/** Who takes a mail from here: a relay, or the mailbox page where no relay is configured. */
interface MailCarrier extends AutoCloseable {

  /**
   * Hands one mail over and waits for the answer. Never throws: whatever happens is a {@link
   * Delivery}. Safe for as many threads at once as {@link #connections()} says.
   */
  Delivery carry(Mail mail);

  /** How many mails may be in hand at once. */
  int connections();

  @Override
  void close();
}
