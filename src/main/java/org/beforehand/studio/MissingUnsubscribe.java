package org.beforehand.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.beforehand.decide.Campaign;
import org.beforehand.deliver.MessageFacts;
import org.beforehand.deliver.MessageText;
import org.beforehand.deliver.Rendering.Rendered;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Purpose;
import org.beforehand.studio.Finding.Severity;

/**
 * Mails of marketing without a way out that their readers can see: the law of most countries wants
 * one (in Europe Directive 2002/58/EC, article 13). The button that mail programs show is not under
 * an author's hand.
 */
final class MissingUnsubscribe implements Lint {

  @Override
  public List<Finding> of(Written written) {
    List<Finding> findings = new ArrayList<>();
    for (MessageText text : written.texts()) {
      Campaign campaign = written.rulebook().campaigns().get(text.campaign());
      if (campaign == null || campaign.purpose() != Purpose.MARKETING) {
        continue;
      }
      Optional<String> without =
          written.read(text, Channel.EMAIL).stream()
              .map(Rendered::text)
              .filter(Objects::nonNull)
              .filter(mail -> !mail.contains(MessageFacts.EXAMPLE_LINK))
              .findAny();
      if (without.isPresent()) {
        findings.add(
            new Finding(
                text.file(),
                1,
                Severity.WARNING,
                "an offer needs a way to end such mails: write a link to"
                    + " {{link.unsubscribe}}, here or for all mails in shared/foot.LANGUAGE.md"));
      }
    }
    return findings;
  }
}
