package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.SmallRules;
import org.beforehand.decide.RuleFolder;
import org.beforehand.deliver.Ledger;
import org.beforehand.studio.Account;
import org.beforehand.studio.Why;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An outage comes over customers for whom something nice was meant. */
class BadMomentStoryTest {

  private static final int CUSTOMERS = 40;

  @Test
  void gifts_wait_until_a_day_after_the_outage_and_leave_spread_and_offers_are_dropped() {
    try (Corridor corridor = Corridor.open("2026-03-09T08:00:00Z", rules())) {
      for (int n = 0; n < CUSTOMERS; n++) {
        corridor.customer("c" + n, n == 0 ? "circuit:2" : "circuit:1");
      }
      incident(corridor, "opened");
      corridor.advance(Duration.ofHours(1));
      for (int n = 0; n < CUSTOMERS; n++) {
        corridor.post("purchase.completed", "customer:c" + n, Map.of("order", "A-" + n));
      }
      corridor.settle();
      assertThat(corridor.mailsTo("c0"))
          .as("untouched")
          .containsExactlyInAnyOrder("A gift", "An offer");
      assertThat(states(corridor)).containsExactly("gift scheduled outage 39", "gift sent null 1");
      assertThat(
              corridor.texts(
                  """
                  select distinct v ->> 'verdict' || ' ' || (v ->> 'gate') || ' ' || (v ->> 'reason')
                    from decision, jsonb_array_elements(why -> 'verdicts') v
                   where v ->> 'rule' like 'offers:%' and customer <> 'c0'
                  """))
          .containsExactly("drop inhibition outage");

      // Nobody knew when it would end: it is looked at again, and again.
      corridor.advance(Duration.ofHours(1));
      assertThat(states(corridor)).contains("gift scheduled outage 39");
      incident(corridor, "restored");
      Instant back = corridor.clock.instant();
      corridor.advance(Duration.ofHours(2));
      Instant earliest = back.plus(Duration.ofHours(24));
      assertThat(
              corridor
                  .db
                  .sql("select due from outreach where state = 'scheduled'")
                  .query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant())
                  .list())
          .hasSize(CUSTOMERS - 1)
          .allSatisfy(
              due -> assertThat(due).isBetween(earliest, earliest.plus(Duration.ofHours(2))))
          .satisfies(dues -> assertThat(dues.stream().distinct()).hasSizeGreaterThan(25));
      corridor.advance(Duration.ofMinutes(22 * 60 - 1));
      assertThat(states(corridor)).contains("gift scheduled outage 39");
      corridor.advance(Duration.ofHours(2));
      assertThat(states(corridor)).containsExactly("gift sent null 40");
    }
  }

  /** Alone each is looked at when it leaves, together when they are settled. */
  @ParameterizedTest
  @ValueSource(strings = {"0m", "15m"})
  void what_comes_over_a_message_that_waits_is_told_by_its_name(String gathering) {
    Map<String, String> files = new TreeMap<>(rules().files());
    files.computeIfPresent(
        "contact-policy.yaml",
        (name, text) ->
            text.replace("{hours: any}", "{hours: 08:00-20:00}")
                + "gathering:\n  window: %s\n".formatted(gathering));
    try (Corridor corridor = Corridor.open("2026-03-09T21:00:00Z", RuleFolder.of(files))) {
      corridor.customer("kari", "circuit:1");
      corridor.post("purchase.completed", "customer:kari", Map.of("order", "A-1"));
      corridor.settle();
      corridor.advance(Duration.ofHours(8));
      incident(corridor, "opened");
      corridor.advance(Duration.ofMinutes(140));
      assertThat(
              corridor.texts(
                  "select campaign || ' ' || (settled_at is null) || ' ' || gate || ' ' || met"
                      + " from outreach order by campaign"))
          .containsExactly(
              "gifts true inhibition an outage", "offers false inhibition offers in an outage");
      List<Account.Verdict> verdicts =
          new Why(corridor.db, corridor.rulebooks)
                  .answer(
                      new Why.Question(
                          "kari", null, null, null, Instant.EPOCH, corridor.clock.instant()))
                  .decisions()
                  .stream()
                  .flatMap(one -> one.verdicts().stream())
                  .toList();
      assertThat(verdicts)
          .extracting(one -> one.outreach().moment())
          .containsExactlyInAnyOrder("an outage", "offers in an outage");
      assertThat(verdicts)
          .allSatisfy(
              one ->
                  assertThat(one.outreach().said())
                      .endsWith("(in our contact policy: \"" + one.outreach().moment() + "\")."));

      // What it meets is over when it leaves, and is not told of it any more.
      incident(corridor, "restored");
      corridor.advance(Duration.ofHours(30));
      assertThat(new Ledger(corridor.db).read(new Ledger.Interest("kari", "gifts", null), null, 1))
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.state()).isEqualTo("sent");
                assertThat(line.moment()).isNull();
              });
    }
  }

  private static List<String> states(Corridor corridor) {
    return corridor.texts(
        """
        select message || ' ' || state || ' ' || coalesce(reason, 'null') || ' ' || count(*)
          from outreach where campaign in ('gifts', 'offers') and message = 'gift'
         group by message, state, reason order by state
        """);
  }

  private static void incident(Corridor corridor, String what) {
    corridor.post(
        "incident." + what,
        "incident:17",
        Map.of("service", "broadband", "scopes", List.of("circuit:1")));
  }

  private static RuleFolder rules() {
    Map<String, String> files = new TreeMap<>(SmallRules.folder().files());
    files.keySet().removeIf(name -> name.startsWith("thanks/"));
    campaign(files, "gifts", "goodwill", "gift", "A gift");
    campaign(files, "offers", "marketing", "offer", "An offer");
    files.put(
        "contact-policy.yaml",
        """
        company: {name: Fjordlink, zone: Europe/Oslo}
        windows:
          - {hours: any}
        consent-by-default: [requested, service, care, goodwill, marketing]
        moments:
          - {name: offers in an outage, outage: broadband, for: 24h, mutes: [marketing], then: drop}
          - {name: an outage, outage: any, for: 24h, mutes: [goodwill], spread: 2h}
        """);
    return RuleFolder.of(files);
  }

  private static void campaign(
      Map<String, String> files, String name, String purpose, String message, String subject) {
    files.put(
        name + "/campaign.yaml",
        """
        title: Something nice
        owner: marketing
        purpose: %s
        status: live
        triggers: [purchase.completed]
        key: event.order
        expiry: 72h
        """
            .formatted(purpose));
    files.put(
        name + "/rules.dslr",
        """
        rule "something nice"
        when
          a purchase was completed
        then
          send "%s"
        end
        """
            .formatted(message));
    files.put(
        name + "/messages/" + message + "/en.md",
        "---\nsubject: %s\n---\nHello.\n".formatted(subject));
  }
}
