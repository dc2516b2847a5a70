package org.beforehand.decide;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.beforehand.fact.Money;
import org.beforehand.goodwill.Budget;
import org.jspecify.annotations.Nullable;

/**
 * A compiled rules folder: a value. One KieBase per trigger, so that an event pays for the rules
 * that listen to it and not for all.
 */
public final class Rulebook {

  private final RuleFolder folder;
  private final ContactPolicy policy;
  private final Map<String, Campaign> campaigns;
  private final List<RuleCode> codes;
  private final Map<String, List<RuleCode>> byCampaign;
  private final Map<String, Trigger> triggers;

  Rulebook(
      RuleFolder folder,
      ContactPolicy policy,
      Map<String, Campaign> campaigns,
      List<RuleCode> codes,
      Map<String, Trigger> triggers) {
    this.folder = folder;
    this.policy = policy;
    this.campaigns = Collections.unmodifiableMap(campaigns);
    this.codes = List.copyOf(codes);
    this.byCampaign = codes.stream().collect(Collectors.groupingBy(code -> code.campaign().name()));
    this.triggers = Map.copyOf(triggers);
  }

  /**
   * Compiles everything or nothing.
   *
   * @throws RulesRefused with every problem found
   */
  public static Rulebook compile(RuleFolder folder) {
    return compile(folder, null);
  }

  /**
   * The same, and campaigns that are written as they were in an earlier rulebook are not read
   * again, nor is compiled what only they listen to.
   *
   * @throws RulesRefused with every problem found
   */
  public static Rulebook compile(RuleFolder folder, @Nullable Rulebook earlier) {
    return new Compilation(folder, earlier).rulebook();
  }

  /**
   * The same rules with every campaign live, drafts and paused ones too: a campaign must hold what
   * its scenarios say whether or not it acts today.
   *
   * @throws RulesRefused if a draft does not compile
   */
  public Rulebook rehearsal() {
    if (campaigns.values().stream().allMatch(one -> one.status() == Campaign.Status.LIVE)) {
      return this;
    }
    Map<String, Campaign> live = new LinkedHashMap<>();
    campaigns.forEach((name, campaign) -> live.put(name, campaign.as(Campaign.Status.LIVE)));
    return new Rulebook(folder, policy, live, codes, Compilation.triggers(codes, live, triggers()));
  }

  /**
   * The same rules, deciding the same, whose decisions also record how far each rule came; see
   * {@link WrittenRule#step}. It costs time, so it is for those who want to know.
   */
  public Rulebook stepped() {
    return new Rulebook(
        folder,
        policy,
        campaigns,
        codes,
        Compilation.triggers(codes.stream().map(RuleCode::stepped).toList(), campaigns, List.of()));
  }

  /**
   * The same rules where these campaigns leave everybody out, and the others nobody, whatever their
   * shares are: a scenario says itself whether its customer is held out. Nor does anything gather,
   * or is spread: it speaks of one message, and of when that could leave, not of its customer's
   * place in the time after an opening.
   */
  public Rulebook holdingOut(Set<String> these) {
    Map<String, Campaign> all = new LinkedHashMap<>();
    campaigns.forEach(
        (name, campaign) ->
            all.put(
                name,
                campaign.holdingOut(these.contains(name) ? Holdout.EVERYBODY : Holdout.NOBODY)));
    return new Rulebook(folder, policy.holdingOut(Holdout.NOBODY).atOnce(), all, codes, triggers);
  }

  /** The same rules in an installation that may reach only these. */
  Rulebook limitedTo(OnlyTo these) {
    return in(policy.now().limitedTo(these));
  }

  /** The same rules while these campaigns are stopped. */
  Rulebook stopping(Stopped these) {
    return in(policy.now().stopping(these));
  }

  /** The same rules where campaigns that begin small reach only these. */
  Rulebook beginning(Starts these) {
    return in(policy.now().beginning(these));
  }

  /** The same rules while these messages are silenced. */
  public Rulebook silencing(Silences these) {
    return in(policy.now().silencing(these));
  }

  /** The same rules without money for these either. */
  public Rulebook refusing(Set<Funds.Want> these) {
    return in(policy.now().funding(policy.now().funds().refusing(these)));
  }

  /** The same rules where so much is left of these budgets. */
  public Rulebook leaving(Map<String, Money> these) {
    return in(policy.now().funding(policy.now().funds().leaving(these)));
  }

  private Rulebook in(Circumstances now) {
    return policy.now().equals(now)
        ? this
        : new Rulebook(folder, policy.in(now), campaigns, codes, triggers);
  }

  /**
   * The same rules as they stood when something was decided, by what was recorded of it.
   *
   * @param stopped the campaigns that were stopped
   * @param notYet those that had begun small, and did not reach this customer yet
   * @param silences those that held something
   * @param unpaid what there was no money for
   */
  public Rulebook asRecorded(
      Set<String> stopped, Set<String> notYet, Silences silences, Set<Funds.Want> unpaid) {
    return stopping(new Stopped(stopped))
        .beginning(Starts.outside(notYet))
        .silencing(silences)
        .refusing(unpaid);
  }

