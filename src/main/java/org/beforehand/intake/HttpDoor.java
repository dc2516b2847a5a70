package org.beforehand.intake;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.common.HttpMessage;
import org.beforehand.customer.Json;

/**
 * Where the HTTP routes end. It looks at the request itself and at no Camel header, so nothing a
 * sender can name means anything but the event's own attributes and the content type.
 */
public final class HttpDoor {
  private final EventPosts events;
  private final CustomerPuts customers;

  /** Made by the wiring, called by the routes. */
  HttpDoor(EventPosts events, CustomerPuts customers) {
    this.events = events;
    this.customers = customers;
  }

  /** {@code POST /api/events}. */
  public void events(Exchange exchange) {
    answer(exchange, events.post(headers(request(exchange)), body(exchange)));
  }

  /** {@code PUT /api/customers/{id}}. */
  public void customer(Exchange exchange) {
    HttpServletRequest request = request(exchange);
    String contentType = request.getContentType();
    answer(
        exchange,
        customers.put(lastStep(request), contentType == null ? "" : contentType, body(exchange)));
  }

  static void answer(Exchange exchange, Answer answer) {
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
    message.setHeader(
        Exchange.CONTENT_TYPE, answer.problem() ? "application/problem+json" : "application/json");
    if (answer.status() == Answer.UNAVAILABLE) {
      message.setHeader("Retry-After", Answer.RETRY_AFTER);
    }
    message.setBody(Json.write(answer.body()).getBytes(StandardCharsets.UTF_8));
  }

  private static HttpServletRequest request(Exchange exchange) {
    return exchange.getMessage(HttpMessage.class).getRequest();
  }

  private static byte[] body(Exchange exchange) {
    byte[] body = exchange.getMessage().getBody(byte[].class);
    return body == null ? new byte[0] : body;
  }

  /** Of a header sent twice both values, so that an attribute given twice is not half read. */
  private static Map<String, String> headers(HttpServletRequest request) {
    Map<String, String> headers = new HashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith("ce-") || lower.equals("content-type")) {
        List<String> values = Collections.list(request.getHeaders(name));
        headers.put(lower, String.join(", ", values));
      }
    }
    return headers;
  }

  /** The container refuses paths that are not well encoded before anybody gets here. */
  private static String lastStep(HttpServletRequest request) {
    String path = request.getRequestURI();
    String step = path.substring(path.lastIndexOf('/') + 1);
    return URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
