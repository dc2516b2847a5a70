package org.beforehand.studio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Candidate;
import org.beforehand.decide.Decider;
import org.beforehand.decide.Decision;
import org.beforehand.decide.Explanation;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.decide.Promise;
import org.beforehand.decide.Rulebook;
import org.beforehand.deliver.MessageFacts;
import org.beforehand.deliver.Messages;
import org.beforehand.deliver.Rendering;
import org.beforehand.fact.GestureKind;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Proposal;
import org.beforehand.studio.Scenario.Expectation;
import org.jspecify.annotations.Nullable;

/**
 * Scenarios put to the real decider, and what it would send written by the real messages.
 *
 * @param rulebook holding nobody out
 * @param messages null where they cannot be read, and nothing is written
 */
record Trial(Rulebook rulebook, @Nullable Messages messages) {

  /**
   * What came of a scenario.
   *
   * @param fired the rules that fired, by full name
   * @param failure what was expected and what came instead; null where they agree
   * @param line where that was expected
   */
  record Result(List<String> fired, @Nullable String failure, int line) {}

  /** Tries it, and what it goes on with until something fails. */
  Result of(Scenario scenario) {
    Rulebook rules =
        (scenario.heldOut() ? rulebook.holdingOut(Set.of(scenario.campaign())) : rulebook)
            .leaving(scenario.left())
            .silencing(scenario.silences());
    List<String> fired = new ArrayList<>();
    Course course = new Course(scenario);
    Scenario now = scenario;
    for (int step = 0; ; step++) {
      Decision decision = Decider.decide(now.happening(), now.dossier(), rules, now.at());
      fired.addAll(decision.fired());
      String failure = failure(now, decision, ours(now, decision));
      if (failure != null || step == scenario.then().size()) {
        return new Result(fired, failure, now.line());
      }
      Sequel sequel = scenario.then().get(step);
      Course.Next next = course.after(decision, now, sequel);
      if (next instanceof Course.Next.Never never) {
        return new Result(
            fired, "scenario \"" + scenario.name() + "\" fails: " + never.why(), sequel.line());
      }
      now = ((Course.Next.Goes) next).on();
    }
  }

  private static List<Judgement> ours(Scenario scenario, Decision decision) {
    return decision.judgements().stream()
        .filter(one -> candidate(one).campaign().name().equals(scenario.campaign()))
        .toList();
  }

  private @Nullable String failure(
      Scenario scenario, Decision decision, List<Judgement> judgements) {
    for (Decision.Fault fault : decision.faults()) {
      if (fault.campaign().equals(scenario.campaign())) {
        return "scenario \"" + scenario.name() + "\" fails: " + fault.what();
      }
    }
    List<Map<String, String>> actual =
        judgements.stream().map(one -> Outcome.of(one, scenario.moments())).toList();
    if (!agree(scenario.expected(), actual)) {
      return "scenario \""
          + scenario.name()
          + "\" fails: expected "
          + shown(scenario.expected().stream().map(Expectation::fields).toList())
          + ", found "
          + shown(actual)
          + whatSaidNo(scenario, actual);
    }
    for (Judgement judgement : judgements) {
      String hole = judgement instanceof Judgement.Go go ? hole(scenario, go) : null;
      if (hole != null) {
        return "scenario \"" + scenario.name() + "\" fails: " + hole;
      }
    }
    return null;
  }

  private static Candidate candidate(Judgement judgement) {
    return judgement instanceof Judgement.Go go
        ? go.candidate()
        : ((Judgement.No) judgement).candidate();
  }

