package org.beforehand.decide;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a rulebook of a folder, all or nothing. What is written as it was in an earlier rulebook is
 * not read again, nor is compiled what only such campaigns listen to.
 */
final class Compilation {

  private final RuleFolder folder;
  private final @Nullable Rulebook earlier;
  private final boolean sameLanguage;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Campaign> campaigns = new LinkedHashMap<>();
  private final List<RuleCode> codes = new ArrayList<>();

  Compilation(RuleFolder folder, @Nullable Rulebook earlier) {
    this.folder = folder;
    this.earlier = earlier;
    this.sameLanguage = earlier != null && earlier.folder().language().equals(folder.language());
  }

  /**
   * @throws RulesRefused with every problem found
   */
  Rulebook rulebook() {
    Map<String, String> files = folder.files();
    ContactPolicy policy =
        attempt(problems, () -> PolicyFile.read(required(files, ContactPolicy.FILE)));
    Vocabulary vocabulary =
        attempt(
            problems,
            () -> Definitions.added(Vocabulary.read(required(files, Vocabulary.FILE)), files));
    for (String name : folder.campaigns()) {
      campaign(name, vocabulary);
    }
    attempt(problems, () -> DictionaryFile.read(files));
    if (policy != null) {
      problems.addAll(BudgetUse.check(codes, policy.budgets()));
    }
    Map<String, Trigger> triggers =
        attempt(
            problems,
            () -> triggers(codes, campaigns, earlier == null ? List.of() : earlier.triggers()));
    if (!problems.isEmpty() || policy == null || triggers == null) {
      throw new RulesRefused(problems);
    }
    return new Rulebook(folder, policy, campaigns, codes, triggers);
  }

  private void campaign(String name, @Nullable Vocabulary vocabulary) {
    Map<String, String> files = folder.files();
    List<RuleCode> known = known(name);
    Campaign campaign =
        known.isEmpty()
            ? attempt(
                problems, () -> CampaignFile.read(name, required(files, name + "/campaign.yaml")))
            : known.get(0).campaign();
    if (campaign == null || vocabulary == null) {
      return;
    }
    campaigns.put(name, campaign);
    List<RuleCode> its =
        known.isEmpty()
            ? attempt(problems, () -> CampaignRules.read(campaign, files, vocabulary))
            : known;
    for (RuleCode code : its == null ? List.<RuleCode>of() : its) {
      codes.add(code);
      campaigns.put(name, code.campaign());
    }
  }

  /** The campaign's rules as they were; empty where they have to be read. */
  private List<RuleCode> known(String campaign) {
    return earlier != null
            && sameLanguage
            && folder.rulesOf(campaign).equals(earlier.folder().rulesOf(campaign))
        ? earlier.codes(campaign)
        : List.of();
  }

  /**
   * What the same campaigns listen to shares what is compiled of them, within one rulebook and from
   * one to the next.
   *
   * @param earlier what was compiled before
   * @throws RulesRefused if a campaign does not compile
   */
  static Map<String, Trigger> triggers(
      List<RuleCode> codes, Map<String, Campaign> campaigns, Iterable<Trigger> earlier) {
    Map<String, List<RuleCode>> byTrigger = new TreeMap<>();
    for (RuleCode code : codes) {
      Campaign campaign = campaigns.get(code.campaign().name());
      if (campaign != null && campaign.status() != Campaign.Status.DRAFT) {
        campaign
            .triggers()
            .forEach(type -> byTrigger.computeIfAbsent(type, t -> new ArrayList<>()).add(code));
      }
    }
    Map<List<RuleCode>, Trigger> compiled = new HashMap<>();
    earlier.forEach(trigger -> compiled.put(trigger.codes(), trigger));
    Map<String, Trigger> triggers = new TreeMap<>();
    Set<Problem> problems = new LinkedHashSet<>();
    byTrigger.forEach(
        (type, listening) -> {
          try {
            triggers.put(type, compiled.computeIfAbsent(listening, Trigger::compile));
          } catch (RulesRefused refused) {
            // An error is said once, however many types its campaign listens to.
            problems.addAll(refused.problems());
          }
        });
    if (!problems.isEmpty()) {
      throw new RulesRefused(List.copyOf(problems));
    }
    return triggers;
  }

  /**
   * A file that must be there.
   *
   * @throws RulesRefused if it is not
   */
  static String required(Map<String, String> files, String name) {
    String text = files.get(name);
    if (text == null) {
      throw YamlNode.refused(name, 1, "this file is missing");
    }
    return text;
  }

  /** Null where the step was refused; then its problems are among these. */
  static <T> @Nullable T attempt(List<Problem> problems, Supplier<T> step) {
    try {
      return step.get();
    } catch (RulesRefused refused) {
      problems.addAll(refused.problems());
      return null;
    }
  }
}
