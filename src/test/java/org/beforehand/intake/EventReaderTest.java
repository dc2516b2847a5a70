package org.beforehand.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.junit.jupiter.api.Test;

class EventReaderTest {
  private static final Instant RECEIVED = Instant.parse("2026-03-01T09:00:00Z");
  private static final String GOOD =
      """
      {"specversion":"1.0","id":"e1","source":"/crm","type":"call.dropped",
       "subject":"customer:C-1","time":"2026-03-01T10:00:00.1234567+01:30",
       "data":{"queue":"support","waited":12.50,"vip":true,"items":[{"sku":"a"}],"none":null}}""";

  private final EventReader reader = new EventReader();

  @Test
  void a_structured_event_is_read() {
    Event event = good(GOOD).event();
    assertThat(event.key()).isEqualTo(new Event.Key("/crm", "e1"));
    assertThat(event.subject()).isEqualTo(new Subject.OfCustomer("C-1"));
    assertThat(event.time()).isEqualTo("2026-03-01T08:30:00.123456Z");
    assertThat(event.number("waited")).isEqualTo(new BigDecimal("12.50"));
    assertThat(event.data()).containsOnlyKeys("queue", "waited", "vip", "items");
  }

  @Test
  void a_missing_time_is_the_instant_of_arrival_and_no_part_of_the_fingerprint() {
    String without = GOOD.replaceAll("\"time\":\"[^\"]*\",", "");
    Read.Good first = good(without);
    Read.Good again =
        (Read.Good) reader.structured(without.getBytes(UTF_8), 0, RECEIVED.plusSeconds(60));
    assertThat(first.event().time()).isEqualTo(RECEIVED);
    assertThat(again.event().time()).isNotEqualTo(RECEIVED);
    assertThat(again.fingerprint()).isEqualTo(first.fingerprint());
  }

  @Test
  void the_same_event_in_another_mode_has_the_same_fingerprint() {
    String print = good(GOOD).fingerprint();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("CE-SpecVersion", "1.0");
    headers.put("ce-id", "e1");
    headers.put("ce-source", "/crm");
    headers.put("ce-type", "call.dropped");
    headers.put("ce-subject", "\"customer:%43-1\"");
    headers.put("ce-time", "2026-03-01T08:30:00.123456Z");
    headers.put("content-type", "application/json; charset=UTF-8");
    String body =
        "{\"items\":[{\"sku\":\"a\"}],\"vip\":true,\"waited\":1.25e1,\"queue\":\"support\"}";
    List<Read> binary = reader.request(headers, body.getBytes(UTF_8), RECEIVED);
    assertThat(((Read.Good) binary.get(0)).fingerprint()).isEqualTo(print);
    List<Read> batch =
        reader.request(
            Map.of("Content-Type", "application/cloudevents-batch+json"),
            ("[" + GOOD + "]").getBytes(UTF_8),
            RECEIVED);
    assertThat(((Read.Good) batch.get(0)).fingerprint()).isEqualTo(print);
    assertThat(good(GOOD.replace("12.50", "12.51")).fingerprint()).isNotEqualTo(print);
    assertThat(good(GOOD.replace("\"vip\":true", "\"vip\":\"true\"")).fingerprint())
        .isNotEqualTo(print);
  }

  @Test
  void what_the_cloudevents_sdk_writes_is_read() {
    byte[] written =
        new JsonFormat()
            .serialize(
                CloudEventBuilder.v1()
                    .withId("e1")
                    .withSource(URI.create("/crm"))
                    .withType("call.dropped")
                    .withSubject("incident:I-7")
                    .withTime(OffsetDateTime.parse("2026-03-01T08:30:00Z"))
                    .withExtension("traceparent", "00-1")
                    .withData("application/json", "{\"queue\":\"support\"}".getBytes(UTF_8))
                    .build());
    Read read = reader.structured(written, 0, RECEIVED);
    assertThat(read).isInstanceOf(Read.Good.class);
    assertThat(((Read.Good) read).event().text("queue")).isEqualTo("support");
  }

  @Test
  void every_error_names_its_place_and_what_was_expected() {
    refused("\"1.0\"", "\"0.3\"", "specversion: expected \"1.0\", found \"0.3\"");
    refused("\"1.0\"", "1.0", "specversion: expected \"1.0\", found a number");
    refused("\"e1\"", "\"\"", "id: expected a text of 1 to 256 characters, found \"\"");
    refused("\"e1\"", "\"" + "x".repeat(257) + "\"", "id: expected a text of 1 to 256 characters");
    refused("\"e1\"", "\"a\\nb\"", "id: expected no control characters");
    refused("\"/crm\"", "null", "source: expected a text of 1 to 256 characters, found nothing");
    refused("\"call.dropped\"", "[]", "type: expected a text of 1 to 256 characters, found a list");
    refused("customer:C-1", "C-1", "subject: expected customer:ID, incident:ID or item:SKU");
    refused("customer:C-1", "customer:a\\u0007", "subject: expected no control characters");
    refused("2026-03-01T10", "yesterday", "time: expected a date and time such as 2026-03-01T09");
    refused("+01:30", "", "time: expected a date and time such as 2026-03-01T09:00:00Z");
    refused("2026-03-01T10", "1969-12-31T10", "time: expected 1970 or later");
    refused("2026-03-01T10", "2026-03-01T11", "time: expected at most 5 minutes after");
    refused("\"data\":", "\"data\":3,\"more\":", "data: expected a JSON object, found a number");
    refused("\"data\"", "\"data_base64\"", "data_base64: binary data is not taken");
    refused("\"queue\"", "\"waited\"", "data.waited: given twice");
    refused("\"none\":null", "\"none\":null,\"none\":1", "data.none: given twice");
    refused("support", "a\\u0000b", "data.queue: expected text without the character U+0000");
    refused("\"a\"", "\"\\ud800\"", "data.items.0.sku: expected whole characters");
    refused("12.50", "1".repeat(41), "data.waited: expected a number of at most 40 digits");
    refused("12.50", "1e999999", "data.waited: expected an exponent of at most 100");
    refused("support", "x".repeat(65_537), "data.queue: expected at most 65536 characters");
    refused("12.50", "[".repeat(31) + "]".repeat(31), "data.waited");
    refused(
        "\"vip\":true",
        "\"vip\":tru",
        "not JSON: line 3, column 49: found t, which cannot stand here; a comma,");
    refused("null}}", "null}} {}", "expected nothing after the JSON object");
    refused("null}}", "null}", "not JSON: line 3, column 88: it ends before everything");
    assertThat(bad("[]").reason()).isEqualTo("expected a JSON object");
    assertThat(bad("").reason()).isEqualTo("expected a JSON object");
    assertThat(bad("{\"a\":\"" + "x".repeat(300_000) + "\"}").reason())
        .startsWith("expected at most 256 KB");
  }

