package org.beforehand.studio;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.beforehand.customer.Spelling;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.WrittenRule;
import org.beforehand.deliver.Messages;
import org.beforehand.fact.Action;
import org.beforehand.fact.Channel;
import org.beforehand.studio.Finding.Severity;
import org.jspecify.annotations.Nullable;

/** Rules and messages, held against each other. */
final class MessageUse {

  private final Rulebook rulebook;
  private final Messages messages;
  private final List<Finding> findings = new ArrayList<>();

  private MessageUse(Rulebook rulebook, Messages messages) {
    this.rulebook = rulebook;
    this.messages = messages;
  }

  static List<Finding> check(Rulebook rulebook, Messages messages) {
    MessageUse check = new MessageUse(rulebook, messages);
    for (Campaign campaign : rulebook.campaigns().values()) {
      check.campaign(campaign);
    }
    return check.findings;
  }

  private void campaign(Campaign campaign) {
    Set<String> known = messages.names(campaign.name());
    Set<String> used = new HashSet<>();
    for (WrittenRule rule : rulebook.rules(campaign.name())) {
      for (WrittenRule.Use use : rule.uses()) {
        used.add(use.message());
        use(campaign, rule, use, known);
      }
    }
    for (String message : known) {
      if (!used.contains(message)) {
        add(
            first(campaign.name(), message),
            1,
            Severity.WARNING,
            "no rule sends the message \"" + message + "\"");
      }
      languages(campaign.name(), message);
      variants(campaign, message);
    }
  }

  private void use(Campaign campaign, WrittenRule rule, WrittenRule.Use use, Set<String> known) {
    if (!known.contains(use.message())) {
      add(
          rule.file(),
          use.line(),
          Severity.ERROR,
          "there is no message \""
              + use.message()
              + "\": "
              + campaign.name()
              + "/messages/"
              + use.message()
              + "/ is missing"
              + (known.isEmpty() ? "" : Spelling.hint(use.message(), known)));
      return;
    }
    survey(campaign, use);
    // Whatever is tried first, so that every customer who speaks this language can be reached.
    Set<Channel> wanted =
        use.action() == Action.CALL
            ? EnumSet.of(Channel.CALL)
            : EnumSet.copyOf(use.channels().isEmpty() ? order(campaign) : use.channels());
    complete(
        campaign, rule, use.message(), null, languagesOf(campaign.name(), use.message()), wanted);
    messages
        .variants(campaign.name(), use.message())
        .forEach(
            (variant, languages) ->
                complete(campaign, rule, use.message(), variant, languages, wanted));
  }

  private void complete(
      Campaign campaign,
      WrittenRule rule,
      String message,
      @Nullable String variant,
      Set<String> languages,
      Set<Channel> wanted) {
    for (String language : languages) {
      Set<Channel> written =
          messages.channels(campaign.name(), message, variant, Locale.forLanguageTag(language));
      for (Channel channel : wanted) {
        if (!written.contains(channel)) {
          add(
              file(campaign.name(), message, language, variant),
              1,
              Severity.ERROR,
              "there is no "
                  + part(channel)
                  + " in it, and the rule \""
                  + rule.name().substring(rule.campaign().length() + 2)
                  + "\" needs one");
        }
      }
    }
  }

  /** A survey's message says which survey it is, the same in every language; no other does. */
  private void survey(Campaign campaign, WrittenRule.Use use) {
    boolean asks = use.action() == Action.SURVEY;
    Set<String> kinds = new TreeSet<>();
    for (String language : languagesOf(campaign.name(), use.message())) {
      String kind =
          messages.survey(campaign.name(), use.message(), Locale.forLanguageTag(language));
      if (kind != null) {
        kinds.add(kind);
      }
      String wrong =
          asks && kind == null
              ? "a survey says which it is: expected a line survey: csat, nps or ces"
              : !asks && kind != null
                  ? "this is a survey, and a rule does not ask it as one: expected ask the survey \""
                      + use.message()
                      + "\""
                  : kinds.size() > 1
                      ? "a survey is the same in every language, found " + String.join(", ", kinds)
                      : null;
      if (wrong != null) {
        add(file(campaign.name(), use.message(), language, null), 1, Severity.ERROR, wrong);
      }
    }
  }

  private List<Channel> order(Campaign campaign) {
    return campaign.channels().isEmpty()
        ? rulebook.policy().channels().all(campaign.purpose())
        : campaign.channels();
  }

  private static String part(Channel channel) {
    return switch (channel) {
      case EMAIL -> "mail";
      case SMS -> "sms";
      case CALL -> "call script";
      case NOTE -> "note";
    };
  }

  private void languages(String campaign, String message) {
    Set<String> languages = languagesOf(campaign, message);
    if (!languages.contains("en") && !languages.isEmpty()) {
      add(
          first(campaign, message),
          1,
          Severity.WARNING,
          "the message \""
              + message
              + "\" is not written in English: whoever speaks neither "
              + String.join(" nor ", languages)
              + " gets it in the first of these");
    }
  }

  /** A misspelt variant would never be read, and the trial would compare nothing. */
  private void variants(Campaign campaign, String message) {
    Set<String> known = campaign.experiment().variants().keySet();
    messages
        .variants(campaign.name(), message)
        .forEach(
            (variant, languages) -> {
              if (!known.contains(variant)) {
                add(
                    file(campaign.name(), message, languages.iterator().next(), variant),
                    1,
                    Severity.ERROR,
                    "there is no variant \""
                        + variant
                        + "\" in "
                        + campaign.name()
                        + "/campaign.yaml"
                        + (known.isEmpty()
                            ? "; it would say, for example: variants: {a: 50, b: 50}"
                            : Spelling.hint(variant, known)));
              }
            });
  }

  private Set<String> languagesOf(String campaign, String message) {
    return messages.languages(campaign, message);
  }

  private String first(String campaign, String message) {
    return file(campaign, message, languagesOf(campaign, message).iterator().next(), null);
  }

  private static String file(
      String campaign, String message, String language, @Nullable String variant) {
    return campaign
        + "/messages/"
        + message
        + "/"
        + language
        + (variant == null ? "" : "." + variant)
        + ".md";
  }

  private void add(String file, int line, Severity severity, String text) {
    findings.add(new Finding(file, line, severity, text));
  }
}
