package org.beforehand.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Policy;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.WrittenRule;

/**
 * How many are left of those whom a rule looked at: after each of its sentences, then after each
 * gate, and at last what is sent. Of a simulation whose rulebook was {@link Rulebook#stepped}.
 *
 * @param rule its full name
 * @param heard decisions in which the campaign had a say
 * @param sentences what is left after each; none for a rule that is not made of sentences
 * @param proposed what the rule, fired, asked for
 * @param gates what is left after each gate, and after whatever came later
 * @param waiting of what is left, what still waits at the end
 */
public record Funnel(
    String rule,
    Left heard,
    List<Step> sentences,
    Left proposed,
    List<Step> gates,
    Left waiting,
    Left sent) {

  /** So many occasions, of so many customers. */
  public record Left(long times, long customers) {
    static final Left NONE = new Left(0, 0);
  }

  /** What is left after a sentence or a gate; line 0 for a gate. */
  public record Step(String after, int line, Left left) {}

  /** What stops an outreach after the gates have let it go: it could not be written, or is void. */
  static final String LATER = "afterwards";

  /**
   * Draws one for each rule of a campaign that is no draft.
   *
   * @param heard by campaign
   * @param fired by the names of rules and steps
   * @param passed by rule: what is left after each gate, then what waits and what is sent
   */
  static List<Funnel> of(
      Rulebook rulebook,
      Map<String, Left> heard,
      Map<String, Left> fired,
      Map<String, SortedMap<Integer, Left>> passed) {
    List<Funnel> funnels = new ArrayList<>();
    List<String> gates = new ArrayList<>(Policy.gates());
    gates.add(LATER);
    for (WrittenRule rule : rulebook.rules()) {
      Campaign campaign = rulebook.campaigns().get(rule.campaign());
      if (campaign == null || campaign.status() == Campaign.Status.DRAFT) {
        continue;
      }
      List<Step> sentences = new ArrayList<>();
      for (int i = 0; i < rule.conditions().size(); i++) {
        var condition = rule.conditions().get(i);
        Left left = fired.getOrDefault(rule.step(i), Left.NONE);
        sentences.add(new Step(condition.text(), condition.line(), left));
      }
      SortedMap<Integer, Left> its = passed.getOrDefault(rule.name(), new TreeMap<>());
      Function<Integer, Left> after = n -> its.getOrDefault(n, Left.NONE);
      List<Step> stops = new ArrayList<>();
      for (int i = 0; i < gates.size(); i++) {
        stops.add(new Step(gates.get(i), 0, after.apply(i + 1)));
      }
      funnels.add(
          new Funnel(
              rule.name(),
              heard.getOrDefault(rule.campaign(), Left.NONE),
              sentences,
              after.apply(0),
              stops,
              after.apply(FunnelTable.WAITING),
              after.apply(FunnelTable.SENT)));
    }
    return funnels;
  }
}
