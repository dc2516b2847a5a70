package org.beforehand.deliver;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP connection that remembers how far the conversation came and what the relay said there.
 * The exceptions alone do not tell: they call a mail unsent that was taken, and a connection cut
 * right after a clear "no" hides that "no" behind the error of the next command.
 */
final class TracedTransport extends SMTPTransport {

  /** How far one mail came. */
  enum Phase {
    ENVELOPE,
    RECIPIENT,
    DATA_ASKED,
    /** The relay said "go ahead": from here on, silence means not knowing. */
    CONTENT,
    /** The final dot was, or was about to be, written. */
    DOT
  }

  /** A reply of the relay; code -1 for none that could be read. */
  record Reply(int code, String text) {
    boolean accepts() {
      return code >= 200 && code <= 299;
    }

    boolean defers() {
      return code >= 400 && code <= 499;
    }

    boolean refuses() {
      return code >= 500 && code <= 599;
    }
  }

  private Phase phase = Phase.ENVELOPE;
  private @Nullable Reply reply;

  TracedTransport(Session session) {
    super(session, new URLName("smtp", null, -1, null, null, null));
  }

  /**
   * Sends one message.
   *
   * @throws MessagingException if anything but acceptance came of it; {@link #phase()} and {@link
   *     #reply()} say what
   */
  void send(MimeMessage message, Address to) throws MessagingException {
    enter(Phase.ENVELOPE);
    sendMessage(message, new Address[] {to});
  }

  /** How far the last mail came. */
  Phase phase() {
    return phase;
  }

  /** The first reply in that phase, or null where none came. */
  @Nullable Reply reply() {
    return reply;
  }

  @Override
  protected void rcptTo() throws MessagingException {
    enter(Phase.RECIPIENT);
    super.rcptTo();
  }

  @Override
  protected OutputStream data() throws MessagingException {
    enter(Phase.DATA_ASKED);
    OutputStream content = super.data();
    enter(Phase.CONTENT);
    return content;
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    enter(Phase.DOT);
    super.finishData();
  }

  @Override
  protected int readServerResponse() throws MessagingException {
    int code = super.readServerResponse();
    if (reply == null) {
      reply = new Reply(code, getLastServerResponse().strip());
    }
    return code;
  }

  private void enter(Phase next) {
    phase = next;
    reply = null;
  }
}
