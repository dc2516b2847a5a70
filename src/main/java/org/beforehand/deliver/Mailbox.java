package org.beforehand.deliver;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where mail goes while no relay is configured: captured in the database, sent to nobody, and still
 * there after a restart. The mailbox page reads it here.
 */
public final class Mailbox implements MailCarrier {

  private static final int CONNECTIONS = 4;

  private final CapturedMailTable table;

  public Mailbox(JdbcClient db) {
    this.table = new CapturedMailTable(db);
  }

  /** Captures the mail; refuses the addresses that a relay would never be shown either. */
  @Override
  public Delivery carry(Mail mail) {
    MailAddress to = MailAddress.parse(mail.to());
    if (to == null) {
      return new Delivery.Refused("not an address that mail can be sent to", true);
    }
    try {
      table.insert(
          new CapturedMail(
              mail.messageId(),
              mail.date(),
              to.text(),
              mail.toName(),
              mail.subject(),
              mail.text(),
              mail.html(),
              mail.locale().toLanguageTag()));
      return new Delivery.Accepted("captured");
    } catch (DataAccessException e) {
      // A repeated capture is the same row, so trying again is harmless even if this one was kept.
      return new Delivery.TryLater("not captured: " + e.getClass().getSimpleName());
    }
  }

  /** The newest captured mails, newest first; {@code limit} from 1 to 1,000. */
  public List<CapturedMail> latest(int limit) {
    return table.latest(Math.max(1, Math.min(limit, 1_000)));
  }

  /**
   * A page of captured mails, newest first.
   *
   * @param before the Message-ID of the last mail of the page before, or null for the first
   */
  public List<CapturedMail> page(@Nullable String before, int limit) {
    return before == null ? latest(limit) : table.before(before, Math.max(1, limit));
  }

  /** The captured mail with that Message-ID, without angle brackets. */
  public Optional<CapturedMail> find(String messageId) {
    return table.find(messageId);
  }

  /** How many mails are captured. */
  public long count() {
    return table.count();
  }

  @Override
  public int connections() {
    return CONNECTIONS;
  }

  /** Nothing to close: the connections belong to the database's pool. */
  @Override
  public void close() {}
}
