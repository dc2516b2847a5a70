package org.beforehand.decide;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.beforehand.customer.Dossier;
import org.jspecify.annotations.Nullable;

/**
 * A decision, and what each rule that was asked answered.
 *
 * @param answers by campaign, and within it in the order in which the rules were written
 */
public record Explanation(Decision decision, List<Answer> answers) {

  /** What a rule answered. */
  public sealed interface Answer {

    WrittenRule rule();

    /** In words: what held, or what did not and how it was instead. */
    String said();
  }

  /** All its conditions held. */
  public record Fired(WrittenRule rule) implements Answer {
    @Override
    public String said() {
      return "it applied";
    }
  }

  /**
   * All its conditions held, but so did those of a row above it, and only the first counts.
   *
   * @param by the row that counts
   */
  public record Outdone(WrittenRule rule, String by) implements Answer {
    @Override
    public String said() {
      return "it applied, but \"" + by + "\" stands above it, and only the first row counts";
    }
  }

  /**
   * A condition did not hold; those above it did.
   *
   * @param actual how it was instead, in words
   */
  public record SaidNo(WrittenRule rule, Condition condition, String actual) implements Answer {
    @Override
    public String said() {
      return "\"" + condition.text() + "\" did not hold: " + actual;
    }
  }

  /** It did not apply, and is not made of sentences. */
  public record Opaque(WrittenRule rule) implements Answer {
    @Override
    public String said() {
      return "it did not apply; it is written by engineers and cannot say which part did not hold";
    }
  }

  /** It could not be asked. */
  public record Failed(WrittenRule rule, String what) implements Answer {
    @Override
    public String said() {
      return "it could not be asked: " + what;
    }
  }

  /**
   * Decides as {@link Decider#decide} does, and says what every rule answered. Pure.
   *
   * @param campaign the one campaign that is asked about, or null for all that listen
   */
  public static Explanation of(
      Happening happening,
      Dossier dossier,
      Rulebook rulebook,
      Instant at,
      @Nullable String campaign) {
    Decision decision = Decider.decide(happening, dossier, rulebook, at);
    List<Answer> answers = new ArrayList<>();
    Trigger trigger = rulebook.trigger(happening.trigger());
    if (trigger != null) {
      String only = happening.campaign();
      for (String listening : trigger.campaigns()) {
        if ((only == null || only.equals(listening))
            && (campaign == null || campaign.equals(listening))) {
          Happening heard = Decider.asHeard(happening);
          Dossier seen = happening.seenFrom(dossier).in(decision.zone(), decision.working());
          answers.addAll(answers(trigger.steps(listening), heard, seen, decision));
        }
      }
    }
    return new Explanation(decision, List.copyOf(answers));
  }

  private static List<Answer> answers(
      Steps steps, Happening happening, Dossier dossier, Decision decision) {
    List<Answer> answers = new ArrayList<>();
    try {
      Steps.Reached reached = steps.reached(happening, dossier);
      for (WrittenRule rule : steps.rules()) {
        answers.add(answer(rule, steps, reached, new ActualValues(happening, dossier), decision));
      }
    } catch (RuntimeException | StackOverflowError fault) {
      String what = Decider.describe(fault);
      steps.rules().forEach(rule -> answers.add(new Failed(rule, what)));
    }
    return answers;
  }

  private static Answer answer(
      WrittenRule rule,
      Steps steps,
      Steps.Reached reached,
      ActualValues values,
      Decision decision) {
    if (decision.fired().contains(rule.name())) {
      String by = steps.outdoneBy(rule.name(), decision.fired());
      return by == null ? new Fired(rule) : new Outdone(rule, by);
    }
    for (Decision.Fault fault : decision.faults()) {
      if (fault.campaign().equals(rule.campaign())) {
        return new Failed(rule, fault.what());
      }
    }
    Condition no = reached.no(rule);
    return no == null ? new Opaque(rule) : new SaidNo(rule, no, values.of(no));
  }
}