  /** Each expectation is met by an outcome of its own, and no outcome is left over. */
  private static boolean agree(List<Expectation> expected, List<Map<String, String>> actual) {
    if (expected.size() != actual.size()) {
      return false;
    }
    if (expected.isEmpty()) {
      return true;
    }
    Expectation first = expected.get(0);
    for (int i = 0; i < actual.size(); i++) {
      if (first.metBy(actual.get(i))) {
        List<Map<String, String>> left = new ArrayList<>(actual);
        left.remove(i);
        if (agree(expected.subList(1, expected.size()), left)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String shown(List<Map<String, String>> outcomes) {
    return outcomes.isEmpty()
        ? "nothing"
        : outcomes.stream().map(Scenario::shown).collect(Collectors.joining(" and "));
  }

  /** Of the rules from which more was expected, each with the first condition that said no. */
  private String whatSaidNo(Scenario scenario, List<Map<String, String>> actual) {
    if (scenario.expected().size() <= actual.size()) {
      return "";
    }
    Set<@Nullable String> named =
        scenario.expected().stream()
            .map(one -> one.fields().get("rule"))
            .collect(Collectors.toSet());
    return Explanation.of(
            scenario.happening(), scenario.dossier(), rulebook, scenario.at(), scenario.campaign())
        .answers()
        .stream()
        .filter(answer -> !(answer instanceof Explanation.Fired))
        .filter(answer -> named.contains(null) || named.contains(answer.rule().title()))
        .map(answer -> "; rule \"" + answer.rule().title() + "\"" + line(answer) + answer.said())
        .collect(Collectors.joining());
  }

  private static String line(Explanation.Answer answer) {
    return answer instanceof Explanation.SaidNo no
        ? ", line " + no.condition().line() + ": "
        : ": ";
  }

  /** What keeps the message from being written for this customer, or null. */
  private @Nullable String hole(Scenario scenario, Judgement.Go go) {
    Candidate candidate = go.candidate();
    if (messages == null || !(candidate.proposal() instanceof Proposal.Spoken proposal)) {
      return null;
    }
    MessageFacts.Gift promised =
        proposal instanceof Proposal.Gesture gesture ? gift(gesture, scenario) : null;
    MessageFacts facts =
        new MessageFacts(
            scenario.dossier().customer(),
            scenario.happening().event(),
            told(scenario, candidate),
            scenario.moments().zone(),
            new MessageFacts.Company(rulebook.policy().company(), rulebook.policy().phone()),
            promised,
            candidate.purpose().urgent() ? null : MessageFacts.EXAMPLE_LINK);
    // Which variant the customer of an example happens to draw says nothing about the others.
    for (String variant : wordings(candidate.campaign())) {
      Rendering rendering =
          messages.render(
              candidate.campaign().name(),
              proposal.message(),
              variant,
              scenario.dossier().customer().locale(),
              facts,
              Set.of(candidate.channel()));
      if (rendering instanceof Rendering.Unrenderable unrenderable) {
        return "the message \""
            + proposal.message()
            + (variant == null ? "\"" : "\" of variant " + variant)
            + " cannot be written: "
            + unrenderable.reason();
      }
    }
    return null;
  }

  /** A note does not speak of what it costs. */
  private static MessageFacts.@Nullable Gift gift(Proposal.Gesture gesture, Scenario scenario) {
    if (gesture.kind() == GestureKind.NOTE) {
      return null;
    }
    Proposal.Gesture.Coded coded = gesture.coded();
    return coded == null
        ? new MessageFacts.Gift(gesture.money(), null, null)
        : new MessageFacts.Gift(
            gesture.money(),
            MessageFacts.EXAMPLE_CODE,
            scenario.at().plus(Duration.ofDays(coded.days())));
  }

  private static List<@Nullable String> wordings(Campaign campaign) {
    List<@Nullable String> wordings = new ArrayList<>(campaign.experiment().variants().keySet());
    if (wordings.isEmpty()) {
      wordings.add(null);
    }
    return wordings;
  }

  /** The incident with what may be promised about it, as it would be written now. */
  private @Nullable Incident told(Scenario scenario, Candidate candidate) {
    Incident incident = scenario.happening().incident();
    return incident == null
        ? null
        : Promise.of(candidate, incident, scenario.dossier(), rulebook.policy(), scenario.at());
  }
}
