package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.Rehearsed;
import org.beforehand.Repository;
import org.beforehand.decide.RuleFolder;
import org.beforehand.studio.Account;
import org.beforehand.studio.Check;
import org.beforehand.studio.Finding;
import org.beforehand.studio.Why;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a bad moment a colleague calls instead, once, and the message is not sent. */
class CalledInsteadTest {

  private static final String NOON = "2026-03-10T11:00:00Z";
  private static final String NIGHT = "2026-03-10T22:00:00Z";

  private static RuleFolder rules(String window) {
    Map<String, String> files = new TreeMap<>();
    files.put("vocabulary.dsl", RuleFolder.read(Path.of("rules")).files().get("vocabulary.dsl"));
    files.put(
        "contact-policy.yaml",
        """
        company: {name: Fjordlink, zone: Europe/Oslo}
        windows:
          - {hours: "08:00-21:00"}
        gathering: {window: %s, apart: 24h}
        consent-by-default: [care, goodwill, marketing]
        moments:
          - {name: money trouble, trait: arrears, is: yes, mutes: [marketing], then: call,
             skill: billing, call-within: 4h}
        """
            .formatted(window));
    files.put(
        "offers/campaign.yaml",
        """
        title: Offers
        owner: marketing
        purpose: marketing
        status: live
        triggers: [purchase.completed]
        key: event.order
        expiry: 72h
        """);
    files.put(
        "offers/rules.dslr",
        """
        rule "something to go with it"
        when
          a purchase was completed
        then
          send "offer"
        end
        """);
    files.put(
        "offers/messages/offer/en.md",
        """
        ---
        subject: "An offer"
        call: "Ask how things are. Offer nothing unless they ask."
        ---
        An offer.
        """);
    files.put(
        "offers/scenarios.yaml",
        """
        - name: Whoever has money trouble is called and not written to
          given:
            customer: {id: kari, email: kari@example.org, phone: "+4799999999", trait: {arrears: true}}
          at: 2026-03-10T12:00
          event: {type: purchase.completed, data: {order: A-1}}
          expect:
            - {message: offer, action: message, verdict: drop, gate: inhibition,
               reason: called_instead, moment: money trouble}
            - {message: offer, action: call, verdict: send, skill: billing, within: 4h, channel: call}
        """);
    return RuleFolder.of(files);
  }

  private static Map<String, Object> kari(boolean owing, boolean phone) {
    Map<String, Object> record = new HashMap<>();
    record.put("id", "kari");
    record.put("email", "kari@customers.example");
    record.put("zone", "Europe/Oslo");
    record.put("trait", Map.of("arrears", owing));
    if (phone) {
      record.put("phone", "+4799999999");
    }
    return record;
  }

  private static void buys(Corridor corridor, String order) {
    corridor.post("purchase.completed", "customer:kari", Map.of("order", order));
  }

  private static List<String> calls(Corridor corridor) {
    return corridor.texts(
        """
        select t.customer || ' ' || t.skill || ' ' || o.key || ' ' || o.state || ' '
               || (extract(epoch from t.due - t.not_before) / 3600)::int || 'h'
          from call_task t join outreach o on o.id = t.outreach order by o.id
        """);
  }

  private static List<String> verdicts(Corridor corridor) {
    return corridor.texts(
        """
        select concat_ws(' ', v ->> 'action', v ->> 'verdict', v ->> 'reason', v ->> 'moment')
          from decision d, jsonb_array_elements(d.why -> 'verdicts') with ordinality v(v, n)
         order by d.at, d.seq, n
        """);
  }

  @Test
  void what_is_decided_in_it_becomes_a_call_and_why_says_so() {
    try (Corridor corridor = Corridor.open(NOON, rules("0m"))) {
      corridor.customer(kari(true, true));
      buys(corridor, "A-1");
      corridor.settle();
      assertThat(corridor.mailsTo("kari")).isEmpty();
      assertThat(calls(corridor)).containsExactly("kari billing A-1 sent 4h");
      assertThat(verdicts(corridor))
          .containsExactly("message drop called_instead money trouble", "call send");
      // The same order again, by another event: the same matter.
      buys(corridor, "A-1");
      corridor.settle();
      assertThat(calls(corridor)).hasSize(1);
      assertThat(verdicts(corridor)).endsWith("call drop duplicate");
      Instant now = corridor.clock.instant();
      Account account =
          new Why(corridor.db, corridor.rulebooks)
              .answer(new Why.Question("kari", null, null, null, now.minus(Why.USUAL), now));
      assertThat(account.document(now))
          .contains(
              "a colleague was to call you instead (in our contact policy: \"money trouble\").");
    }
  }

  @Test
  void what_waited_when_it_began_becomes_one_too() {
    try (Corridor corridor = Corridor.open(NIGHT, rules("0m"))) {
      corridor.customer(kari(false, true));
      buys(corridor, "A-1");
      assertThat(corridor.outreach("kari")).containsExactly("offer scheduled quiet_hours");
      corridor.customer(kari(true, true));
      corridor.advance(Duration.ofHours(9));
      corridor.settle();
      corridor.settle();
      assertThat(corridor.mailsTo("kari")).isEmpty();
      assertThat(corridor.texts("select action || ' ' || state from outreach order by id"))
          .containsExactly("message cancelled", "call sent");
      assertThat(corridor.outreach("kari")).contains("offer cancelled called_instead");
      assertThat(calls(corridor)).containsExactly("kari billing A-1 sent 4h");
      assertThat(corridor.texts("select count(*)::text from outreach where state = 'held'"))
          .containsExactly("0");
    }
  }

