package org.beforehand.intake;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.beforehand.customer.Json;
import org.beforehand.goodwill.Fulfilment;
import org.jspecify.annotations.Nullable;

/**
 * Hands over what is to be done to the route {@code direct:fulfil-KIND}, as JSON, with its key in
 * the header {@code Idempotency-Key}. What the route answers is read like an answer over HTTP: 202,
 * or {@code "status": "accepted"}, says that it is said later what became of it; any other 2xx that
 * it is done; 400, 404, 410 and 422, or {@code "status": "refused"}, that it never will be. After
 * anything else, and where a route fails, it is handed over again.
 */
public final class FulfilmentRoutes implements AutoCloseable {

  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int OK_ENDS = 300;
  private static final Set<Integer> NEVER = Set.of(400, 404, 410, 422);
  private static final int LONGEST = 200;

  private final ProducerTemplate camel;
  private final LongFunction<String> codes;

  /**
   * @param codes the code of a gesture that has one, by the number of its outreach
   */
  public FulfilmentRoutes(CamelContext context, LongFunction<String> codes) {
    this.camel = context.createProducerTemplate();
    this.codes = codes;
  }

  /** Never throws: whatever happens is an answer. Safe for many threads. */
  public Fulfilment.Answer handOver(Fulfilment one) {
    Exchange answered =
        camel.request(
            "direct:fulfil-" + one.kind() + "?block=false",
            exchange -> {
              exchange.getMessage().setHeader("Idempotency-Key", one.key());
              exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
              exchange.getMessage().setBody(order(one).getBytes(StandardCharsets.UTF_8));
            });
    // What our own error handling has made an answer of is none of the other side's.
    Exception fault = answered.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    fault = fault == null ? answered.getException() : fault;
    return fault == null
        ? answer(
            answered.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, OK, Integer.class),
            said(answered.getMessage().getBody(String.class)))
        : new Fulfilment.Unknown("no answer: " + fault.getClass().getSimpleName());
  }

  private String order(Fulfilment one) {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("gesture", one.key());
    order.put("kind", one.kind());
    order.put("account", one.outreach() == null ? "owed" : "goodwill");
    order.put("customer", one.customer());
    order.put("amount", one.money().amount());
    order.put("currency", one.money().currency());
    order.put("reason", one.reason());
    if (one.until() != null && one.outreach() != null) {
      order.put("code", codes.apply(one.outreach()));
      order.put("until", one.until().toString());
    }
    return Json.write(order);
  }

  private static Fulfilment.Answer answer(int status, Map<String, Object> said) {
    String reference = text(said, "reference");
    if (status < OK || status >= OK_ENDS) {
      String why = text(said, "reason");
      String answered = "answered " + status + (why == null ? "" : ": " + why);
      return NEVER.contains(status)
          ? new Fulfilment.Refused(answered)
          : new Fulfilment.Unknown(answered);
    }
    String word = text(said, "status");
    if ("refused".equals(word)) {
      String why = text(said, "reason");
      return new Fulfilment.Refused(why == null ? "refused" : why);
    }
    return status == ACCEPTED || "accepted".equals(word)
        ? new Fulfilment.Later(reference)
        : new Fulfilment.Done(reference);
  }

  /** An answer need not be JSON. */
  private static Map<String, Object> said(@Nullable String body) {
    try {
      return body == null || !body.stripLeading().startsWith("{") ? Map.of() : Json.map(body);
    } catch (IllegalArgumentException notJson) {
      return Map.of();
    }
  }

  private static @Nullable String text(Map<String, Object> said, String field) {
    Object value = said.get(field);
    if (value == null || value.toString().isBlank()) {
      return null;
    }
    String text = value.toString().replaceAll("\\p{Cntrl}", " ");
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  @Override
  public void close() {
    camel.stop();
  }
}
