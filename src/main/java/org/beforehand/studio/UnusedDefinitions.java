package org.beforehand.studio;

import java.util.List;
import org.beforehand.decide.Definition;
import org.beforehand.decide.Rulebook;
import org.beforehand.studio.Finding.Severity;

/** Definitions that no rule says: mostly left over, or their rule says it in other words. */
final class UnusedDefinitions {

  private UnusedDefinitions() {}

  static List<Finding> check(Rulebook rulebook) {
    return rulebook.definitions().stream()
        .filter(definition -> definition.usedBy().isEmpty())
        .map(
            definition ->
                new Finding(
                    Definition.FILE,
                    definition.line(),
                    Severity.WARNING,
                    "no rule says \"" + definition.sentence() + "\": use it, or take it away"))
        .toList();
  }
}
