package org.beforehand.decide;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.beforehand.fact.Customer;
import org.jspecify.annotations.Nullable;

/** Which country a time zone is named for, which Java does not know; and who lives there. */
final class CountryOfZone {

  private static final Map<String, String> COUNTRIES = read();

  private CountryOfZone() {}

  /** Null for zones of no country, such as {@code UTC}. */
  static @Nullable String of(ZoneId zone) {
    return COUNTRIES.get(zone.getId());
  }

  /**
   * The country a customer lives in: the one their own zone is named for, else that of their
   * locale, which may be the language of somebody who lives elsewhere, else that of {@code
   * otherwise}. Null where none of them names one.
   */
  static @Nullable String of(Customer customer, ZoneId otherwise) {
    String own = customer.zone() == null ? null : of(customer.zone());
    if (own != null) {
      return own;
    }
    Locale locale = customer.locale();
    // A region such as 419, Latin America, is no country.
    return locale != null && locale.getCountry().length() == 2
        ? locale.getCountry()
        : of(otherwise);
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
