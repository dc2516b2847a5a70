package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Purpose;
import org.junit.jupiter.api.Test;

/** Hours are those where the customer lives, even where only the region is known. */
class RegionTest {

  private static final ContactPolicy POLICY =
      Cases.policy(
          """
          regions:
            - {scope: "circuit:1*", country: US, zone: America/New_York}
            - {scope: "circuit:2", zone: Asia/Tokyo}
            - {country: SE, zone: Europe/Stockholm}
          """);

  /** On the circuit 1. */
  private static Customer customer(String zone, String locale) {
    return Cases.customer(
        "kari", zone == null ? null : ZoneId.of(zone), Locale.forLanguageTag(locale));
  }

  @Test
  void the_zone_is_the_customers_own_else_the_regions_else_the_companys() {
    assertThat(POLICY.zoneOf(customer("Asia/Kathmandu", "en-US"))).hasToString("Asia/Kathmandu");
    assertThat(POLICY.zoneOf(customer(null, "en-US"))).hasToString("America/New_York");
    assertThat(POLICY.zoneOf(customer(null, "sv-SE"))).hasToString("Europe/Stockholm");
    assertThat(POLICY.zoneOf(customer(null, "en"))).hasToString("Europe/Oslo");
  }

  @Test
  void a_message_waits_for_the_morning_of_the_region() {
    Candidate noon = Cases.candidate(Purpose.CARE, Instant.parse("2026-03-12T10:00:00Z"));
    assertThat(new WindowGate().judge(noon, Cases.of(customer(null, "en-US")), POLICY, noon.due()))
        .isEqualTo(new Verdict.Hold(Instant.parse("2026-03-12T12:00:00Z"), Reason.QUIET_HOURS));
  }

  @Test
  void what_is_written_wrong_is_named_with_its_line() {
    refused("regions: [{zone: Europe/Oslo}]", "expected a scope such as \"area:7*\", or a country");
    refused("regions: [{country: Sweden, zone: Europe/Oslo}]", "a country of two letters");
    refused("regions: [{country: SE, zone: Stockholm}]", "expected a zone such as Europe/Oslo");
  }

  private static void refused(String line, String why) {
    assertThatThrownBy(() -> Cases.policy(line))
        .isInstanceOf(RulesRefused.class)
        .hasMessageContaining("contact-policy.yaml:4")
        .hasMessageContaining(why);
  }
}
