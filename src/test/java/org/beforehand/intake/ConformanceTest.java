package org.beforehand.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.SharedData;
import org.beforehand.fact.Event;
import org.junit.jupiter.api.Test;

/** The literal requests of the CloudEvents conformance suite. */
class ConformanceTest {
  private static final Instant RECEIVED = Instant.parse("2026-03-01T09:00:00Z");
  private static final Pattern REQUEST =
      Pattern.compile("Given an HTTP request\\s+\"\"\"\n(.*?)\"\"\"", Pattern.DOTALL);

  @Test
  void the_suites_http_requests_are_read_once_they_have_a_subject() throws Exception {
    String feature =
        Files.readString(SharedData.path("cloudevents/features/http-protocol-binding.feature"));
    Matcher request = REQUEST.matcher(feature);
    List<Event> events = new ArrayList<>();
    int without = 0;
    while (request.find()) {
      String plain = request.group(1).stripIndent();
      String type =
          plain.contains("\"specversion\"") ? "application/cloudevents+json" : "application/json";
      String filled = plain.replace("<contentType>", type + "; charset=utf-8");
      // The suite's events have no subject, which we need to know whom they are about.
      assertThat(read(filled))
          .isInstanceOfSatisfying(
              Read.Bad.class,
              bad -> {
                assertThat(bad.reason()).startsWith("subject: expected customer:ID");
                assertThat(bad.key())
                    .isEqualTo(new Event.Key("/mycontext/subcontext", "1234-1234-1234"));
              });
      without++;
      String with =
          filled
              .replace("ce-type:", "ce-subject: customer:C-1\nce-type:")
              .replace("\"type\":", "\"subject\": \"customer:C-1\", \"type\":");
      events.add(((Read.Good) read(with)).event());
    }
    System.out.println("CloudEvents conformance, HTTP requests read: " + events.size());
    assertThat(without).isGreaterThanOrEqualTo(2);
    for (Event event : events) {
      assertThat(event.type()).isEqualTo("com.example.someevent");
      assertThat(event.time()).isEqualTo("2018-04-05T03:56:24Z");
      assertThat(event.text("message")).isEqualTo("Hello World!");
    }
  }

  private static Read read(String request) {
    int end = request.indexOf("\n\n");
    Map<String, String> headers = new LinkedHashMap<>();
    request
        .substring(0, end)
        .lines()
        .skip(1)
        .forEach(line -> headers.put(line.split(": ", 2)[0], line.split(": ", 2)[1]));
    return new EventReader()
        .request(headers, request.substring(end + 2).getBytes(UTF_8), RECEIVED)
        .get(0);
  }
}
