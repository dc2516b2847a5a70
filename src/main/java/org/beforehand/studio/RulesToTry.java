package org.beforehand.studio;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.RulesRefused;
import org.beforehand.deliver.Messages;
import org.jspecify.annotations.Nullable;

/**
 * Rules that compile and whose messages can be read. Their scenarios need not pass: what a change
 * would do is asked before the scenarios are brought up to date.
 */
public record RulesToTry(Rulebook rulebook, Messages messages) {

  /** The same rules, whose decisions also record how far each rule came. */
  public RulesToTry stepped() {
    return new RulesToTry(rulebook.stepped(), messages);
  }

  /** What came of reading them. */
  public sealed interface Reading {
    /** They can be tried. */
    record Good(RulesToTry rules) implements Reading {}

    /** They cannot; at least one of the findings is an error. */
    record Bad(List<Finding> findings) implements Reading {}
  }

  /**
   * Reads them.
   *
   * @param dir the folder; null for the rules that travel with the program
   */
  public static Reading read(@Nullable Path dir) {
    try {
      return read(dir == null ? RuleFolder.ofTheProgram() : RuleFolder.read(dir));
    } catch (RulesRefused refused) {
      return new Reading.Bad(refused.problems().stream().map(Finding::error).toList());
    }
  }

  /** Reads those of a folder whose files are at hand. */
  public static Reading read(RuleFolder folder) {
    List<Finding> findings = new ArrayList<>();
    Messages.Reading messages = Messages.read(folder.files());
    if (messages instanceof Messages.Reading.Bad bad) {
      bad.problems().forEach(problem -> findings.add(Finding.error(problem)));
    }
    try {
      Rulebook rulebook = Rulebook.compile(folder);
      if (messages instanceof Messages.Reading.Good good) {
        MessageUse.check(rulebook, good.messages()).stream()
            .filter(finding -> finding.severity() == Finding.Severity.ERROR)
            .forEach(findings::add);
        if (findings.isEmpty()) {
          return new Reading.Good(new RulesToTry(rulebook, good.messages()));
        }
      }
    } catch (RulesRefused refused) {
      refused.problems().forEach(problem -> findings.add(Finding.error(problem)));
    }
    return new Reading.Bad(findings);
  }
}
