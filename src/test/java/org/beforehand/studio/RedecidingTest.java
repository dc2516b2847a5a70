package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.beforehand.SmallRules;
import org.beforehand.customer.Json;
import org.beforehand.decide.Decisions;
import org.beforehand.decide.Decisions.Stored;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebooks;
import org.beforehand.decide.Start;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.beforehand.intake.Corridor;
import org.beforehand.intake.Intake;
import org.beforehand.intake.Sweeper;
import org.beforehand.intake.Tick;
import org.beforehand.studio.Choice.Waiting;
import org.beforehand.studio.Releases.Released;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits when its campaign is published again, and is to be decided anew. */
class RedecidingTest {

  private static final Member ANN = new Member("ann", Role.AUTHOR);
  private static final Member BEA = new Member("bea", Role.APPROVER);
  private static final Member OPS = new Member("ops", Role.OPERATOR);
  private static final String CAMPAIGN = "thanks/campaign.yaml";
  private static final String RULES = "thanks/rules.dslr";

  private final Corridor corridor = Corridor.open("2026-03-12T21:00:00Z", roomForMore());
  private final Drafts drafts = new Drafts(corridor.db, corridor.transaction, corridor.rulebooks);
  private final Releases releases =
      new Releases(corridor.db, corridor.transaction, drafts, new Publishing(corridor.rulebooks));
  private final Switchboard switchboard =
      new Switchboard(corridor.db, corridor.transaction, corridor.rulebooks);

  @BeforeEach
  void an_order_at_night_whose_thanks_wait_for_the_morning() {
    corridor.customer("kari");
    corridor.customer("ola");
    order("kari", "A-1");
    order("ola", "A-2");
    assertThat(corridor.outreach("kari")).containsExactly("thank-you scheduled quiet_hours");
  }

  @AfterEach
  void close() {
    corridor.close();
  }

  /** More than two messages a week, so that something happens. */
  private static RuleFolder roomForMore() {
    Map<String, String> files = new HashMap<>(SmallRules.folder().files());
    files.computeIfPresent(
        "contact-policy.yaml", (file, text) -> text.replaceAll("most: \\d", "most: 5"));
    return RuleFolder.of(files);
  }

  private void order(String customer, String number) {
    corridor.post("purchase.completed", "customer:" + customer, Map.of("order", number));
  }

  private Instant now() {
    return corridor.clock.instant();
  }

  private Released publish(Map<String, String> files) {
    return publish(files, Choice.of(Waiting.REDECIDE));
  }

  private Released publish(Map<String, String> files, Choice choice) {
    Draft draft = drafts.create("T", files, ANN, now());
    drafts.submit(draft.id(), ANN, now());
    drafts.approve(draft.id(), draft.hash(), "", BEA, now());
    return releases.publish(draft.id(), choice, ANN, now());
  }

  private static String changed(String file, String from, String to) {
    String text = SmallRules.folder().files().get(file);
    assertThat(text).contains(from);
    return text.replace(from, to);
  }

  private void morning() {
    corridor.advance(Duration.ofHours(11));
  }

  private List<String> revisions() {
    return corridor.texts("select distinct revision from outreach order by 1");
  }

  @Test
  void it_is_the_same_message_in_the_new_words_and_nothing_leaves_before() {
    corridor.clock.tick(Duration.ofHours(2));
    // Heard of in time then, and too old for a message that would only begin now.
    Released released =
        publish(
            Map.of(
                SmallRules.TEXT,
                SmallRules.words("has left").replace("Thank you", "It has left"),
                CAMPAIGN,
                changed(CAMPAIGN, "expiry: 48h", "expiry: 48h\nfreshness: 1h")));
    assertThat(released.anew()).isEqualTo(2);
    assertThat(corridor.outreach("kari")).containsExactly("thank-you held being_redecided");
    corridor.clock.tick(Duration.ofHours(9));
    corridor.dispatcher.drain(now());
    assertThat(corridor.mailsTo("kari")).as("not before it is decided").isEmpty();
    corridor.settle();
    assertThat(corridor.mailsTo("kari")).containsExactly("It has left");
    assertThat(corridor.texts("select count(*)::text from outreach")).containsExactly("2");
    assertThat(revisions()).containsExactly(released.revision());
    morning();
    assertThat(corridor.mailsTo("kari")).hasSize(1);
  }

