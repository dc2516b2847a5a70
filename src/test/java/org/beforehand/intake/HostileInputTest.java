package org.beforehand.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.beforehand.SharedData;
import org.beforehand.customer.BadRecord;
import org.beforehand.customer.CustomerRecord;
import org.junit.jupiter.api.Test;

class HostileInputTest {
  private static final Instant AT = Instant.parse("2026-03-01T09:00:00Z");
  private static final String EVENT =
      """
      {"specversion":"1.0","id":"e1","source":"/crm","type":"t","subject":"customer:C-1",
       "time":"2026-03-01T08:00:00Z","data":{"a":[1,-2.5e3,{"b":"\\u00e5"}],"c":true,"d":"å😀"}}""";

  private final EventReader reader = new EventReader();

  @Test
  void mutated_events_are_read_or_refused_with_a_reason_and_nothing_else() {
    Random random = new Random(20260301);
    byte[] original = ("[" + EVENT + "," + EVENT + "]").getBytes(UTF_8);
    int good = 0;
    int bad = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] mutated = original.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      for (Read read : reader.batch(mutated, AT)) {
        if (read instanceof Read.Bad refused) {
          assertThat(refused.reason()).isNotBlank();
          bad++;
        } else {
          good++;
        }
      }
      reader.structured(mutated, 0, AT);
    }
    System.out.printf("mutated batches: %d events taken, %d refused%n", good, bad);
    assertThat(good).isPositive();
    assertThat(bad).isPositive();
  }

  @Test
  void naughty_strings_are_kept_exactly_or_refused_with_a_reason() throws Exception {
    List<?> strings =
        new ObjectMapper().readValue(SharedData.path("strings/blns.json").toFile(), List.class);
    int kept = 0;
    int refused = 0;
    for (Object each : strings) {
      String text = (String) each;
      try {
        Map<String, Object> data = Map.of("id", "C", "name", text, "trait", Map.of("note", text));
        CustomerRecord record = CustomerRecord.read(data, AT, "test");
        CustomerRecord parsed = CustomerRecord.parse(record.json(), AT, "test");
        assertThat(parsed).isEqualTo(record);
        assertThat(parsed.customer().name()).isEqualTo(text.isBlank() ? null : text);
        assertThat(parsed.customer().trait("note")).isEqualTo(text);
        kept++;
      } catch (BadRecord bad) {
        assertThat(bad.getMessage()).startsWith("name: expected ");
        refused++;
      }
    }
    System.out.printf("naughty strings as names: %d kept exactly, %d refused%n", kept, refused);
  }

  @Test
  void kafka_headers_are_read_like_those_of_http() {
    Map<String, String> headers =
        Map.of(
            "ce_specversion",
            "1.0",
            "ce_id",
            "e",
            "ce_source",
            "s",
            "ce_type",
            "t",
            "ce_subject",
            "incident:I-1");
    assertThat(reader.binary(headers, new byte[0], AT)).isInstanceOf(Read.Good.class);
  }
}
