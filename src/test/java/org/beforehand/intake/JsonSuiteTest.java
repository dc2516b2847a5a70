package org.beforehand.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.beforehand.SharedData;
import org.junit.jupiter.api.Test;

class JsonSuiteTest {
  private static final Instant RECEIVED = Instant.parse("2026-03-01T09:00:00Z");

  /** Valid JSON that we refuse: duplicates, U+0000, numbers beyond 40 digits. */
  private static final Set<String> BY_OUR_RULES =
      Set.of(
          "y_number_double_close_to_zero.json",
          "y_object_duplicated_key.json",
          "y_object_duplicated_key_and_value.json",
          "y_object_escaped_null_in_key.json",
          "y_string_null_escape.json");

  @Test
  void the_json_test_suite_is_agreed_with_as_an_events_data() throws Exception {
    Set<String> validButRefused = new TreeSet<>();
    Set<String> invalidButTaken = new TreeSet<>();
    int either = 0;
    try (Stream<Path> files = Files.list(SharedData.path("json/JSONTestSuite/test_parsing"))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        Read read = new EventReader().structured(wrapped(Files.readAllBytes(file)), 0, RECEIVED);
        boolean taken = read instanceof Read.Good;
        if (name.startsWith("y_") && !taken) {
          validButRefused.add(name);
        } else if (name.startsWith("n_") && taken) {
          invalidButTaken.add(name);
        } else if (name.startsWith("i_") && taken) {
          either++;
        }
      }
    }
    System.out.println("JSONTestSuite, valid but refused: " + validButRefused);
    System.out.println("JSONTestSuite, up to the parser and taken: " + either);
    assertThat(invalidButTaken).isEmpty();
    assertThat(validButRefused).isEqualTo(new TreeSet<>(BY_OUR_RULES));
  }

  private static byte[] wrapped(byte[] json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        "{\"specversion\":\"1.0\",\"id\":\"e\",\"source\":\"s\",\"type\":\"t\",\"subject\":\"customer:C\",\"data\":{\"value\":"
            .getBytes(UTF_8));
    out.writeBytes(json);
    out.writeBytes("}}".getBytes(UTF_8));
    return out.toByteArray();
  }
}
