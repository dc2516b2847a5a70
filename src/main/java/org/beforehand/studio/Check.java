package org.beforehand.studio;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.beforehand.customer.DataAtHand;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Problem;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.RulesRefused;
import org.beforehand.decide.WrittenRule;
import org.beforehand.deliver.Messages;
import org.beforehand.studio.Finding.Severity;
import org.jspecify.annotations.Nullable;

/** Everything that can be said about a rules folder before it is published. */
public final class Check {

  /**
   * What a check came to.
   *
   * @param findings sorted by file and line
   * @param rulebook the compiled rules; null where they do not compile
   * @param passed how many scenarios came out as expected
   * @param failed how many did not; each of them is an error among the findings
   * @param tried whether the scenarios were tried now
   */
  public record Report(
      List<Finding> findings,
      @Nullable Rulebook rulebook,
      int rules,
      int passed,
      int failed,
      boolean tried) {

    /** How many findings are as severe as that. */
    public int count(Severity severity) {
      return (int) findings.stream().filter(one -> one.severity() == severity).count();
    }

    /** Whether traits or fields are named, and nothing is declared to hold them against. */
    public boolean lookedUpNothing() {
      return rulebook != null && rulebook.declared().isEmpty() && DictionaryUse.any(rulebook);
    }

    /** Whether nothing stands against publishing. */
    public boolean good() {
      return count(Severity.ERROR) == 0;
    }
  }

  private final RuleFolder folder;
  private final Set<Finding> findings = new TreeSet<>();
  private int passed;
  private int failed;

  private final Predicate<String> tried;
  private final @Nullable Rulebook earlier;
  private final @Nullable DataAtHand data;

  private Check(
      RuleFolder folder,
      Predicate<String> tried,
      @Nullable Rulebook earlier,
      @Nullable DataAtHand data) {
    this.folder = folder;
    this.tried = tried;
    this.earlier = earlier;
    this.data = data;
  }

  /** Compiles everything, reads every message, holds them against each other, tries scenarios. */
  public static Report run(RuleFolder folder) {
    return run(folder, none -> false);
  }

  /**
   * The same without the scenarios, and without what is only advice, where they were tried before.
   *
   * @param tried whether they were, for the hash of a folder; asked late
   */
  public static Report run(RuleFolder folder, Predicate<String> tried) {
    return new Check(folder, tried, null, null).run();
  }

  /**
   * The same after a change: what an earlier rulebook had is not compiled again, and looked at are
   * only campaigns that changed or listen to something that a changed one listens to.
   *
   * @param earlier one that passed the check, or null
   */
  public static Report run(RuleFolder folder, @Nullable Rulebook earlier) {
    return new Check(folder, none -> false, earlier, null).run();
  }

  /**
   * The same, and holds the traits and fields that rules name against what is declared and what the
   * data have.
   */
  public static Report run(RuleFolder folder, @Nullable Rulebook earlier, DataAtHand data) {
    return new Check(folder, none -> false, earlier, data).run();
  }

  private Report run() {
    findings.addAll(UnreadFiles.check(folder));
    Messages messages = messages();
    Rulebook rulebook = null;
    int rules = 0;
    boolean due = true;
    try {
      rulebook = Rulebook.compile(folder, earlier);
      rules = rulebook.rules().size();
      findings.addAll(UnusedDefinitions.check(rulebook));
      if (messages != null) {
        findings.addAll(MessageUse.check(rulebook, messages));
      }
      due = !tried.test(folder.hash());
      if (due) {
        Set<String> touched = Touched.campaigns(rulebook, earlier);
        if (data != null) {
          findings.addAll(DictionaryUse.check(rulebook, touched, data));
        }
        if (messages != null) {
          findings.addAll(Lints.of(rulebook, messages, touched));
        }
        scenarios(rulebook.rehearsal(), messages, touched);
      }
    } catch (RulesRefused refused) {
      refused.problems().forEach(problem -> findings.add(Finding.error(problem)));
    }
    return new Report(List.copyOf(findings), rulebook, rules, passed, failed, due);
  }

  private @Nullable Messages messages() {
    Messages.Reading reading = Messages.read(folder.files());
    if (reading instanceof Messages.Reading.Bad bad) {
      bad.problems().forEach(problem -> findings.add(Finding.error(problem)));
    }
    return reading instanceof Messages.Reading.Good good ? good.messages() : null;
  }

  private void scenarios(Rulebook rulebook, @Nullable Messages messages, Set<String> touched) {
    Trial trial = new Trial(rulebook.holdingOut(Set.of()), messages);
    for (Campaign campaign : rulebook.campaigns().values()) {
      if (!touched.contains(campaign.name())) {
        continue;
      }
      String file = campaign.name() + "/" + ScenarioFile.NAME;
      String text = folder.files().get(file);
      Set<String> fired = new HashSet<>();
      boolean complete = true;
      if (text != null) {
        List<Problem> problems = new ArrayList<>();
        for (Scenario scenario : ScenarioFile.read(campaign, rulebook, text, problems)) {
          Trial.Result result = trial.of(scenario);
          fired.addAll(result.fired());
          count(file, result);
        }
        problems.forEach(problem -> findings.add(Finding.error(problem)));
        failed += problems.size();
        complete = problems.isEmpty();
      }
      if (complete) {
        untried(rulebook, campaign, fired);
      }
    }
  }

  private void count(String file, Trial.Result result) {
    if (result.failure() == null) {
      passed++;
    } else {
      failed++;
      findings.add(new Finding(file, result.line(), Severity.ERROR, result.failure()));
    }
  }

  private void untried(Rulebook rulebook, Campaign campaign, Set<String> fired) {
    for (WrittenRule rule : rulebook.rules(campaign.name())) {
      if (!fired.contains(rule.name())) {
        findings.add(
            new Finding(
                rule.file(),
                rule.line(),
                Severity.WARNING,
                "no scenario makes this rule fire; add one to "
                    + campaign.name()
                    + "/"
                    + ScenarioFile.NAME));
      }
    }
  }
}
