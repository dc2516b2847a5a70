package org.beforehand.deliver;

import java.time.Instant;
import java.util.Locale;

/** Mails to try things with. */
public final class Mails {

  public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private Mails() {}

  /** A plain little mail. */
  public static Mail to(String address, String messageId) {
    return new Mail(
        messageId,
        address,
        "Kari Nordmann",
        "Your broadband is back",
        "Hello Kari,\n\nit works again.\n",
        "<!doctype html><html lang=\"en\"><body><p>Hello Kari,</p><p>it works again.</p></body></html>",
        Locale.ENGLISH,
        NOON,
        "outage:broadband");
  }

  public static Mail named(String name) {
    Mail m = to("kari@example.com", "1.outreach@example.com");
    return new Mail(
        m.messageId(),
        m.to(),
        name,
        m.subject(),
        m.text(),
        m.html(),
        m.locale(),
        m.date(),
        m.thread());
  }

  public static Mail titled(String subject) {
    Mail m = to("kari@example.com", "1.outreach@example.com");
    return new Mail(
        m.messageId(),
        m.to(),
        m.toName(),
        subject,
        m.text(),
        m.html(),
        m.locale(),
        m.date(),
        m.thread());
  }
}
