package org.beforehand.studio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Condition;
import org.beforehand.decide.WrittenRule;
import org.beforehand.fact.Purpose;
import org.beforehand.studio.Finding.Severity;

/**
 * Rules of two campaigns that ask for the same, for the same purpose: wherever one contacts a
 * customer so does the other, or a cap keeps it from it.
 */
final class Collisions implements Lint {

  private record Occasion(Purpose purpose, Set<String> events, Set<String> conditions) {}

  @Override
  public List<Finding> of(Written written) {
    Map<Occasion, WrittenRule> first = new HashMap<>();
    List<Finding> findings = new ArrayList<>();
    for (Campaign campaign : written.rulebook().campaigns().values()) {
      for (WrittenRule rule : written.rulesOf(campaign)) {
        if (rule.conditions().isEmpty() || rule.uses().isEmpty()) {
          continue;
        }
        WrittenRule other = first.putIfAbsent(occasion(campaign, rule), rule);
        if (other != null
            && !other.campaign().equals(rule.campaign())
            && (written.looksAt(other.campaign()) || written.looksAt(rule.campaign()))) {
          findings.add(
              new Finding(
                  rule.file(),
                  rule.line(),
                  Severity.WARNING,
                  "this rule fires whenever \""
                      + other.name()
                      + "\" does, and takes the same room for "
                      + campaign.purpose().word()
                      + "; let one of the two campaigns say it"));
        }
      }
    }
    return findings;
  }

  private static Occasion occasion(Campaign campaign, WrittenRule rule) {
    Set<String> events =
        rule.conditions().stream()
            .flatMap(condition -> Asked.of(condition).stream())
            .filter(asked -> asked.event() != null)
            .map(Asked::said)
            .collect(Collectors.toCollection(TreeSet::new));
    return new Occasion(
        campaign.purpose(),
        events.isEmpty() ? new TreeSet<>(campaign.triggers()) : events,
        rule.conditions().stream()
            .map(Condition::code)
            .collect(Collectors.toCollection(TreeSet::new)));
  }
}