  @Test
  void what_the_rules_do_not_want_any_more_is_taken_back_and_says_why() {
    publish(
        Map.of(
            RULES,
            changed(
                RULES,
                "  a purchase was completed\n",
                "  a purchase was completed\n  the customer's tier is \"gold\"\n"),
            "thanks/scenarios.yaml",
            changed("thanks/scenarios.yaml", "customer: {id", "customer: {tier: gold, id")));
    morning();
    assertThat(corridor.outreach("kari")).containsExactly("thank-you cancelled republished");

    corridor.customer(
        Map.of(
            "id", "mei", "tier", "gold", "email", "mei@customers.example", "zone", "Europe/Oslo"));
    corridor.clock.tick(Duration.ofHours(13));
    order("mei", "A-3");
    publish(Map.of(CAMPAIGN, changed(CAMPAIGN, "status: live", "status: shadow")));
    morning();
    assertThat(corridor.outreach("mei")).containsExactly("thank-you cancelled shadow");
  }

  @Test
  void while_its_campaign_is_stopped_it_waits_and_is_decided_when_that_goes_on() {
    Released released = publish(Map.of(SmallRules.TEXT, SmallRules.words("has left")));
    switchboard.stop("thanks", Switchboard.Waiting.HOLD, "", OPS, now());
    morning();
    assertThat(corridor.outreach("kari")).containsExactly("thank-you held being_redecided");
    switchboard.release("thanks", OPS, now());
    corridor.settle();
    assertThat(corridor.outreach("kari")).containsExactly("thank-you sent");
    assertThat(revisions()).containsExactly(released.revision());
  }

  @Test
  void whom_a_small_start_has_not_reached_gets_what_was_decided_first() {
    String before = revisions().get(0);
    Released released =
        publish(
            Map.of(SmallRules.TEXT, SmallRules.words("has left").replace("Thank", "Thanks to")),
            new Choice(Waiting.REDECIDE, null, null, new Start.Customers(1), null, null));
    morning();
    List<String> subjects = new ArrayList<>(corridor.mailsTo("kari"));
    subjects.addAll(corridor.mailsTo("ola"));
    assertThat(subjects).containsExactlyInAnyOrder("Thank you", "Thanks to you");
    assertThat(revisions()).containsExactlyInAnyOrder(before, released.revision());
  }

