package org.beforehand.studio;

import java.util.ArrayList;
import java.util.List;
import org.beforehand.decide.Campaign;
import org.beforehand.fact.Purpose;
import org.beforehand.studio.Finding.Severity;

/** Campaigns that say nowhere when they are too late, or that no cap keeps within bounds. */
final class WithoutLimit implements Lint {

  @Override
  public List<Finding> of(Written written) {
    List<Finding> findings = new ArrayList<>();
    for (Campaign campaign : written.campaigns()) {
      String file = Written.file(campaign);
      if (!written.says(campaign, "expiry")) {
        findings.add(
            new Finding(
                file,
                1,
                Severity.ADVICE,
                "it does not say when it is too late for a message, so 24 hours count; write, for"
                    + " example: expiry: 48h"));
      }
      Purpose purpose = campaign.purpose();
      if (!purpose.urgent()
          && written.rulebook().policy().caps().stream()
              .noneMatch(cap -> cap.purposes().contains(purpose))) {
        findings.add(
            new Finding(
                file,
                written.line(campaign, "purpose"),
                Severity.WARNING,
                "nothing limits how often a customer is contacted for "
                    + purpose.word()
                    + "; add it to the caps of contact-policy.yaml"));
      }
    }
    return findings;
  }
}