  @Test
  void a_bad_event_still_says_which_it_was() {
    assertThat(bad(GOOD.replace("customer:C-1", "C-1")).key())
        .isEqualTo(new Event.Key("/crm", "e1"));
    assertThat(bad(GOOD.replace("\"e1\"", "7")).key()).isNull();
  }

  @Test
  void one_bad_element_does_not_cost_a_batch_its_good_ones() {
    List<String> elements = new ArrayList<>();
    elements.add(GOOD);
    elements.add("3");
    elements.add("[[1],{\"a\":[2]}]");
    elements.add(GOOD.replace("support", "a\\u0000b"));
    elements.add("{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}");
    elements.add(
        "{\"a\":"
            + ("\"" + "x".repeat(60_000) + "\",").repeat(5).replaceAll(",(?=.)", ",\"b\":")
            + "\"z\":1}");
    elements.add("{\"a\":[" + ("\"" + "x".repeat(60_000) + "\",").repeat(5) + "1]}");
    elements.add(GOOD.replace("\"e1\"", "\"e2\""));
    List<Read> reads =
        reader.batch(("[" + String.join(",", elements) + "]").getBytes(UTF_8), RECEIVED);
    assertThat(reads).hasSize(elements.size());
    assertThat(reads.get(0)).isInstanceOf(Read.Good.class);
    assertThat(reads.subList(1, 7)).allMatch(read -> read instanceof Read.Bad);
    assertThat(((Read.Bad) reads.get(4)).place()).isEqualTo(4);
    assertThat(((Read.Bad) reads.get(6)).reason()).startsWith("expected at most 256 KB");
    assertThat(((Read.Good) reads.get(7)).event().id()).isEqualTo("e2");
  }

  @Test
  void a_batch_that_breaks_off_keeps_what_came_before() {
    List<Read> reads = reader.batch(("[" + GOOD + ",{\"id\":").getBytes(UTF_8), RECEIVED);
    assertThat(reads.get(0)).isInstanceOf(Read.Good.class);
    assertThat(((Read.Bad) reads.get(1)).reason()).endsWith("nothing after this could be read");
    assertThat(reader.batch("[]".getBytes(UTF_8), RECEIVED)).isEmpty();
  }

  @Test
  void no_other_header_can_mean_anything() {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name :
        List.of("CamelBeanMethodName", "cAmElHttpUri", "mail.smtp.host", "id", "x-ce-id")) {
      headers.put(name, "evil");
    }
    headers.put("content-type", "application/json");
    assertThat(reader.request(headers, GOOD.getBytes(UTF_8), RECEIVED))
        .singleElement()
        .isInstanceOfSatisfying(
            Read.Bad.class, bad -> assertThat(bad.reason()).startsWith("Content-Type: expected"));
    headers.put("ce-specversion", "1.0");
    headers.put("ce-id", "e1");
    headers.put("ce-source", "s");
    headers.put("ce-type", "t");
    headers.put("ce-subject", "customer:C");
    headers.put("ce-data", "x");
    Read read = reader.request(headers, "{\"a\":1}".getBytes(UTF_8), RECEIVED).get(0);
    assertThat(((Read.Good) read).event())
        .isEqualTo(
            new Event(
                "s",
                "e1",
                "t",
                new Subject.OfCustomer("C"),
                RECEIVED,
                Map.of("a", BigDecimal.ONE)));
    headers.put("CE-ID", "e2");
    assertThat(reader.request(headers, new byte[0], RECEIVED).get(0))
        .isEqualTo(new Read.Bad(0, "id: given twice", null));
  }

  @Test
  void binary_bodies_must_be_json() {
    Map<String, String> headers =
        Map.of(
            "ce-specversion",
            "1.0",
            "ce-id",
            "e",
            "ce-source",
            "s",
            "ce-type",
            "t",
            "ce-subject",
            "customer:C",
            "Content-Type",
            "text/xml");
    assertThat(((Read.Bad) reader.binary(headers, "<a/>".getBytes(UTF_8), RECEIVED)).reason())
        .isEqualTo("datacontenttype: expected application/json, found \"text/xml\"");
  }

  private void refused(String what, String by, String reason) {
    assertThat(GOOD).contains(what);
    assertThat(bad(GOOD.replace(what, by)).reason()).startsWith(reason);
  }

  private Read.Good good(String json) {
    return (Read.Good) reader.structured(json.getBytes(UTF_8), 0, RECEIVED);
  }

  private Read.Bad bad(String json) {
    return (Read.Bad) reader.structured(json.getBytes(UTF_8), 0, RECEIVED);
  }
}
