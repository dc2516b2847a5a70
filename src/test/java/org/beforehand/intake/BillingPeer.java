package org.beforehand.intake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.beforehand.customer.Json;
import org.beforehand.goodwill.Codes;
import org.beforehand.goodwill.Fulfilment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A company's billing over HTTP, and the shipped routes to it. Credits once for each key. */
public final class BillingPeer implements AutoCloseable {

  private static final String LOST = "lost";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final FulfilmentRoutes routes;
  private final Deque<String> next = new ConcurrentLinkedDeque<>();

  /** Every key that came, in the order they came. */
  public final List<String> keys = new CopyOnWriteArrayList<>();

  /** What was really credited, by key. */
  public final Map<String, Map<String, Object>> credited = new ConcurrentHashMap<>();

  public final AtomicInteger credits = new AtomicInteger();

  private BillingPeer(JdbcClient db) throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/credits", this::answer);
    server.setExecutor(threads);
    server.start();
    String address = "http://localhost:" + server.getAddress().getPort() + "/credits";
    FulfilmentPost post = FulfilmentPost.to(address, java.time.Duration.ofSeconds(5));
    camel.getRegistry().bind("billing", post);
    camel.getRegistry().bind("voucherShop", post);
    camel.getRegistry().bind("routeErrors", new RouteErrors());
    for (String file : List.of("errors", "fulfil-credit", "fulfil-voucher")) {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              ResourceHelper.resolveMandatoryResource(
                  camel, "file:routes/" + file + ".camel.yaml"));
    }
    camel.start();
    routes = new FulfilmentRoutes(camel, new Codes(db)::of);
  }

  public static BillingPeer start(JdbcClient db) {
    try {
      return new BillingPeer(db);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Hands over through the routes. */
  public Function<Fulfilment, Fulfilment.Answer> routes() {
    return routes::handOver;
  }

  /**
   * What it says to the next ones, one after the other: a status, perhaps with a body; {@code lost}
   * credits and says nothing. After these it credits and says so.
   */
  public void say(String... answers) {
    next.addAll(List.of(answers));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      keys.add(key);
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String said = next.poll();
      if (said == null || said.equals(LOST)) {
        if (credited.putIfAbsent(key, Json.map(body)) == null) {
          credits.incrementAndGet();
        }
      }
      if (LOST.equals(said)) {
        return;
      }
      String answer = said == null ? "200 {\"reference\": \"B-" + key + "\"}" : said;
      int status = Integer.parseInt(answer.substring(0, 3));
      byte[] bytes = answer.substring(3).strip().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    routes.close();
    camel.stop();
    server.stop(0);
    threads.shutdownNow();
  }
}
