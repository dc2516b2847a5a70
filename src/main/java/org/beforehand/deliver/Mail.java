package org.beforehand.deliver;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A finished e-mail to one person, before it is put into bytes.
 *
 * @param messageId stable over every attempt, without angle brackets, such as {@code
 *     1042.outreach@example.com}
 * @param to the bare address
 * @param toName the person's name, or null
 * @param subject one line
 * @param text the plain part
 * @param html the same for mail readers that show HTML
 * @param locale its language, for Content-Language
 * @param date the Date header
 * @param thread what groups mails of one conversation (References), or null
 * @param unsubscribe where one click ends mails of its kind (RFC 8058), or null
 */
public record Mail(
    String messageId,
    String to,
    @Nullable String toName,
    String subject,
    String text,
    String html,
    Locale locale,
    Instant date,
    @Nullable String thread,
    @Nullable String unsubscribe)
    implements Letter {

  @Override
  public String address() {
    return to;
  }

  /** One of a kind that its readers cannot end. */
  public Mail(
      String messageId,
      String to,
      @Nullable String toName,
      String subject,
      String text,
      String html,
      Locale locale,
      Instant date,
      @Nullable String thread) {
    this(messageId, to, toName, subject, text, html, locale, date, thread, null);
  }
}
