package org.beforehand.deliver;

import java.util.function.Predicate;

/** Who takes what from here, by channel. Calls are not carried: the desk has them. */
public final class Carriers implements AutoCloseable {

  private final MailCarrier mail;
  private final TextCarrier texts;

  public Carriers(MailCarrier mail, TextCarrier texts) {
    this.mail = mail;
    this.texts = texts;
  }

  /** Hands one over and waits for the answer; never throws. */
  Delivery carry(Letter letter) {
    return letter instanceof Mail one ? mail.carry(one) : texts.carry((Text) letter);
  }

  /** How many may be in hand at once. */
  int connections() {
    return mail.connections();
  }

  /**
   * Has whatever message centres report later told to this.
   *
   * @param reports remembers a report, and says whether it did; else it will be told again
   */
  public void reportTo(Predicate<TextReport> reports) {
    texts.reportTo(reports);
  }

  @Override
  public void close() {
    mail.close();
    texts.close();
  }
}