  @Test
  void what_its_rule_does_not_want_any_more_is_neither_sent_nor_called_about() {
    Map<String, String> files = new TreeMap<>(rules("0m").files());
    files.computeIfPresent(
        "offers/rules.dslr",
        (file, text) ->
            text.replace(
                "purchase was completed\n",
                "purchase was completed\n  the customer's \"arrears\" is no\n"));
    try (Corridor corridor = Corridor.open(NIGHT, RuleFolder.of(files))) {
      corridor.customer(kari(false, true));
      buys(corridor, "A-1");
      corridor.customer(kari(true, true));
      corridor.advance(Duration.ofHours(9));
      corridor.settle();
      assertThat(corridor.outreach("kari")).containsExactly("offer cancelled not_now");
      assertThat(calls(corridor)).isEmpty();
    }
  }

  @Test
  void what_gathered_when_it_began_becomes_one_too() {
    try (Corridor corridor = Corridor.open(NOON, rules("15m"))) {
      corridor.customer(kari(false, true));
      buys(corridor, "A-1");
      buys(corridor, "A-2");
      corridor.customer(kari(true, true));
      corridor.advance(Duration.ofMinutes(15));
      corridor.advance(Duration.ofMinutes(15));
      corridor.advance(Duration.ofMinutes(15));
      assertThat(corridor.mailsTo("kari")).isEmpty();
      assertThat(calls(corridor)).isNotEmpty().allMatch(call -> call.startsWith("kari billing A-"));
      assertThat(corridor.texts("select state from outreach where action = 'message'"))
          .containsOnly("cancelled");
    }
  }

  @Test
  void who_has_no_phone_is_neither_called_nor_written_to() {
    try (Corridor corridor = Corridor.open(NOON, rules("0m"))) {
      corridor.customer(kari(true, false));
      buys(corridor, "A-1");
      corridor.settle();
      assertThat(corridor.mailsTo("kari")).isEmpty();
      assertThat(calls(corridor)).isEmpty();
      assertThat(verdicts(corridor))
          .containsExactly("message drop called_instead money trouble", "call drop unreachable");
    }
  }

  @Test
  void its_scenario_says_both_and_a_message_without_a_script_is_remarked_on() {
    assertThat(Check.run(rules("0m")).findings())
        .filteredOn(one -> one.severity() == Finding.Severity.ERROR)
        .isEmpty();
    Map<String, String> mute = new TreeMap<>(rules("0m").files());
    mute.remove("offers/scenarios.yaml");
    mute.computeIfPresent(
        "offers/messages/offer/en.md", (file, text) -> text.replaceAll("(?m)^call:.*\n", ""));
    assertThat(Check.run(RuleFolder.of(mute)).findings())
        .extracting(Finding::toString)
        .contains(
            "offers/messages/offer/en.md:1: warning: there is no call script in it, and in the"
                + " moment \"money trouble\" a colleague calls instead");
  }

  @Test
  void a_simulation_comes_to_the_same(@TempDir Path dir) throws IOException {
    Path customers = Rehearsed.lines(dir.resolve("c.jsonl"), List.of(kari(true, true)));
    Instant from = Instant.parse("2026-03-10T00:00:00Z");
    Path events =
        Rehearsed.lines(
            dir.resolve("e.jsonl"),
            List.of(
                bought("1", "A-1", from.plus(Duration.ofHours(11))),
                bought("2", "A-2", from.plus(Duration.ofHours(22)))));
    Path written = Repository.write(rules("15m").files(), dir.resolve("rules"));
    Rehearsed rehearsed =
        new Rehearsed.Play(customers, events, written, from, from.plus(Duration.ofDays(2)), 2)
            .run(dir.resolve("out.jsonl"));
    assertThat(rehearsed.told("action", "key", "verdict", "reason"))
        .containsExactlyInAnyOrder(
            "message A-1 drop called_instead",
            "call A-1 send -",
            "message A-2 drop called_instead",
            "call A-2 send -");
  }

  @Test
  void in_a_simulation_what_waited_becomes_a_call_as_well(@TempDir Path dir) throws IOException {
    Path customers = Rehearsed.lines(dir.resolve("c.jsonl"), List.of(kari(false, true)));
    Instant from = Instant.parse("2026-03-10T00:00:00Z");
    Map<String, Object> record = new TreeMap<>();
    record.put("specversion", "1.0");
    record.put("source", "shop");
    record.put("id", "r");
    record.put("type", "customer.updated");
    record.put("subject", "customer:kari");
    record.put("time", from.plus(Duration.ofHours(23)).toString());
    record.put("data", kari(true, true));
    Path events =
        Rehearsed.lines(
            dir.resolve("e.jsonl"),
            List.of(bought("1", "A-1", from.plus(Duration.ofHours(22))), record));
    Path written = Repository.write(rules("15m").files(), dir.resolve("rules"));
    Rehearsed rehearsed =
        new Rehearsed.Play(customers, events, written, from, from.plus(Duration.ofDays(2)), 2)
            .run(dir.resolve("out.jsonl"));
    assertThat(rehearsed.told("action", "key", "verdict", "reason", "due"))
        .anyMatch(line -> line.startsWith("message A-1 drop called_instead"))
        .anyMatch(line -> line.startsWith("call A-1 send - 2026-03-11T0"));
  }

  private static Map<String, Object> bought(String id, String order, Instant at) {
    Map<String, Object> event = new TreeMap<>();
    event.put("specversion", "1.0");
    event.put("source", "shop");
    event.put("id", id);
    event.put("type", "purchase.completed");
    event.put("subject", "customer:kari");
    event.put("time", at.toString());
    event.put("data", Map.of("order", order));
    return event;
  }
}
