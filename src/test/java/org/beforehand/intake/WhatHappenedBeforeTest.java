package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.customer.Dossier;
import org.beforehand.customer.Dossiers;
import org.beforehand.fact.History;
import org.beforehand.fact.Incident;
import org.beforehand.fact.OutageHistory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What rules may ask of the past, read from what really happened, for a batch at once. */
class WhatHappenedBeforeTest {

  private static final Duration A_DAY = Duration.ofDays(1);

  private final Corridor corridor = Corridor.open("2026-03-12T08:00:00Z");

  @AfterEach
  void close() {
    corridor.close();
  }

  private Map<String, Dossier> all(String... asked) {
    return new Dossiers(corridor.db)
        .load(List.of("kari", "ola"), Set.of(asked), corridor.clock.instant());
  }

  private History kari(String asked) {
    return all(asked).get("kari").history();
  }

  private void opened(String incident, String service, String... scopes) {
    corridor.post(
        "incident.opened",
        "incident:" + incident,
        Map.of("service", service, "scopes", List.of(scopes)));
  }

  private void restored(String incident) {
    corridor.post("incident.restored", "incident:" + incident, Map.of());
  }

  private void hours(int hours) {
    corridor.advance(Duration.ofHours(hours));
  }

  private long without(String customer) {
    return all(History.INTERRUPTIONS).get(customer).history().withoutService(A_DAY).toHours();
  }

  @Test
  void outages_that_overlap_count_once_and_one_that_goes_on_counts_so_far() {
    corridor.customer("kari", "circuit:1", "area:7");
    corridor.customer("ola", "circuit:2");
    opened("N-1", "broadband", "circuit:1", "circuit:9");
    hours(2);
    opened("N-2", "television", "area:7");
    hours(1);
    restored("N-1");
    hours(3);
    restored("N-2");
    assertThat(without("kari")).isEqualTo(6);
    assertThat(kari(History.INTERRUPTIONS).withoutService("broadband", A_DAY)).hasHours(3);
    hours(2);
    assertThat(without("kari")).isEqualTo(6);
    opened("N-3", "broadband", "circuit:1", "circuit:2");
    hours(2);
    assertThat(without("kari")).isEqualTo(8);
    assertThat(without("ola")).isEqualTo(2);
    // Rolling: by now the first three hours are more than a day ago.
    hours(17);
    assertThat(kari(History.INTERRUPTIONS).withoutService("television", A_DAY)).hasHours(3);
  }

  @Test
  void every_episode_counts_where_it_was_and_a_false_alarm_nowhere() {
    corridor.customer("kari", "circuit:1");
    corridor.customer("ola", "circuit:2");
    opened("N-1", "broadband", "circuit:1");
    hours(2);
    restored("N-1");
    hours(1);
    opened("N-1", "broadband", "circuit:2");
    hours(1);
    restored("N-1");
    hours(1);
    opened("N-2", "broadband", "circuit:1", "circuit:2");
    hours(1);
    corridor.post("incident.cancelled", "incident:N-2", Map.of());
    hours(1);
    assertThat(without("kari")).isEqualTo(2);
    assertThat(without("ola")).isEqualTo(1);
  }

  @Test
  void an_outage_counts_for_as_long_as_the_customer_depended_on_what_it_took_away() {
    corridor.customer("kari", "circuit:1");
    corridor.customer("ola", "circuit:2");
    opened("N-1", "broadband", "circuit:1", "circuit:2");
    hours(2);
    corridor.customer("kari", "circuit:3");
    corridor.customer("ola", "circuit:2", "circuit:1");
    hours(2);
    restored("N-1");
    assertThat(without("kari")).isEqualTo(2);
    assertThat(without("ola")).isEqualTo(4);
  }

  @Test
  void a_ticket_is_open_until_it_is_closed() {
    corridor.customer("kari");
    corridor.customer("ola");
    corridor.post("ticket.opened", "customer:kari", Map.of("ticket", "T-1"));
    corridor.post("ticket.opened", "customer:kari", Map.of("ticket", 2));
    corridor.post("ticket.opened", "customer:ola", Map.of("ticket", "T-3"));
    hours(1);
    corridor.post("ticket.closed", "customer:kari", Map.of("ticket", "T-1"));
    corridor.post("ticket.closed", "customer:ola", Map.of("ticket", "T-3"));
    assertThat(kari(History.TICKETS).tickets())
        .isEqualTo(Map.of("2", Instant.parse("2026-03-12T08:00:00Z")));
    assertThat(all(History.TICKETS).get("ola").history().tickets()).isEmpty();
    hours(1);
    corridor.post("ticket.opened", "customer:ola", Map.of("ticket", "T-3"));
    assertThat(all(History.TICKETS).get("ola").history().tickets()).containsOnlyKeys("T-3");
    assertThat(kari("call.dropped").tickets()).isEmpty();
  }

  @Test
  void what_the_customer_does_is_activity_and_what_we_note_about_them_is_none() {
    corridor.customer("kari");
    corridor.post("usage.recorded", "customer:kari", Map.of());
    hours(48);
    corridor.customer("kari", "circuit:1");
    assertThat(kari(History.ACTIVITY).count(History.ACTIVITY, A_DAY)).isZero();
    assertThat(kari(History.ACTIVITY).count(History.ACTIVITY, A_DAY.multipliedBy(3))).isEqualTo(1);
  }

  @Test
  void the_estimate_that_was_told_is_the_one_of_the_latest_notice_that_left() {
    corridor.customer("kari", "circuit:1");
    corridor.customer("ola", "circuit:2");
    Map<String, Object> outage =
        Map.of(
            "service", "broadband", "scopes", List.of("circuit:1"), "eta", "2026-03-12T12:00:00Z");
    corridor.post("incident.opened", "incident:N-1", outage);
    assertThat(kari(History.ESTIMATES).outages()).isEqualTo(OutageHistory.NONE);
    corridor.advance(Duration.ofMinutes(15));
    assertThat(corridor.mailsTo("kari")).hasSize(1);
    corridor.post("incident.updated", "incident:N-1", Map.of("eta", "2026-03-12T13:01:00Z"));
    Dossier dossier = all(History.ESTIMATES).get("kari");
    Incident open = dossier.openIncidents().get(0);
    assertThat(dossier.history().outages().estimates())
        .isEqualTo(Map.of("N-1", Instant.parse("2026-03-12T12:00:00Z")));
    assertThat(dossier.history().estimateMoved(open, 60)).isTrue();
    assertThat(dossier.history().estimateMoved(open, 61)).isFalse();
    assertThat(dossier.history().toldOf(open)).isTrue();
    assertThat(dossier.history().sent("opened", A_DAY)).isTrue();
    hours(3);
    assertThat(corridor.mailsTo("kari")).hasSize(2);
    assertThat(kari(History.ESTIMATES).estimateMoved(open, 0)).isFalse();
    assertThat(all(History.ESTIMATES).get("ola").history().outages()).isEqualTo(OutageHistory.NONE);
  }
}
