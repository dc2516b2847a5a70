package org.beforehand;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.beforehand.intake.Fingerprint;
import org.beforehand.intake.Intake;
import org.beforehand.intake.Read;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole program, listening on a port of its own, to be measured from outside. */
final class BenchProgram implements AutoCloseable {

  /**
   * The compiler takes its time on two cores that also serve; what it has not compiled yet is not
   * what a program that runs for months costs.
   */
  static final Duration WARM_UP = Duration.ofSeconds(75);

  private final ConfigurableApplicationContext context;
  private final URL events;

  /**
   * @param connections how many connections to it are kept open
   * @param settings more arguments, such as {@code --beforehand.smtp-url=...}
   */
  BenchProgram(Path rules, Path data, int connections, String... settings) throws IOException {
    System.setProperty("http.maxConnections", String.valueOf(connections));
    this.context =
        Wiring.program()
            .run(
                Stream.concat(
                        Stream.of(
                            "--server.port=0",
                            "--server.address=localhost",
                            "--beforehand.data=" + data,
                            "--beforehand.inbox=" + data.resolve("inbox"),
                            "--beforehand.rules=" + rules),
                        Arrays.stream(settings))
                    .toArray(String[]::new));
    int port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    this.events = URI.create("http://localhost:" + port + "/api/events").toURL();
  }

  /** Customers c0, c1, ..., all of one zone. */
  void customers(int count, String zone) {
    Instant at = Instant.EPOCH;
    List<Read.Good> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Subject subject = new Subject.OfCustomer("c" + i);
      Map<String, Object> record =
          Map.of("id", "c" + i, "email", "c" + i + "@customers.example", "zone", zone);
      records.add(
          new Read.Good(
              new Event("bench", "customer-" + i, "customer.updated", subject, at, record),
              Fingerprint.of("customer.updated", subject, at, record)));
    }
    context.getBean(Intake.class).accept(records, at);
  }

  /** Posts one ticket that was closed, and returns when it is decided and committed. */
  void post(String source, int id, int customer) throws IOException {
    String event =
        """
        {"specversion":"1.0","id":"%d","source":"%s","type":"ticket.closed",
         "subject":"customer:c%d","data":{"ticket":"T%d","topic":"billing","resolved":true}}
        """
            .formatted(id, source, customer, id);
    // The JDK's old client: on two cores that also serve, the newer one took more of them than the
    // program it is to measure.
    HttpURLConnection post = (HttpURLConnection) events.openConnection();
    post.setRequestMethod("POST");
    post.setRequestProperty("content-type", "application/cloudevents+json");
    byte[] body = event.getBytes(StandardCharsets.UTF_8);
    post.setFixedLengthStreamingMode(body.length);
    post.setDoOutput(true);
    try (OutputStream out = post.getOutputStream()) {
      out.write(body);
    }
    if (post.getResponseCode() != HttpURLConnection.HTTP_ACCEPTED) {
      throw new IllegalStateException("a post was answered with " + post.getResponseCode());
    }
    // A connection goes back to be used again when its answer is read to the end.
    try (InputStream answer = post.getInputStream()) {
      long unused = answer.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** A zone whose clocks show this hour of the day now. */
  static String zoneWhereItIs(int hour, Instant now) {
    int east = Math.floorMod(hour - now.atOffset(ZoneOffset.UTC).getHour() + 11, 24) - 11;
    return ZoneId.of("Etc/GMT" + (east > 0 ? "-" + east : "+" + -east)).getId();
  }

  @Override
  public void close() {
    context.close();
  }
}
