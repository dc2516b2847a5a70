package org.beforehand.decide;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beforehand.fact.Customer;
import org.jspecify.annotations.Nullable;

/**
 * Where customers live whose zone the company did not say: {@code regions} in {@code
 * contact-policy.yaml}.
 *
 * @param scope what they depend on, such as {@code area:7010}; with a star at its end, whatever
 *     begins like it
 * @param country the country of their locale
 */
record Region(@Nullable String scope, @Nullable String country, ZoneId zone) {

  /**
   * Reads {@code [{scope: "area:7*", zone: Europe/Oslo}, {country: SE, zone: Europe/Stockholm}]}.
   *
   * @throws RulesRefused naming the line and what was expected
   */
  static List<Region> read(@Nullable YamlNode written) {
    List<Region> regions = new ArrayList<>();
    for (YamlNode one : written == null ? List.<YamlNode>of() : written.items()) {
      Map<String, YamlNode> fields = one.fields("scope", "country", "zone");
      YamlNode scope = fields.get("scope");
      YamlNode country = fields.get("country");
      if (scope == null && country == null) {
        throw one.refused("expected a scope such as \"area:7*\", or a country such as SE");
      }
      regions.add(
          new Region(
              scope == null ? null : scope.text(),
              country == null ? null : country(country),
              PolicyFile.zone(one.required(fields, "zone"))));
    }
    return List.copyOf(regions);
  }

  private static String country(YamlNode written) {
    if (!written.text().matches("[A-Z]{2}")) {
      throw written.refused(
          "expected a country of two letters such as SE, found \"" + written.text() + "\"");
    }
    return written.text();
  }

  /** Whether the customer lives there, as far as this says it. */
  boolean holds(Customer customer) {
    return (scope == null || customer.scopes().stream().anyMatch(this::covers))
        && (country == null
            || customer.locale() != null && country.equals(customer.locale().getCountry()));
  }

  private boolean covers(String one) {
    return scope != null
        && (scope.endsWith("*")
            ? one.startsWith(scope.substring(0, scope.length() - 1))
            : one.equals(scope));
  }
}
