package org.beforehand.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Mail to the company's own people. It has a connection of its own and never waits with customers'
 * messages, or keeps one waiting. Nothing here is counted, repeated or kept.
 */
public final class StaffMail implements AutoCloseable {

  /** Somebody waits for the answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final MailCarrier carrier;
  private final String domain;

  private StaffMail(MailCarrier carrier, Origin origin) {
    this.carrier = carrier;
    this.domain = origin.domain();
  }

  /** Over the relay that customers' mail goes over. */
  public static StaffMail over(SmtpSettings relay, Origin origin) {
    return new StaffMail(new SmtpCarrier(relay.connections(1).patience(PATIENCE)), origin);
  }

  /** Captured, while there is no relay. */
  public static StaffMail captured(Mailbox mailbox, Origin origin) {
    return new StaffMail(mailbox, origin);
  }

  /**
   * Hands a letter over and waits for the answer.
   *
   * @param address of the member of staff
   * @param at the letter's date
   */
  public Delivery carry(String address, StaffLetter letter, Instant at) {
    return carrier.carry(
        new Mail(
            "staff." + UUID.randomUUID() + "@" + domain,
            address,
            null,
            letter.subject(),
            letter.text(),
            letter.html(),
            letter.language(),
            at,
            null));
  }

  @Override
  public void close() {
    carrier.close();
  }
}
