package org.beforehand.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.WrittenRule;
import org.beforehand.fact.Channel;

/** Messages in whose place a colleague may call, and that do not say what to say then. */
final class MissingScripts implements Lint {

  @Override
  public List<Finding> of(Written written) {
    List<Finding> findings = new ArrayList<>();
    for (Campaign campaign : written.rulebook().campaigns().values()) {
      List<String> moments = written.rulebook().calledInstead(campaign);
      if (written.looksAt(campaign.name()) && !moments.isEmpty()) {
        findings.addAll(without(written, campaign, moments.get(0)));
      }
    }
    return findings;
  }

  private static List<Finding> without(Written written, Campaign campaign, String moment) {
    Set<String> said = new TreeSet<>();
    for (WrittenRule rule : written.rulebook().rules(campaign.name())) {
      rule.uses().forEach(use -> said.add(use.message()));
    }
    List<Finding> findings = new ArrayList<>();
    for (String message : said) {
      for (String language : written.messages().languages(campaign.name(), message)) {
        if (!written
            .messages()
            .channels(campaign.name(), message, null, Locale.forLanguageTag(language))
            .contains(Channel.CALL)) {
          findings.add(
              new Finding(
                  campaign.name() + "/messages/" + message + "/" + language + ".md",
                  1,
                  Finding.Severity.WARNING,
                  "there is no call script in it, and in the moment \""
                      + moment
                      + "\" a colleague calls instead"));
        }
      }
    }
    return findings;
  }
}
