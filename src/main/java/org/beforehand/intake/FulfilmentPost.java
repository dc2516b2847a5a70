package org.beforehand.intake;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Where the routes {@code fulfil-*.camel.yaml} end that come with the program: posts what is to be
 * done, and hands back what is answered. Without an address it is done by being in our books.
 */
public final class FulfilmentPost {

  private static final String KEY = "Idempotency-Key";
  private static final byte[] HERE = {};

  private final @Nullable URI address;
  private final @Nullable HttpClient client;
  private final Duration patience;

  private FulfilmentPost(@Nullable URI address, Duration patience) {
    this.address = address;
    this.patience = patience;
    this.client = address == null ? null : HttpClient.newBuilder().connectTimeout(patience).build();
  }

  /**
   * @param address such as {@code https://billing.example/credits}; empty for none
   * @param patience how long an answer may take
   * @throws IllegalArgumentException saying what was expected
   */
  public static FulfilmentPost to(String address, Duration patience) {
    if (address.isBlank()) {
      return new FulfilmentPost(null, patience);
    }
    try {
      URI uri = new URI(address);
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
        return new FulfilmentPost(uri, patience);
      }
    } catch (URISyntaxException unlike) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "expected an address such as https://billing.example/credits");
  }

  /** Called by the routes. A failure to get an answer is the route's. */
  public void post(Exchange exchange) throws IOException, InterruptedException {
    Message message = exchange.getMessage();
    if (address == null || client == null) {
      answer(message, Answer.OK, HERE);
      return;
    }
    HttpResponse<byte[]> answered =
        client.send(
            HttpRequest.newBuilder(address)
                .timeout(patience)
                .header("content-type", "application/json")
                .header("user-agent", "beforehand")
                .header(KEY, message.getHeader(KEY, String.class))
                .POST(BodyPublishers.ofByteArray(message.getBody(byte[].class)))
                .build(),
            BodyHandlers.ofByteArray());
    answer(message, answered.statusCode(), answered.body());
  }

  private static void answer(Message message, int status, byte[] body) {
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    message.setBody(body);
  }
}
