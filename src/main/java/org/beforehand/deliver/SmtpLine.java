package org.beforehand.deliver;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One place for a connection to the relay, opened when first needed and reused. Held by one thread
 * at a time.
 */
final class SmtpLine {

  private static final int MAILS_PER_CONNECTION = 100;
  private static final long IDLE_AT_MOST = Duration.ofSeconds(60).toNanos();
  private static final long SURELY_ALIVE = Duration.ofSeconds(1).toNanos();

  private final SmtpSettings settings;
  private final Session session;
  private final LongSupplier nanos;
  private @Nullable TracedTransport open;
  private int carried;
  private long lastUsed;

  /**
   * @param nanos elapsed time in nanoseconds from any origin
   */
  SmtpLine(SmtpSettings settings, Session session, LongSupplier nanos) {
    this.settings = settings;
    this.session = session;
    this.nanos = nanos;
  }

  /** Hands one mail over, once more on a fresh connection where a reused one proves dead. */
  Delivery carry(MimeLetter letter) {
    TracedTransport reused = reusable();
    if (reused != null) {
      Delivery delivery = attempt(reused, letter);
      if (delivery instanceof Delivery.Accepted
          || !SmtpVerdict.connectionWasDead(reused.phase(), reused.reply())) {
        return delivery;
      }
    }
    TracedTransport fresh = new TracedTransport(session);
    try {
      connect(fresh);
    } catch (MessagingException | RuntimeException e) {
      quietly(fresh);
      return new Delivery.TryLater("no connection: " + trouble(e));
    }
    open = fresh;
    carried = 0;
    return attempt(fresh, letter);
  }

  /** Closes the connection if nothing used it for a minute. */
  void hangUpIfIdle() {
    if (open != null && nanos.getAsLong() - lastUsed > IDLE_AT_MOST) {
      hangUp();
    }
  }

  /** Closes the connection; what comes of that changes nothing. */
  void hangUp() {
    TracedTransport transport = open;
    open = null;
    if (transport != null) {
      quietly(transport);
    }
  }

  private @Nullable TracedTransport reusable() {
    TracedTransport transport = open;
    if (transport == null) {
      return null;
    }
    long idle = nanos.getAsLong() - lastUsed;
    if (carried >= MAILS_PER_CONNECTION
        || idle > IDLE_AT_MOST
        || (idle > SURELY_ALIVE && !transport.isConnected())) {
      hangUp();
      return null;
    }
    return transport;
  }

  private void connect(TracedTransport transport) throws MessagingException {
    SmtpSettings.Login login = settings.login();
    transport.connect(
        settings.host(),
        settings.port(),
        login == null ? null : login.user(),
        login == null ? null : login.password());
    // Our own name costs a look-up, so it is asked for once and not per connection.
    session.getProperties().setProperty("mail.smtp.localhost", transport.getLocalHost());
  }

  private Delivery attempt(TracedTransport transport, MimeLetter letter) {
    MimeMessage message = letter.message();
    try {
      transport.send(message, letter.recipient());
      carried++;
      lastUsed = nanos.getAsLong();
      return new Delivery.Accepted(SmtpVerdict.shortened(transport.getLastServerResponse()));
    } catch (MessagingException | RuntimeException e) {
      TracedTransport.Reply reply = transport.reply();
      Delivery delivery = SmtpVerdict.of(transport.phase(), reply, trouble(e));
      if (reply == null || reply.code() < 200 || reply.code() == 421) {
        hangUp();
      }
      carried++;
      lastUsed = nanos.getAsLong();
      return delivery;
    }
  }

  private static String trouble(Exception e) {
    String text = e.getClass().getSimpleName() + ": " + e.getMessage();
    Throwable cause = e.getCause();
    return cause == null ? text : text + " (" + cause + ")";
  }

  private static void quietly(TracedTransport transport) {
    try {
      transport.close();
    } catch (MessagingException | RuntimeException ignored) {
      // The mail's outcome stands; a connection that cannot say goodbye is gone all the same.
    }
  }
}
