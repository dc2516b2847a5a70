package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.beforehand.decide.Cases.AT;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.junit.jupiter.api.Test;

/** One campaign's faults are its own; the same question has the same answer. */
class DeciderTest {

  private static final String POLICY =
      """
      company: {name: Fjordlink, zone: Europe/Oslo}
      windows: [{hours: any}]
      """;

  private static final String GOOD =
      """
      rule "thank"
      when
        Event(type == "call.dropped")
      then
        insert(new Proposal.Message("thanks"));
      end
      """;

  private static Map<String, String> folder(String... campaignsAndRules) {
    Map<String, String> files = new HashMap<>();
    files.put("contact-policy.yaml", POLICY);
    files.put("vocabulary.dsl", "[when]a call was dropped=Event(type == \"call.dropped\")\n");
    for (int i = 0; i < campaignsAndRules.length; i += 2) {
      files.put(campaignsAndRules[i] + "/campaign.yaml", campaign("live"));
      files.put(campaignsAndRules[i] + "/rules.drl", campaignsAndRules[i + 1]);
    }
    return files;
  }

  private static String campaign(String status) {
    return "title: T\nowner: tests\npurpose: service\nstatus: "
        + status
        + "\ntriggers: [call.dropped]\nkey: event\n";
  }

  private static Decision decide(Map<String, String> files) {
    Event event =
        new Event(
            "test",
            "1",
            "call.dropped",
            new Subject.OfCustomer("kari"),
            AT,
            Map.of("waited", "long"));
    return Decider.decide(
        Happening.of(event), Cases.dossier(), Rulebook.compile(RuleFolder.of(files)), AT);
  }

  private static List<String> rules(Decision decision) {
    return decision.judgements().stream()
        .filter(Judgement.Go.class::isInstance)
        .map(judgement -> ((Judgement.Go) judgement).candidate().rule())
        .toList();
  }

  private static void onlyTheGoodOneSpeaks(Decision decision, String what) {
    assertThat(rules(decision)).containsExactly("good: thank");
    assertThat(decision.fired()).containsExactly("good: thank");
    assertThat(decision.faults()).hasSize(1);
    assertThat(decision.faults().get(0).campaign()).isEqualTo("bad");
    assertThat(decision.faults().get(0).what()).contains(what);
  }

  @Test
  void a_condition_that_throws_silences_its_own_campaign_only() {
    String bad =
        """
        rule "throws"
        when
          Event(((String) data.get("nothing")).length() > 3)
        then
          insert(new Proposal.Message("never"));
        end
        rule "thanks too"
        when
          Event(type == "call.dropped")
        then
          insert(new Proposal.Message("thanks"));
        end
        """;
    onlyTheGoodOneSpeaks(decide(folder("bad", bad, "good", GOOD)), "threw");
  }

  @Test
  void an_action_that_throws_silences_its_own_campaign_only() {
    String bad =
        """
        rule "throws"
        when
          Event()
        then
          throw new IllegalStateException("kari@example.org");
        end
        """;
    Decision decision = decide(folder("bad", bad, "good", GOOD));
    onlyTheGoodOneSpeaks(decision, "IllegalStateException");
    assertThat(decision.why()).doesNotContain("kari@example.org");
  }

  @Test
  void rules_that_recurse_until_the_stack_is_full_silence_their_own_campaign_only() {
    String bad =
        """
        function int deeper(int n) { return deeper(n + 1) + 1; }
        rule "deep"
        when
          Event()
        then
          deeper(0);
        end
        """;
    onlyTheGoodOneSpeaks(decide(folder("bad", bad, "good", GOOD)), "StackOverflowError");
  }

  @Test
  void rules_that_do_not_end_are_stopped() {
    String bad =
        """
        rule "begin"
        when
          Event()
        then
          insert(new Proposal.Message("m0"));
        end
        rule "and again"
        when
          p: Proposal.Message()
        then
          insert(new Proposal.Message(p.message() + "m"));
        end
        """;
    onlyTheGoodOneSpeaks(decide(folder("bad", bad, "good", GOOD)), "had not ended");
  }

  @Test
  void the_order_of_the_answer_does_not_depend_on_chance() {
    Map<String, String> files =
        folder("good", GOOD, "also", GOOD.replace("\"thank\"", "\"a\""), "third", GOOD);
    Decision first = decide(files);
    assertThat(rules(first)).containsExactly("also: a", "good: thank", "third: thank");
    for (int i = 0; i < 20; i++) {
      assertThat(decide(files).why()).isEqualTo(first.why());
    }
  }

  @Test
  void a_draft_does_not_run_and_a_shadow_sends_nothing() {
    Map<String, String> files = folder("good", GOOD, "other", GOOD);
    files.put("other/campaign.yaml", campaign("draft"));
    assertThat(decide(files).fired()).containsExactly("good: thank");
    files.put("other/campaign.yaml", campaign("shadow"));
    Decision decision = decide(files);
    assertThat(decision.fired()).containsExactly("good: thank", "other: thank");
    assertThat(rules(decision)).containsExactly("good: thank");
  }

  private static String verdict(Map<String, String> files) {
    Judgement judgement = decide(files).judgements().get(0);
    return judgement instanceof Judgement.No no
        ? no.gate() + " " + no.reason().word() + " " + no.candidate().due()
        : "go";
  }

  @Test
  void a_shadow_says_what_would_have_happened() {
    Map<String, String> files = folder("good", GOOD);
    files.put("good/campaign.yaml", campaign("shadow"));
    assertThat(verdict(files)).isEqualTo("active shadow " + AT);
    assertThat(decide(files).why()).contains("\"due\":\"" + AT, "\"channel\":\"email\"");
    // The hours at which it may leave count for it as for any other.
    files.put("contact-policy.yaml", POLICY.replace("hours: any", "hours: \"18:00-19:00\""));
    assertThat(verdict(files)).isEqualTo("active shadow 2026-03-12T17:00:00Z");
    // And any other gate's no is its no.
    files.put("contact-policy.yaml", POLICY + "consent-by-default: [requested]\n");
    assertThat(verdict(files)).startsWith("consent no_opt_in");
    files.put("good/campaign.yaml", campaign("paused"));
    assertThat(verdict(files)).startsWith("active not_live");
  }

  @Test
  void a_shadow_takes_no_room_from_a_live_campaign() {
    Map<String, String> files = folder("a", GOOD, "b", GOOD);
    files.put("a/campaign.yaml", campaign("shadow") + "priority: 9\n");
    files.put(
        "contact-policy.yaml", POLICY + "caps: [{purposes: [service], most: 1, within: 7d}]\n");
    assertThat(rules(decide(files))).containsExactly("b: thank");
  }

  @Test
  void each_trigger_may_have_an_age_of_its_own() {
    Map<String, String> files = folder("good", GOOD);
    String fresh = campaign("live") + "freshness: {call.dropped: 4h}\n";
    files.put("good/campaign.yaml", fresh);
    Campaign campaign = Rulebook.compile(RuleFolder.of(files)).campaigns().get("good");
    assertThat(campaign.freshness().of("call.dropped")).hasHours(4);
    assertThat(campaign.freshness().of("ticket.closed")).hasHours(24);
    files.put("good/campaign.yaml", fresh.replace("{call.dropped", "{call.droped"));
    assertThatThrownBy(() -> Rulebook.compile(RuleFolder.of(files)))
        .hasMessageContaining("did you mean \"call.dropped\"?");
  }
}
