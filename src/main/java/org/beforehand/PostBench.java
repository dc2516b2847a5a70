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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.beforehand.intake.Fingerprint;
import org.beforehand.intake.Intake;
import org.beforehand.intake.Read;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Single HTTP posts to the running program, 64 under way at once, each answered when it is decided
 * and committed on a durable database. Clients, program and database share the machine.
 */
final class PostBench {

  private static final int CUSTOMERS = 20_000;
  private static final int AT_ONCE = 64;

  private static final Duration WARM_UP = Duration.ofSeconds(75);
  private static final Duration MEASURED = Duration.ofSeconds(20);

  private final Path rules;

  PostBench(Path rules) {
    this.rules = rules;
  }

  Figure run(Path data) throws IOException, InterruptedException, ExecutionException {
    System.setProperty("http.maxConnections", String.valueOf(AT_ONCE));
    SpringApplication program = new SpringApplication(Wiring.class);
    program.setBannerMode(Banner.Mode.OFF);
    program.setLogStartupInfo(false);
    program.addListeners(new RoutesFolder());
    try (ConfigurableApplicationContext context =
        program.run(
            "--server.port=0",
            "--server.address=localhost",
            "--beforehand.data=" + data,
            "--beforehand.inbox=" + data.resolve("inbox"),
            "--beforehand.rules=" + rules)) {
      customers(context.getBean(Intake.class));
      int port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
      URL events = URI.create("http://localhost:" + port + "/api/events").toURL();
      // The compiler takes its time on two cores that also serve; what it has not compiled yet is
      // not what a program that runs for months costs.
      post(events, "warm", WARM_UP);
      long start = System.nanoTime();
      int posts = post(events, "bench", MEASURED);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Figure("intake-single", posts / seconds, "posts/s", null, posts);
    }
  }

  private static void customers(Intake intake) {
    Instant at = Instant.EPOCH;
    String zone = nightAt(Instant.now());
    List<Read.Good> records = new ArrayList<>();
    for (int i = 0; i < CUSTOMERS; i++) {
      Subject subject = new Subject.OfCustomer("c" + i);
      Map<String, Object> record =
          Map.of("id", "c" + i, "email", "c" + i + "@customers.example", "zone", zone);
      records.add(
          new Read.Good(
              new Event("bench", "customer-" + i, "customer.updated", subject, at, record),
              Fingerprint.of("customer.updated", subject, at, record)));
    }
    intake.accept(records, at);
  }

  /**
   * A zone in which it is one o'clock at night, so that every message waits for the morning: this
   * figure is about taking events, and sending has its own.
   */
  static String nightAt(Instant now) {
    int east = 1 - now.atOffset(ZoneOffset.UTC).getHour();
    int offset = east < -11 ? east + 24 : east;
    return ZoneId.of("Etc/GMT" + (offset > 0 ? "-" + offset : "+" + -offset)).getId();
  }

  /**
   * How many were posted until the time was up. The client is the JDK's old one: on two cores that
   * also serve, the newer one took more of them than the program it is to measure.
   */
  private static int post(URL to, String source, Duration time)
      throws InterruptedException, ExecutionException {
    ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
    AtomicInteger next = new AtomicInteger();
    long end = System.nanoTime() + time.toNanos();
    Callable<Void> client =
        () -> {
          while (System.nanoTime() < end) {
            post(to, event(source, next.getAndIncrement()));
          }
          return null;
        };
    try {
      for (Future<Void> done : clients.invokeAll(Collections.nCopies(AT_ONCE, client))) {
        done.get();
      }
    } finally {
      clients.shutdown();
    }
    return next.get();
  }

  private static void post(URL to, String event) throws IOException {
    HttpURLConnection post = (HttpURLConnection) to.openConnection();
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
      answer.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static String event(String source, int i) {
    return """
        {"specversion":"1.0","id":"%d","source":"%s","type":"ticket.closed",
         "subject":"customer:c%d","data":{"ticket":"T%d","topic":"billing","resolved":true}}
        """
        .formatted(i, source, i * 7919L % CUSTOMERS, i);
  }
}
