package org.beforehand.decide;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which country a time zone is named for; Java does not know. */
final class CountryOfZone {

  private static final Map<String, String> COUNTRIES = read();

  private CountryOfZone() {}

  /** Null for zones of no country, such as {@code UTC}. */
  static @Nullable String of(ZoneId zone) {
    return COUNTRIES.get(zone.getId());
  }

  private static Map<String, String> read() {
    try (InputStream in =
        Objects.requireNonNull(CountryOfZone.class.getResourceAsStream("zones.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .collect(Collectors.toUnmodifiableMap(words -> words[1], words -> words[0]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
