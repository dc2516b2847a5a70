package org.beforehand.deliver;

import jakarta.mail.Session;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.angus.mail.util.MailStreamProvider;

/**
 * Carries mail to a relay over a few long-lived connections. A connection is reused for 100 mails
 * or until it was idle for a minute.
 */
public final class SmtpCarrier implements MailCarrier {

  /** Jakarta Mail's own setting, for the whole program. */
  static final String STREAMS = "jakarta.mail.util.StreamProvider";

  private static final Duration TO_CONNECT = Duration.ofSeconds(30);
  private static final Duration TO_WRITE = Duration.ofSeconds(180);

  private final SmtpSettings settings;
  private final Session session;
  private final ScheduledThreadPoolExecutor alarms;
  private final BlockingDeque<SmtpLine> free = new LinkedBlockingDeque<>();
  private volatile boolean closed;

  static {
    // Else it is looked for in every jar of the class path, several times a mail: that took more
    // time than building and sending it.
    if (System.getProperty(STREAMS) == null) {
      System.setProperty(STREAMS, MailStreamProvider.class.getName());
    }
  }

  /** Opens nothing yet: connections are made when there is something to carry. */
  public SmtpCarrier(SmtpSettings settings) {
    this(settings, System::nanoTime);
  }

  SmtpCarrier(SmtpSettings settings, LongSupplier nanos) {
    this.settings = settings;
    // Two threads: one may itself be stuck saying goodbye, which the other must be able to cut.
    this.alarms =
        new ScheduledThreadPoolExecutor(
            2,
            work -> {
              Thread thread = new Thread(work, "smtp-alarms");
              thread.setDaemon(true);
              return thread;
            });
    alarms.setRemoveOnCancelPolicy(true);
    this.session = Session.getInstance(properties(settings, alarms));
    for (int i = 0; i < settings.connections(); i++) {
      free.add(new SmtpLine(settings, session, nanos));
    }
    var unused = alarms.scheduleWithFixedDelay(this::hangUpIdle, 15, 15, TimeUnit.SECONDS);
  }

  @Override
  public Delivery carry(Mail mail) {
    MimeLetter letter;
    try {
      letter = MimeLetter.write(mail, settings.from(), settings.fromName(), session);
    } catch (UnfitForMail e) {
      return new Delivery.Refused(e.reason(), e.addressIsBad());
    }
    SmtpLine line;
    try {
      line = free.takeFirst();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Delivery.TryLater("interrupted while waiting for a connection");
    }
    try {
      return closed ? new Delivery.TryLater("closing") : line.carry(letter);
    } finally {
      if (closed) {
        line.hangUp();
      }
      // Last in, first out: under light load few connections stay warm and the rest may rest.
      free.addFirst(line);
    }
  }

  @Override
  public int connections() {
    return settings.connections();
  }

  /** Ends the idle connections at once, and those in use after the mail they carry. */
  @Override
  public void close() {
    closed = true;
    for (SmtpLine line = free.pollLast(); line != null; line = free.pollLast()) {
      line.hangUp();
    }
    // Those still waiting for a line get one whose answer is "closing".
    for (int i = 0; i < settings.connections(); i++) {
      free.add(new SmtpLine(settings, session, System::nanoTime));
    }
    alarms.shutdown();
  }

  private void hangUpIdle() {
    for (int i = 0; i < settings.connections(); i++) {
      SmtpLine line = free.pollLast();
      if (line == null) {
        return;
      }
      try {
        line.hangUpIfIdle();
      } finally {
        free.addFirst(line);
      }
    }
  }

  private static Properties properties(SmtpSettings settings, ScheduledThreadPoolExecutor alarms) {
    Properties p = new Properties();
    p.setProperty("mail.smtp.from", settings.from());
    p.setProperty("mail.smtp.auth", String.valueOf(settings.login() != null));
    p.setProperty("mail.smtp.connectiontimeout", String.valueOf(TO_CONNECT.toMillis()));
    p.setProperty("mail.smtp.timeout", String.valueOf(settings.patience().toMillis()));
    p.setProperty("mail.smtp.writetimeout", String.valueOf(TO_WRITE.toMillis()));
    p.put("mail.smtp.executor.writetimeout", alarms);
    p.setProperty("mail.smtp.quitwait", "false");
    p.setProperty("mail.smtp.allow8bitmime", "false");
    p.setProperty("mail.smtp.sendpartial", "false");
    p.setProperty("mail.mime.allowutf8", "false");
    boolean upgrade =
        switch (settings.security()) {
          case STARTTLS_REQUIRED, STARTTLS_IF_OFFERED -> true;
          case TLS, NONE -> false;
        };
    p.setProperty("mail.smtp.starttls.enable", String.valueOf(upgrade));
    p.setProperty(
        "mail.smtp.starttls.required",
        String.valueOf(settings.security() == SmtpSettings.Security.STARTTLS_REQUIRED));
    p.setProperty(
        "mail.smtp.ssl.enable", String.valueOf(settings.security() == SmtpSettings.Security.TLS));
    p.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    p.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    return p;
  }
}
