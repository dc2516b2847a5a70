package org.beforehand.decide;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.beforehand.decide.RuleSession.Proposed;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

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

  /** What listens to one event type. */
  static final class Trigger {
    private final List<RuleCode> codes;
    private final KieBase all;
    private final List<String> campaigns;
    private final List<List<String>> firstOf;
    private final Set<String> eventTypes = new TreeSet<>();
    private final Map<String, KieBase> alone = new ConcurrentHashMap<>();

    Trigger(List<RuleCode> codes, KieBase all) {
      this.codes = codes;
      this.all = all;
      this.campaigns = codes.stream().map(code -> code.campaign().name()).distinct().toList();
      this.firstOf = codes.stream().map(RuleCode::firstOf).filter(rows -> !rows.isEmpty()).toList();
      codes.forEach(code -> eventTypes.addAll(code.eventTypes()));
    }

    /**
     * @throws RulesRefused with every error, said of the campaign it is in
     */
    static Trigger compile(List<RuleCode> codes) {
      return new Trigger(codes, RuleCode.compile(codes));
    }

    KieBase all() {
      return all;
    }

    List<String> campaigns() {
      return campaigns;
    }

    /**
     * Of a table's rows of which only the first counts, what the later ones propose is left out.
     */
    List<Proposed> firstHits(List<Proposed> proposed) {
      List<Proposed> left = new ArrayList<>(proposed);
      for (List<String> rows : firstOf) {
        int first =
            left.stream()
                .mapToInt(one -> rows.indexOf(one.rule()))
                .filter(row -> row >= 0)
                .min()
                .orElse(-1);
        left.removeIf(one -> rows.indexOf(one.rule()) > first);
      }
      return left;
    }

    /** One campaign's rules by themselves; compiled when a fault must be isolated. */
    KieBase alone(String campaign) {
      return codes.size() == 1
          ? all
          : alone.computeIfAbsent(
              campaign,
              name ->
                  RuleCode.compile(
                      codes.stream().filter(code -> code.campaign().name().equals(name)).toList()));
    }
  }

  private Rulebook(
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
    List<Problem> problems = new ArrayList<>();
    Map<String, String> files = folder.files();
    ContactPolicy policy =
        attempt(problems, () -> PolicyFile.read(required(files, ContactPolicy.FILE)));
    Vocabulary vocabulary =
        attempt(
            problems,
            () -> Definitions.added(Vocabulary.read(required(files, Vocabulary.FILE)), files));
    Map<String, Campaign> campaigns = new LinkedHashMap<>();
    List<RuleCode> codes = new ArrayList<>();
    Unchanged unchanged = new Unchanged(folder, earlier);
    for (String name : folder.campaigns()) {
      List<RuleCode> known = unchanged.codes(name);
      Campaign campaign =
          known.isEmpty()
              ? attempt(
                  problems, () -> CampaignFile.read(name, required(files, name + "/campaign.yaml")))
              : known.get(0).campaign();
      if (campaign == null || vocabulary == null) {
        continue;
      }
      campaigns.put(name, campaign);
      List<RuleCode> itsCodes =
          known.isEmpty() ? attempt(problems, () -> code(campaign, files, vocabulary)) : known;
      for (RuleCode code : itsCodes == null ? List.<RuleCode>of() : itsCodes) {
        codes.add(code);
        campaigns.put(name, code.campaign());
      }
    }
    if (policy != null) {
      problems.addAll(BudgetUse.check(codes, policy.budgets()));
    }
    Map<String, Trigger> triggers = attempt(problems, () -> triggers(codes, campaigns, earlier));
    if (!problems.isEmpty() || policy == null || triggers == null) {
      throw new RulesRefused(problems);
    }
    return new Rulebook(folder, policy, campaigns, codes, triggers);
  }

  /** What an earlier rulebook made of campaigns that are written as they were. */
  private static final class Unchanged {
    private final RuleFolder folder;
    private final @Nullable RuleFolder before;
    private final Map<String, List<RuleCode>> codes;

    Unchanged(RuleFolder folder, @Nullable Rulebook earlier) {
      this.folder = folder;
      if (earlier != null && earlier.folder.language().equals(folder.language())) {
        this.before = earlier.folder;
        this.codes = earlier.byCampaign;
      } else {
        this.before = null;
        this.codes = Map.of();
      }
    }

    /** The campaign's rules as they were; empty where they have to be read. */
    List<RuleCode> codes(String campaign) {
      return before != null && folder.rulesOf(campaign).equals(before.rulesOf(campaign))
          ? codes.getOrDefault(campaign, List.of())
          : List.of();
    }
  }

  /**
   * What the same campaigns listen to shares what is compiled of them, within one rulebook and from
   * one to the next.
   */
  private static Map<String, Trigger> triggers(
      List<RuleCode> codes, Map<String, Campaign> campaigns, @Nullable Rulebook earlier) {
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
    if (earlier != null) {
      earlier.triggers.values().forEach(trigger -> compiled.put(trigger.codes, trigger));
    }
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
    return new Rulebook(folder, policy, live, codes, triggers(codes, live, this));
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
        triggers(codes.stream().map(RuleCode::stepped).toList(), campaigns, null));
  }

  /**
   * The same rules where these campaigns leave everybody out, and the others nobody, whatever their
   * shares are: a scenario says itself whether its customer is held out.
   */
  public Rulebook holdingOut(Set<String> these) {
    Map<String, Campaign> all = new LinkedHashMap<>();
    campaigns.forEach(
        (name, campaign) ->
            all.put(
                name,
                campaign.holdingOut(these.contains(name) ? Holdout.EVERYBODY : Holdout.NOBODY)));
    return new Rulebook(folder, policy.holdingOut(Holdout.NOBODY), all, codes, triggers);
  }

  /** The same rules in an installation that may reach only these. */
  Rulebook limitedTo(OnlyTo these) {
    return policy.onlyTo().equals(these)
        ? this
        : new Rulebook(folder, policy.limitedTo(these), campaigns, codes, triggers);
  }

  /** The same rules while these campaigns are stopped. */
  Rulebook stopping(Stopped these) {
    return policy.stopped().equals(these)
        ? this
        : new Rulebook(folder, policy.stopping(these), campaigns, codes, triggers);
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
    return byCampaign.getOrDefault(campaign, List.of()).stream()
        .flatMap(code -> code.rules().stream())
        .toList();
  }

  /** What is defined for all campaigns, and which rules say it. */
  public List<Definition> definitions() {
    Map<String, String> files = folder.files();
    return Definitions.used(Vocabulary.read(required(files, Vocabulary.FILE)), files, rules());
  }

  /** Every decision table, drafts' too. */
  public List<RuleSheet> tables() {
    return codes.stream().flatMap(code -> Stream.ofNullable(code.table())).toList();
  }

  /** Whether any campaign listens to this event type. */
  public boolean listensTo(String type) {
    return triggers.containsKey(type);
  }

  /** The event types whose history the rules for any of these triggers count. */
  public Set<String> eventTypes(Iterable<String> itsTriggers) {
    Set<String> types = new TreeSet<>();
    for (String type : itsTriggers) {
      Trigger trigger = triggers.get(type);
      if (trigger != null) {
        types.addAll(trigger.eventTypes);
      }
    }
    return types;
  }

  @Nullable Trigger trigger(String type) {
    return triggers.get(type);
  }

  private static List<RuleCode> code(
      Campaign campaign, Map<String, String> files, Vocabulary vocabulary) {
    String sentences = campaign.name() + "/rules.dslr";
    String engineers = campaign.name() + "/rules.drl";
    if (files.containsKey(sentences) && files.containsKey(engineers)) {
      throw YamlNode.refused(
          engineers, 1, "a campaign has rules.dslr or rules.drl; this one has both");
    }
    List<RuleCode> codes = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    if (files.containsKey(sentences)) {
      String text = files.get(sentences);
      SentenceRules rules = new SentenceRules(campaign.name(), sentences, vocabulary);
      String code = attempt(problems, () -> rules.toCode(text));
      codes.add(
          RuleCode.of(campaign, sentences, code == null ? "" : code, rules.conditions(), null));
    }
    if (files.containsKey(engineers)) {
      String text = files.get(engineers);
      String code =
          attempt(problems, () -> EngineersRules.toCode(campaign.name(), engineers, text));
      codes.add(RuleCode.of(campaign, engineers, code == null ? "" : code, Map.of(), null));
    }
    RuleCode table = attempt(problems, () -> table(campaign, files, vocabulary));
    if (table != null) {
      codes.add(table);
    }
    if (problems.isEmpty()) {
      onlyOnce(codes, problems);
    }
    if (!problems.isEmpty()) {
      throw new RulesRefused(problems);
    }
    if (codes.isEmpty()) {
      throw YamlNode.refused(
          sentences,
          1,
          "this file is missing: a campaign's rules stand in rules.dslr (sentences), or in "
              + TableRules.CSV
              + " or "
              + TableRules.XLSX
              + " (a decision table)");
    }
    return codes;
  }

  private static @Nullable RuleCode table(
      Campaign campaign, Map<String, String> files, Vocabulary vocabulary) {
    String csv = campaign.name() + "/" + TableRules.CSV;
    String xlsx = campaign.name() + "/" + TableRules.XLSX;
    String comma = files.get(csv);
    String sheet = files.get(xlsx);
    if (comma != null && sheet != null) {
      throw YamlNode.refused(xlsx, 1, "a campaign has one decision table; this one has two");
    }
    if (comma == null && sheet == null) {
      return null;
    }
    TableCells cells =
        comma != null
            ? TableCells.ofCsv(csv, comma)
            : Spreadsheet.read(xlsx, java.util.Objects.requireNonNull(sheet));
    return RuleCode.of(campaign, TableRules.render(campaign.name(), cells, vocabulary));
  }

  /** A name stands once in a campaign, in whichever of its files. */
  private static void onlyOnce(List<RuleCode> codes, List<Problem> problems) {
    Map<String, WrittenRule> seen = new HashMap<>();
    for (RuleCode code : codes) {
      for (WrittenRule rule : code.rules()) {
        WrittenRule other = seen.putIfAbsent(rule.name(), rule);
        if (other != null && !other.file().equals(rule.file())) {
          problems.add(
              new Problem(
                  rule.file(),
                  rule.line(),
                  "there is a rule of this name in " + other.file() + " already"));
        }
      }
    }
  }

  private static String required(Map<String, String> files, String name) {
    String text = files.get(name);
    if (text == null) {
      throw YamlNode.refused(name, 1, "this file is missing");
    }
    return text;
  }

  private static <T> @Nullable T attempt(
      List<Problem> problems, java.util.function.Supplier<T> step) {
    try {
      return step.get();
    } catch (RulesRefused refused) {
      problems.addAll(refused.problems());
      return null;
    }
  }
}