  /** The revision's name: a hash of everything the folder held. */
  public String revision() {
    return folder.hash();
  }

  /** The files it was compiled from. */
  public RuleFolder folder() {
    return folder;
  }

  public ContactPolicy policy() {
    return policy;
  }

  /** Every campaign by name, drafts too. */
  public Map<String, Campaign> campaigns() {
    return campaigns;
  }

  /** Every rule, drafts' too, as it was written. */
  public List<WrittenRule> rules() {
    return codes.stream().flatMap(code -> code.rules().stream()).toList();
  }

  /** A campaign's rules, as they were written. */
  public List<WrittenRule> rules(String campaign) {
    return codes(campaign).stream().flatMap(code -> code.rules().stream()).toList();
  }

  /** What is defined for all campaigns, and which rules say it. */
  public List<Definition> definitions() {
    Map<String, String> files = folder.files();
    return Definitions.used(
        Vocabulary.read(Compilation.required(files, Vocabulary.FILE)), files, rules());
  }

  /** What the folder says there is to ask for. */
  public List<Declared> declared() {
    return DictionaryFile.read(folder.files());
  }

  /** The traits and fields that a campaign's sentences and tables name. */
  public List<Mention> mentions(String campaign) {
    return byCampaign.getOrDefault(campaign, List.of()).stream()
        .flatMap(code -> code.mentions().stream())
        .toList();
  }

  /** The traits and fields that definitions name, for all campaigns. */
  public List<Mention> definedMentions() {
    Map<String, String> files = folder.files();
    return Definitions.mentions(
        Vocabulary.read(Compilation.required(files, Vocabulary.FILE)), files);
  }

  /** Every decision table, drafts' too. */
  public List<RuleSheet> tables() {
    return codes.stream().flatMap(code -> Stream.ofNullable(code.table())).toList();
  }

  /** Whether any campaign listens to this event type. */
  public boolean listensTo(String type) {
    return triggers.containsKey(type);
  }

  /** The event types whose history is asked for to decide about any of these triggers. */
  public Set<String> eventTypes(Iterable<String> itsTriggers) {
    Set<String> types = new TreeSet<>();
    for (String type : itsTriggers) {
      Trigger trigger = triggers.get(type);
      if (trigger != null) {
        types.addAll(trigger.eventTypes());
        types.addAll(badMomentsRead(trigger.campaigns()));
      }
    }
    return types;
  }

  /** What the bad moments that any of these campaigns may meet ask of a history. */
  public Set<String> badMomentsRead(Iterable<String> these) {
    Set<String> read = new TreeSet<>();
    for (String name : these) {
      Campaign campaign = campaigns.get(name);
      if (campaign != null) {
        policy.badMoments().stream()
            .filter(moment -> moment.muted().mayBe(campaign))
            .forEach(moment -> read.addAll(moment.trouble().reads()));
      }
    }
    return read;
  }

  /** The moments in which a colleague may call instead of what this campaign says, by name. */
  public List<String> calledInstead(Campaign campaign) {
    return policy.badMoments().stream()
        .filter(moment -> moment.then() instanceof BadMoment.Call)
        .filter(moment -> moment.muted().mayBe(campaign))
        .map(BadMoment::name)
        .toList();
  }

  /** Where the policy leaves out a campaign whose name looks misspelt. */
  public List<Problem> misspeltExceptions() {
    return BadMomentFile.misspelt(policy.badMoments(), campaigns.keySet());
  }

  /** Whether any rule gives from a budget that can run out: then customers hang on each other. */
  public boolean sharesMoney() {
    return codes.stream()
        .flatMap(code -> BudgetUse.of(code).stream())
        .map(use -> policy.budgets().get(use.budget()))
        .anyMatch(budget -> budget != null && budget.limited());
  }

  /** What colleagues may grant by hand, of campaigns that are live, in the order of campaigns. */
  public List<Grantable> grantable() {
    List<Grantable> all = new ArrayList<>();
    for (BudgetUse use : codes.stream().flatMap(code -> BudgetUse.of(code).stream()).toList()) {
      Campaign campaign = campaigns.get(use.code().campaign().name());
      Budget budget = policy.budgets().get(use.budget());
      if (use.granted() != null
          && budget != null
          && campaign != null
          && campaign.status() == Campaign.Status.LIVE) {
        all.add(new Grantable(campaign.name(), use.granted(), budget));
      }
    }
    return all;
  }

  /** A campaign's rules, as they are compiled. */
  List<RuleCode> codes(String campaign) {
    return byCampaign.getOrDefault(campaign, List.of());
  }

  Collection<Trigger> triggers() {
    return triggers.values();
  }

  @Nullable Trigger trigger(String type) {
    return triggers.get(type);
  }
}
