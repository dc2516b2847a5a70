package org.beforehand.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.EOFException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How fast mail leaves, beside bare Jakarta Mail with as many connections, in the same run. */
@Tag("long")
class CarrierSpeedTest {

  private static final int CONNECTIONS = 4;
  private static final int MAILS = 12_000;
  private static final String HTML =
      "<!doctype html><html lang=\"en\"><body>"
          + "<p>Dear customer, your broadband is back and we are sorry.</p>\n".repeat(60)
          + "</body></html>";

  interface Sender extends AutoCloseable {
    void send(int number) throws Exception;
  }

  @Test
  void carrying_is_at_least_four_fifths_as_fast_as_bare_jakarta_mail() throws Exception {
    double bare = 0;
    double ours = 0;
    for (int round = 0; round < 4; round++) {
      double b = rate(this::bare);
      double o = rate(this::ours);
      System.out.printf("round %d: bare %.0f mails/s, ours %.0f mails/s%n", round, b, o);
      // The first round warms both up.
      bare += round == 0 ? 0 : b;
      ours += round == 0 ? 0 : o;
    }
    System.out.printf(
        "bare %.0f mails/s, ours %.0f mails/s, ratio %.2f%n", bare / 3, ours / 3, ours / bare);
    assertThat(ours / bare).isGreaterThan(0.8);
  }

  @Test
  void the_peer_itself_is_faster_than_anything_it_measures() throws Exception {
    rate(this::prepared);
    double rate = rate(this::prepared);
    System.out.printf("the peer takes %.0f prepared mails/s%n", rate);
    assertThat(rate).isGreaterThan(5_000);
  }

  private interface Opening {
    Sender open(SmtpPeer peer, ThreadLocal<Transport> unused) throws Exception;
  }

  private double rate(Opening opening) throws Exception {
    try (SmtpPeer peer = SmtpPeer.start().fast();
        Sender sender = opening.open(peer, new ThreadLocal<>())) {
      ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
      AtomicInteger next = new AtomicInteger();
      long start = System.nanoTime();
      for (int t = 0; t < CONNECTIONS; t++) {
        threads.submit(
            () -> {
              for (int i = next.getAndIncrement(); i < MAILS; i = next.getAndIncrement()) {
                sender.send(i);
              }
              return null;
            });
      }
      threads.shutdown();
      assertThat(threads.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
      double seconds = (System.nanoTime() - start) / 1e9;
      assertThat(peer.count()).isEqualTo(MAILS);
      return MAILS / seconds;
    }
  }

  private Sender ours(SmtpPeer peer, ThreadLocal<Transport> unused) {
    SmtpCarrier carrier = new SmtpCarrier(SmtpSettings.parse(peer.url(CONNECTIONS)));
    return new Sender() {
      @Override
      public void send(int number) {
        Mail m = Mails.to("kari" + number + "@example.com", number + ".outreach@example.com");
        assertThat(
                carrier.carry(
                    new Mail(
                        m.messageId(),
                        m.to(),
                        m.toName(),
                        m.subject(),
                        m.text(),
                        HTML,
                        m.locale(),
                        m.date(),
                        m.thread())))
            .isInstanceOf(Delivery.Accepted.class);
      }

      @Override
      public void close() {
        carrier.close();
      }
    };
  }

  private Sender bare(SmtpPeer peer, ThreadLocal<Transport> transports) {
    Properties p = new Properties();
    p.setProperty("mail.smtp.host", "127.0.0.1");
    p.setProperty("mail.smtp.port", String.valueOf(peer.port()));
    p.setProperty("mail.smtp.connectiontimeout", "30000");
    p.setProperty("mail.smtp.timeout", "600000");
    Session session = Session.getInstance(p);
    return new Sender() {
      @Override
      public void send(int number) throws Exception {
        Transport transport = transports.get();
        if (transport == null) {
          transport = session.getTransport("smtp");
          transport.connect();
          transports.set(transport);
        }
        MimeMessage message = new MimeMessage(session);
        message.setFrom("care@example.com");
        InternetAddress to =
            new InternetAddress("kari" + number + "@example.com", "Kari Nordmann", "UTF-8");
        message.setRecipient(RecipientType.TO, to);
        message.setSubject("Your broadband is back", "UTF-8");
        message.setSentDate(new Date(0));
        MimeBodyPart text = new MimeBodyPart();
        text.setText("Hello Kari,\n\nit works again.\n", "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setContent(HTML, "text/html; charset=UTF-8");
        message.setContent(new MimeMultipart("alternative", text, html));
        message.saveChanges();
        transport.sendMessage(message, message.getAllRecipients());
      }

      @Override
      public void close() {}
    };
  }

  /** Bytes made beforehand, sent by a client that does nothing else. */
  private Sender prepared(SmtpPeer peer, ThreadLocal<Transport> unused) {
    byte[][] steps = {
      "MAIL FROM:<care@example.com>\r\n".getBytes(StandardCharsets.US_ASCII),
      "RCPT TO:<kari@example.com>\r\n".getBytes(StandardCharsets.US_ASCII),
      "DATA\r\n".getBytes(StandardCharsets.US_ASCII),
      ("Message-ID: <1@example.com>\r\n\r\n" + HTML.replace("\n", "\r\n") + "\r\n.\r\n")
          .getBytes(StandardCharsets.US_ASCII)
    };
    ThreadLocal<Socket> sockets = new ThreadLocal<>();
    return new Sender() {
      @Override
      public void send(int number) throws Exception {
        Socket socket = sockets.get();
        byte[] reply = new byte[200];
        if (socket == null) {
          socket = new Socket("127.0.0.1", peer.port());
          socket.setTcpNoDelay(true);
          sockets.set(socket);
          assertThat(socket.getInputStream().read(reply)).isPositive();
        }
        for (byte[] step : steps) {
          socket.getOutputStream().write(step);
          if (socket.getInputStream().read(reply) < 0) {
            throw new EOFException();
          }
        }
      }

      @Override
      public void close() {}
    };
  }
}
