package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.beforehand.Program;
import org.beforehand.intake.FeedSource.Fetched;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedSourceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path folder;
  private HttpServer server;
  private final CountDownLatch over = new CountDownLatch(1);

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
  }

  private String serving(HttpHandler handler) {
    server.createContext("/", handler);
    return "http://localhost:" + server.getAddress().getPort() + "/outages?where=1%3D1&f=json";
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static Fetched fetch(String address) throws InterruptedException {
    return FeedSource.at(address, PATIENCE).fetch(null, null);
  }

  @Test
  void an_answer_is_kept_with_what_to_ask_by_next_time() throws InterruptedException {
    String[] query = new String[1];
    String address =
        serving(
            exchange -> {
              query[0] = exchange.getRequestURI().getRawQuery();
              exchange.getResponseHeaders().set("ETag", "\"7\"");
              exchange.getResponseHeaders().set("Last-Modified", "Sun, 01 Mar 2026 09:00:00 GMT");
              answer(exchange, 200, "[]");
            });
    assertThat(fetch(address))
        .isInstanceOfSatisfying(
            Fetched.Body.class,
            body -> {
              assertThat(body.bytes()).asString().isEqualTo("[]");
              assertThat(body.etag()).isEqualTo("\"7\"");
              assertThat(body.modified()).isEqualTo("Sun, 01 Mar 2026 09:00:00 GMT");
            });
    assertThat(query[0]).isEqualTo("where=1%3D1&f=json");
  }

  @Test
  void a_condition_that_holds_is_answered_with_the_same() throws InterruptedException {
    String address =
        serving(
            exchange ->
                answer(
                    exchange,
                    "\"7\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))
                            && exchange.getRequestHeaders().containsKey("If-Modified-Since")
                        ? 304
                        : 200,
                    ""));
    assertThat(FeedSource.at(address, PATIENCE).fetch("\"7\"", "Sun, 01 Mar 2026 09:00:00 GMT"))
        .isEqualTo(new Fetched.Same());
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 206, 401, 404, 429, 500, 503})
  void any_other_answer_is_a_failure_that_says_so(int status) throws InterruptedException {
    String address = serving(exchange -> answer(exchange, status, status == 204 ? "" : "[]"));
    assertThat(fetch(address)).isEqualTo(new Fetched.Failed("answered " + status));
  }

  @Test
  void what_came_of_an_answer_that_stops_is_kept() throws InterruptedException {
    String address =
        serving(
            exchange -> {
              exchange.sendResponseHeaders(200, 1000);
              exchange.getResponseBody().write("[{\"id\":".getBytes(StandardCharsets.UTF_8));
              exchange.getResponseBody().flush();
              exchange.close();
            });
    assertThat(fetch(address))
        .isInstanceOfSatisfying(
            Fetched.Body.class, body -> assertThat(body.bytes()).asString().isEqualTo("[{\"id\":"));
  }

  @Test
  void an_answer_that_never_ends_is_given_up() throws InterruptedException {
    String address =
        serving(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write('[');
              exchange.getResponseBody().flush();
              try {
                over.await();
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(FeedSource.at(address, Duration.ofSeconds(1)).fetch(null, null))
        .isEqualTo(new Fetched.Failed("no whole answer within 1 s"));
  }

  @Test
  void an_endless_answer_is_cut_off() throws InterruptedException {
    byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    String address =
        serving(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 1000; i++) {
                  out.write(spaces);
                }
              }
            });
    assertThat(fetch(address)).isEqualTo(new Fetched.Failed("it is larger than 16 MB"));
  }

  @Test
  void nobody_there_is_a_failure() throws InterruptedException {
    assertThat(fetch("http://user:secret@localhost:" + Program.freePort() + "/"))
        .isInstanceOfSatisfying(
            Fetched.Failed.class,
            failed -> assertThat(failed.reason()).startsWith("no answer").doesNotContain("secret"));
  }

  @Test
  void a_file_is_read_where_there_is_one() throws IOException, InterruptedException {
    Path file = folder.resolve("outages.json");
    assertThat(fetch("file:" + file)).isEqualTo(new Fetched.Failed("there is no such file"));
    Files.writeString(file, "[1]");
    for (String address : new String[] {"file:" + file, file.toUri().toString()}) {
      assertThat(fetch(address))
          .isInstanceOfSatisfying(
              Fetched.Body.class, body -> assertThat(body.bytes()).asString().isEqualTo("[1]"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "outages.json", "ftp://x/y", "http://", "https:x", "http://a b/"})
  void what_is_no_address_is_refused_without_repeating_it(String address) {
    assertThatThrownBy(() -> FeedSource.at(address, PATIENCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected an address such as https://grid.example/outages.json, or file:PATH");
  }
}
