package org.beforehand.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.WrittenRule;
import org.beforehand.deliver.MessageFacts;
import org.beforehand.deliver.MessageText;
import org.beforehand.deliver.Messages;
import org.beforehand.deliver.Rendering;
import org.beforehand.fact.Channel;

/**
 * Rules and messages as they were written, and as customers would read them.
 *
 * @param campaigns those that are looked at
 * @param texts the sources of their messages
 */
record Written(
    Rulebook rulebook, Messages messages, List<Campaign> campaigns, List<MessageText> texts) {

  static Written of(Rulebook rulebook, Messages messages, Set<String> names) {
    return new Written(
        rulebook,
        messages,
        rulebook.campaigns().values().stream().filter(one -> names.contains(one.name())).toList(),
        MessageText.in(rulebook.folder().files(), names));
  }

  boolean looksAt(String campaign) {
    return campaigns.stream().anyMatch(one -> one.name().equals(campaign));
  }

  /**
   * What an example customer would read: once with everything known, once without an estimate. A
   * text that cannot be filled in is left out; whoever needs it hears of that elsewhere.
   */
  List<Rendering.Rendered> read(MessageText text, Channel channel) {
    MessageFacts.Company company =
        new MessageFacts.Company(rulebook.policy().company(), rulebook.policy().phone());
    List<Rendering.Rendered> read = new ArrayList<>();
    for (MessageFacts facts :
        List.of(ExampleFacts.everythingKnown(company), ExampleFacts.noEstimate(company))) {
      if (messages.render(text.campaign(), text.message(), text.locale(), facts, Set.of(channel))
          instanceof Rendering.Rendered rendered) {
        read.add(rendered);
      }
    }
    return read;
  }

  /** The rules of a campaign. */
  List<WrittenRule> rulesOf(Campaign campaign) {
    return rulebook.rules(campaign.name());
  }

  static String file(Campaign campaign) {
    return campaign.name() + "/campaign.yaml";
  }

  /** The line of a campaign's file on which a field stands; 1 where it does not. */
  int line(Campaign campaign, String field) {
    String text = rulebook.folder().files().getOrDefault(file(campaign), "");
    Matcher found = Pattern.compile("(?m)^" + Pattern.quote(field) + "\\s*:").matcher(text);
    return found.find()
        ? 1 + (int) text.substring(0, found.start()).chars().filter(c -> c == '\n').count()
        : 1;
  }

  /** Whether a campaign's file has the field. */
  boolean says(Campaign campaign, String field) {
    String text = rulebook.folder().files().getOrDefault(file(campaign), "");
    return Pattern.compile("(?m)^" + Pattern.quote(field) + "\\s*:").matcher(text).find();
  }
}
