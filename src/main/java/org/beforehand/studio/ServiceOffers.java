package org.beforehand.studio;

import java.util.ArrayList;
import java.util.List;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.WrittenRule;
import org.beforehand.deliver.MessageText;
import org.beforehand.fact.Action;
import org.beforehand.fact.Purpose;
import org.beforehand.studio.Finding.Severity;

/**
 * Offers and gifts in what customers cannot say no to: a service message is what they need to know,
 * and one that sells makes them stop reading.
 */
final class ServiceOffers implements Lint {

  private static final String INSTEAD =
      "; leave it to a campaign of the purpose goodwill or marketing, which asks for consent";

  @Override
  public List<Finding> of(Written written) {
    List<Finding> findings = new ArrayList<>();
    for (Campaign campaign : written.campaigns()) {
      if (campaign.purpose() == Purpose.SERVICE) {
        for (WrittenRule rule : written.rulesOf(campaign)) {
          rule.uses().stream()
              .filter(use -> use.action() == Action.GESTURE)
              .map(use -> warning(rule.file(), use.line(), "a gift inside service" + INSTEAD))
              .forEach(findings::add);
        }
        written.texts().stream()
            .filter(text -> text.campaign().equals(campaign.name()))
            .forEach(text -> words(text, findings));
      }
    }
    return findings;
  }

  private static void words(MessageText text, List<Finding> findings) {
    for (WordList.Found found : WordList.OFFERS.in(text)) {
      findings.add(
          warning(
              text.file(),
              found.line(),
              "\"" + found.word() + "\" sounds like an offer inside service" + INSTEAD));
    }
  }

  private static Finding warning(String file, int line, String text) {
    return new Finding(file, line, Severity.WARNING, text);
  }
}
