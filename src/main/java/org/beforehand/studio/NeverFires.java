package org.beforehand.studio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Condition;
import org.beforehand.decide.Reason;
import org.beforehand.decide.WrittenRule;
import org.beforehand.fact.Purpose;
import org.beforehand.studio.Finding.Severity;

/**
 * Rules that ask for what cannot be: an event their campaign does not hear of, two things at once
 * that exclude each other, or a yes that nobody is assumed to have given.
 */
final class NeverFires implements Lint {

  @Override
  public List<Finding> of(Written written) {
    List<Finding> findings = new ArrayList<>();
    for (Campaign campaign : written.campaigns()) {
      for (WrittenRule rule : written.rulesOf(campaign)) {
        unheard(campaign, rule, findings);
        contradiction(rule, findings);
      }
      unasked(written, campaign, findings);
      none(written, campaign, findings);
    }
    return findings;
  }

  private static void unheard(Campaign campaign, WrittenRule rule, List<Finding> findings) {
    for (Condition condition : rule.conditions()) {
      for (Asked asked : Asked.of(condition)) {
        String event = asked.event();
        if (event != null && !campaign.triggers().contains(event)) {
          findings.add(
              new Finding(
                  rule.file(),
                  condition.line(),
                  Severity.WARNING,
                  "this rule can never fire: the campaign does not listen to "
                      + event
                      + "; add it to the triggers in "
                      + Written.file(campaign)));
        }
      }
    }
  }

  private static void contradiction(WrittenRule rule, List<Finding> findings) {
    List<Condition> conditions = rule.conditions();
    for (int i = 1; i < conditions.size(); i++) {
      for (int j = 0; j < i; j++) {
        List<Condition> both = List.of(conditions.get(j), conditions.get(i));
        if (Arrays.stream(Things.of(both).where(both)).anyMatch(BitSet::isEmpty)) {
          findings.add(
              new Finding(
                  rule.file(),
                  conditions.get(i).line(),
                  Severity.WARNING,
                  "this rule can never fire: it asks for \""
                      + both.get(0).text()
                      + "\" and for \""
                      + both.get(1).text()
                      + "\", which cannot both be; write two rules"));
        }
      }
    }
  }

  private static void unasked(Written written, Campaign campaign, List<Finding> findings) {
    Purpose purpose = campaign.purpose();
    if (!written.rulebook().policy().consentByDefault().contains(purpose)
        && !known(written, campaign)) {
      findings.add(
          new Finding(
              Written.file(campaign),
              written.line(campaign, "purpose"),
              Severity.ADVICE,
              "only customers with a recorded yes to "
                  + purpose.word()
                  + " are reached: the contact policy does not count it among"
                  + " consent-by-default"));
    }
  }

  /** An author with a scenario in which somebody never said yes has thought of it. */
  private static boolean known(Written written, Campaign campaign) {
    String scenarios =
        written.rulebook().folder().files().get(campaign.name() + "/" + ScenarioFile.NAME);
    return scenarios != null && scenarios.contains("reason: " + Reason.NO_OPT_IN.word());
  }

  private static void none(Written written, Campaign campaign, List<Finding> findings) {
    Purpose purpose = campaign.purpose();
    if (purpose != Purpose.REQUESTED
        && written.rulebook().policy().caps().stream()
            .anyMatch(cap -> cap.most() == 0 && cap.purposes().contains(purpose))) {
      findings.add(
          new Finding(
              Written.file(campaign),
              written.line(campaign, "purpose"),
              Severity.WARNING,
              "nobody is ever contacted: a cap of contact-policy.yaml allows nothing for "
                  + purpose.word()));
    }
  }
}
