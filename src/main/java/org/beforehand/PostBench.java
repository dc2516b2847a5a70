package org.beforehand;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.beforehand.intake.Fingerprint;
import org.beforehand.intake.Intake;
import org.beforehand.intake.Read;
import org.jspecify.annotations.Nullable;
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

  private static final Duration WARM_UP = Duration.ofSeconds(45);
  private static final Duration MEASURED = Duration.ofSeconds(20);

  private final Path rules;

  PostBench(Path rules) {
    this.rules = rules;
  }

  Figure run(Path data) throws InterruptedException {
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
      URI events = URI.create("http://localhost:" + port + "/api/events");
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
    List<Read.Good> records = new ArrayList<>();
    for (int i = 0; i < CUSTOMERS; i++) {
      Subject subject = new Subject.OfCustomer("c" + i);
      Map<String, Object> record =
          Map.of("id", "c" + i, "email", "c" + i + "@customers.example", "zone", "Europe/Oslo");
      records.add(
          new Read.Good(
              new Event("bench", "customer-" + i, "customer.updated", subject, at, record),
              Fingerprint.of("customer.updated", subject, at, record)));
    }
    intake.accept(records, at);
  }

  /** How many were posted until the time was up. */
  private static int post(URI to, String source, Duration time) throws InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    Semaphore room = new Semaphore(AT_ONCE);
    AtomicReference<@Nullable String> refused = new AtomicReference<>();
    long end = System.nanoTime() + time.toNanos();
    int posts = 0;
    for (; System.nanoTime() < end; posts++) {
      room.acquire();
      HttpRequest request =
          HttpRequest.newBuilder(to)
              .header("content-type", "application/cloudevents+json")
              .POST(BodyPublishers.ofString(event(source, posts)))
              .build();
      var unused =
          client
              .sendAsync(request, BodyHandlers.ofString())
              .whenComplete((answer, failure) -> done(answer, failure, refused, room));
    }
    room.acquire(AT_ONCE);
    String refusal = refused.get();
    if (refusal != null) {
      throw new IllegalStateException("a post was not answered with 202 but " + refusal);
    }
    return posts;
  }

  private static void done(
      @Nullable HttpResponse<String> answer,
      @Nullable Throwable failure,
      AtomicReference<@Nullable String> refused,
      Semaphore room) {
    if (answer == null) {
      refused.set(String.valueOf(failure));
    } else if (answer.statusCode() != 202) {
      refused.set(answer.statusCode() + ": " + answer.body());
    }
    room.release();
  }

  private static String event(String source, int i) {
    return """
        {"specversion":"1.0","id":"%d","source":"%s","type":"ticket.closed",
         "subject":"customer:c%d","data":{"ticket":"T%d","topic":"billing","resolved":true}}
        """
        .formatted(i, source, i * 7919L % CUSTOMERS, i);
  }
}