  @Test
  void a_node_that_ends_in_between_leaves_the_rest_to_another() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      corridor.customer("c" + i);
      events.add(
          new Event(
              "shop",
              "o" + i,
              "purchase.completed",
              new Subject.OfCustomer("c" + i),
              now(),
              Map.of("order", "B-" + i)));
    }
    corridor.postAll(events);
    Released released = publish(Map.of(SmallRules.TEXT, SmallRules.words("has left")));
    assertThat(released.anew()).isEqualTo(702);

    Rulebooks other = new Rulebooks(corridor.db);
    other.resume();
    new Tick(
            new Intake(corridor.db, corridor.transaction, other, () -> {}),
            new Sweeper(corridor.db, corridor.transaction, other, () -> {}),
            at -> {})
        .at(now());
    assertThat(
            corridor.texts(
                "select state || ' ' || reason || ' ' || count(*) from outreach group by state, reason"))
        .containsExactly("scheduled quiet_hours 702");
    assertThat(revisions()).containsExactly(released.revision());
  }

  @Test
  void a_call_a_gesture_and_what_follows_from_an_outage_are_decided_anew_too() {
    Map<String, String> first = several("line faults", "100");
    publish(first);
    corridor.customer("aino", "circuit:1");
    corridor.post(
        "incident.opened",
        "incident:N-7",
        Map.of("service", "broadband", "scopes", List.of("circuit:1")));
    corridor.advance(Duration.ofMinutes(20));
    corridor.post("incident.restored", "incident:N-7", Map.of());
    corridor.advance(Duration.ofMinutes(30));
    corridor.post("ticket.closed", "customer:kari", Map.of("ticket", "T-1"));
    assertThat(corridor.outreach("aino")).containsExactly("sorry scheduled quiet_hours");

    Released released = publish(several("billing", "250"));
    assertThat(released.anew()).isEqualTo(4);
    corridor.settle();
    assertThat(corridor.texts("select skill from call_task")).containsExactly("billing");
    assertThat(corridor.texts("select trunc(amount)::text from gesture")).containsExactly("250");
    assertThat(corridor.texts("select state || ' ' || reason from outreach"))
        .containsOnly("scheduled quiet_hours");
    assertThat(revisions()).containsExactly(released.revision());
  }

  private static Map<String, String> several(String skill, String amount) {
    String rules =
        """
        rule "thank for an order"
        when
          a purchase was completed
        then
          send "thank-you"
        end

        rule "call"
        when
          a ticket was closed
        then
          ask an agent who knows "%s" to call within 4 hours with the script "thank-you"
        end

        rule "sorry"
        when
          an outage of the customer's service is over
        then
          give %s NOK with the message "sorry"
        end
        """
            .formatted(skill, amount);
    return Map.of(
        RULES,
        rules,
        CAMPAIGN,
        changed(
            CAMPAIGN,
            "triggers: [purchase.completed]",
            "triggers: [purchase.completed, ticket.closed, incident.restored]"),
        SmallRules.TEXT,
        "---\nsubject: Thank you\ncall: Say thanks.\n---\nThank you.\n",
        "thanks/messages/sorry/en.md",
        "---\nsubject: Sorry\n---\nYou get {{gesture.amount}}.\n");
  }

  @Test
  void decided_again_later_it_comes_out_byte_for_byte() {
    Random random = new Random(1);
    for (String id : List.of("aino", "mei", "liisa", "jan")) {
      corridor.customer(id, "circuit:1");
    }
    List<Start> starts = Arrays.asList(null, null, new Start.Customers(3), new Start.Share(4_000));
    Instant begin = now().minus(Duration.ofDays(1));
    for (int step = 0; step < 45; step++) {
      happens(random, step);
      if (random.nextInt(4) == 0) {
        Start start = starts.get(random.nextInt(starts.size()));
        publish(
            wording(step, random.nextInt(3)),
            new Choice(Waiting.REDECIDE, null, null, start, null, null));
        // Something else may come in before it is decided anew.
        happens(random, 1_000 + step);
      }
      corridor.advance(Duration.ofMinutes(20 + random.nextInt(600)));
    }
    Replay replay = new Replay(corridor.db, corridor.rulebooks);
    List<Stored> stored =
        new Decisions(corridor.db).find(new Decisions.Interest(null, null, begin, now(), 10_000));
    Map<String, Integer> seen = new TreeMap<>();
    for (Stored one : stored) {
      var again = ((Replay.Made) replay.of(one, null)).explanation().decision();
      assertThat(Json.write(Json.map(again.why()))).as("%s", one).isEqualTo(Json.write(one.why()));
      for (Map<String, Object> verdict : Replay.verdicts(one)) {
        String what = verdict.get("verdict") + " " + verdict.get("reason");
        seen.merge((one.anew() == null ? "" : "anew ") + what, 1, Integer::sum);
      }
    }
    System.out.println("redecided: " + stored.size() + " decisions, " + seen);
    assertThat(seen)
        .containsKeys(
            "send null",
            "hold quiet_hours",
            "drop not_yet",
            "drop cap_reached",
            "anew send null",
            "anew hold quiet_hours",
            "anew drop not_yet");
    Why.Question question = new Why.Question("kari", "thanks", null, null, begin, now());
    assertThat(new Why(corridor.db, corridor.rulebooks).answer(question).decisions())
        .extracting(Account.Decided::happened)
        .contains("a completed purchase, decided anew");
  }

  private void happens(Random random, int n) {
    List<String> customers = List.of("kari", "ola", "aino", "mei", "liisa", "jan");
    for (int i = 0; i <= random.nextInt(3); i++) {
      String customer = customers.get(random.nextInt(customers.size()));
      if (random.nextInt(3) == 0) {
        corridor.post(
            "ticket.closed", "customer:" + customer, Map.of("ticket", "T-" + n + "-" + i));
      } else {
        order(customer, "O-" + n + "-" + i);
      }
    }
    if (random.nextInt(8) == 0) {
      corridor.post(
          "incident." + (random.nextBoolean() ? "opened" : "restored"),
          "incident:N-1",
          Map.of("service", "broadband", "scopes", List.of("circuit:1")));
    }
  }

  /** What is said, how many a week, and whether anything is said of tickets, differs. */
  private static Map<String, String> wording(int n, int kind) {
    Map<String, String> files = new HashMap<>(several("skill " + n, "1" + (n + 10)));
    String rules = files.get(RULES);
    files.put(
        RULES,
        switch (kind) {
          case 0 -> rules;
          case 1 -> rules.replace("send \"thank-you\"", "send \"thanks\"");
          default ->
              rules.replace(
                  "a ticket was closed\n",
                  "a ticket was closed\n  the customer is in no open outage\n");
        });
    files.put("thanks/messages/thanks/en.md", SmallRules.words("left " + n));
    files.put(SmallRules.TEXT, files.get(SmallRules.TEXT) + "\n" + n + "\n");
    if (kind == 1) {
      files.put(
          "thanks/scenarios.yaml",
          changed("thanks/scenarios.yaml", "message: thank-you", "message: thanks"));
    } else {
      files.put("thanks/scenarios.yaml", SmallRules.folder().files().get("thanks/scenarios.yaml"));
    }
    return files;
  }
}
