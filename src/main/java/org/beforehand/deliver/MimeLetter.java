package org.beforehand.deliver;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mail in the form that goes over the wire: plain text and HTML as alternatives, both UTF-8, in
 * lines of at most 76 characters.
 *
 * @param message the finished message
 * @param recipient whom the envelope names
 */
record MimeLetter(MimeMessage message, InternetAddress recipient) {

  private static final int LONGEST_NAME = 100;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final Pattern ID =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,150}@[A-Za-z0-9.-]{1,90}");

  /**
   * Writes the mail in the name of {@code from}.
   *
   * @throws UnfitForMail if the address is none, or a header would carry control characters
   */
  static MimeLetter write(Mail mail, String from, @Nullable String fromName, Session session)
      throws UnfitForMail {
    MailAddress to = MailAddress.parse(mail.to());
    if (to == null) {
      throw new UnfitForMail("not an address that mail can be sent to", true);
    }
    if (!ID.matcher(mail.messageId()).matches()) {
      throw new UnfitForMail("not a message identifier", false);
    }
    try {
      InternetAddress recipient = address(to.text(), mail.toName());
      Message message = new Message(session, mail.messageId());
      header(message, "Date", DATE.format(mail.date()));
      header(message, "From", address(from, fromName).toString());
      header(message, "To", recipient.toString());
      header(message, "Subject", encoded(9, mail.subject()));
      header(message, "Content-Language", mail.locale().toLanguageTag());
      header(message, "Auto-Submitted", "auto-generated");
      // Some relays replace the Message-ID; this one comes back with bounces all the same.
      header(message, "X-Beforehand", mail.messageId());
      if (mail.unsubscribe() != null) {
        // RFC 2369 and RFC 8058: the mail program shows a button of its own.
        header(message, "List-Unsubscribe", "<" + mail.unsubscribe() + ">");
        header(message, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
      }
      if (mail.thread() != null) {
        header(message, "References", reference(mail.thread(), mail.messageId()));
      }
      MimeMultipart alternatives =
          new MimeMultipart(
              "alternative", part("text/plain", mail.text()), part("text/html", mail.html()));
      message.setContent(alternatives);
      message.saveChanges();
      return new MimeLetter(message, recipient);
    } catch (MessagingException | UnsupportedEncodingException e) {
      throw new UnfitForMail(
          "cannot be written as a message: " + e.getClass().getSimpleName(), false);
    }
  }

  /** The one place where a header is written; nothing in it may end the line or hide. */
  private static void header(MimeMessage message, String name, String value)
      throws MessagingException, UnfitForMail {
    // The folding of long values is ours, and the only line end let through.
    String unfolded = value.replace("\r\n ", " ");
    if (unfolded.chars().anyMatch(Character::isISOControl)) {
      throw new UnfitForMail("a control character in " + name, false);
    }
    message.setHeader(name, value);
  }

  private static String encoded(int column, String text)
      throws UnfitForMail, UnsupportedEncodingException {
    if (text.codePoints().anyMatch(MimeLetter::breaksLines)) {
      throw new UnfitForMail("a control character in Subject", false);
    }
    return MimeUtility.fold(column, MimeUtility.encodeText(plain(text), "UTF-8", null));
  }

  private static InternetAddress address(String bare, @Nullable String name)
      throws UnsupportedEncodingException {
    InternetAddress address = new InternetAddress();
    address.setAddress(bare);
    String tidy = name == null ? "" : tidy(name);
    if (!tidy.isEmpty()) {
      address.setPersonal(tidy, "UTF-8");
    }
    return address;
  }

  /** A strange name must not cost its bearer the mail: what cannot stand in a header is dropped. */
  private static String tidy(String name) {
    StringBuilder tidy = new StringBuilder();
    name.codePoints()
        .map(c -> breaksLines(c) ? ' ' : c)
        .limit(LONGEST_NAME)
        .forEach(tidy::appendCodePoint);
    return plain(tidy.toString().strip());
  }

  /** Text that looks like an encoded word would be decoded by readers into something else. */
  private static String plain(String text) {
    return text.replace("=?", "= ?");
  }

  private static boolean breaksLines(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  private static String reference(String thread, String messageId) {
    StringBuilder reference = new StringBuilder("<");
    for (byte b : thread.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_')) {
        reference.append(c);
      } else {
        reference.append('=').append(String.format(Locale.ROOT, "%02X", (int) c));
      }
    }
    return reference
        .append(messageId, messageId.indexOf('@'), messageId.length())
        .append('>')
        .toString();
  }

  private static MimeBodyPart part(String type, String content) throws MessagingException {
    InternetHeaders headers = new InternetHeaders();
    headers.setHeader("Content-Type", type + "; charset=UTF-8");
    headers.setHeader("Content-Transfer-Encoding", "quoted-printable");
    return new MimeBodyPart(headers, QuotedPrintable.encode(content));
  }

  /** A message that keeps the identifier it was given, however often it is saved. */
  private static final class Message extends MimeMessage {
    private final String id;

    Message(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + id + ">");
    }
  }
}
