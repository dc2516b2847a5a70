package org.beforehand.deliver;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What sending costs with Jakarta Mail alone: no outbox, no gates, no rendering, only building each
 * message and handing it over. The floor that {@code bench} holds the dispatcher against.
 */
public final class BareMail {

  private final Session session;
  private final String from;
  private final String subject;
  private final String text;
  private final String html;

  /**
   * @param like a mail of ours as it went over the wire: the bare ones say the same
   */
  public BareMail(int port, byte[] like) {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "localhost");
    properties.setProperty("mail.smtp.port", String.valueOf(port));
    properties.setProperty("mail.smtp.connectiontimeout", "30000");
    properties.setProperty("mail.smtp.timeout", "30000");
    properties.setProperty("mail.smtp.writetimeout", "30000");
    this.session = Session.getInstance(properties);
    try {
      MimeMessage model = new MimeMessage(session, new ByteArrayInputStream(like));
      Multipart parts = (Multipart) model.getContent();
      this.from = model.getFrom()[0].toString();
      this.subject = model.getSubject();
      this.text = (String) parts.getBodyPart(0).getContent();
      this.html = (String) parts.getBodyPart(1).getContent();
    } catch (MessagingException | IOException e) {
      throw new IllegalArgumentException("not a mail as we send them", e);
    }
  }

  /**
   * The same with Jakarta Mail as it comes, which looks for a part of itself through the whole
   * class path several times a mail; {@link SmtpCarrier} spares itself that.
   */
  public void sendAsItComes(int mails, int connections)
      throws InterruptedException, ExecutionException {
    String ours = System.clearProperty(SmtpCarrier.STREAMS);
    try {
      send(mails, connections);
    } finally {
      if (ours != null) {
        System.setProperty(SmtpCarrier.STREAMS, ours);
      }
    }
  }

  /** Sends so many over so many connections, each kept open, and returns when all are accepted. */
  public void send(int mails, int connections) throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    AtomicInteger next = new AtomicInteger();
    Callable<Void> sender =
        () -> {
          try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            for (int i = next.getAndIncrement(); i < mails; i = next.getAndIncrement()) {
              MimeMessage message = message(i);
              transport.sendMessage(message, message.getAllRecipients());
            }
          }
          return null;
        };
    List<Callable<Void>> senders = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      senders.add(sender);
    }
    try {
      for (Future<Void> done : threads.invokeAll(senders)) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private MimeMessage message(int number) throws MessagingException {
    MimeMessage message = new MimeMessage(session);
    message.setFrom(from);
    message.setRecipient(
        RecipientType.TO, new InternetAddress("c" + number + "@customers.example"));
    message.setSubject(subject, "UTF-8");
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(text, "UTF-8");
    MimeBodyPart rich = new MimeBodyPart();
    rich.setText(html, "UTF-8", "html");
    message.setContent(new MimeMultipart("alternative", plain, rich));
    message.saveChanges();
    return message;
  }
}
