package org.beforehand.intake;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.decide.RuleFolder;

/** The vocabulary, a policy of a test's own, and campaigns that each say one thing. */
final class SmallCampaigns {

  private final Map<String, String> files = new TreeMap<>();

  private SmallCampaigns(String policy) {
    files.put("vocabulary.dsl", RuleFolder.read(Path.of("rules")).files().get("vocabulary.dsl"));
    files.put("contact-policy.yaml", policy);
  }

  static SmallCampaigns under(String policy) {
    return new SmallCampaigns(policy);
  }

  /** At most two in a week, of which care comes before marketing. */
  static RuleFolder capped() {
    return under(
            """
            company: {name: Fjordlink, zone: Europe/Oslo}
            windows:
              - {hours: any}
            gathering: {window: 15m, apart: 20h}
            consent-by-default: [care, marketing]
            caps:
              - {purposes: [care, marketing], most: 2, within: 30d}
            """)
        .with("sorry", "care", 0, "call.dropped", "a call was dropped")
        .with("news", "marketing", 9, "call.abandoned", "a caller gave up waiting")
        .folder();
  }

  /** A campaign of that name, whose one rule sends its one message, of the same name. */
  SmallCampaigns with(String name, String purpose, int priority, String trigger, String when) {
    files.put(
        name + "/campaign.yaml",
        """
        title: %s
        owner: care
        purpose: %s
        status: live
        priority: %d
        triggers: [%s]
        key: event
        expiry: 240h
        """
            .formatted(name, purpose, priority, trigger));
    files.put(
        name + "/rules.dslr",
        """
        rule "%s"
        when
          %s
        then
          send "%s"
        end
        """
            .formatted(name, when, name));
    files.put(
        name + "/messages/" + name + "/en.md",
        "---\nsubject: \"About "
            + name
            + " & you\"\n---\nHello {{customer.given}}, "
            + name
            + ".\n");
    return this;
  }

  /** One of goodwill that gives so much of that budget with its message. */
  SmallCampaigns giving(String name, String trigger, String when, String money, String budget) {
    with(name, "goodwill", 0, trigger, when);
    files.computeIfPresent(
        name + "/rules.dslr",
        (file, text) ->
            text.replace(
                "send \"" + name + "\"",
                "give %s for \"%s\" from \"%s\" with the message \"%s\""
                    .formatted(money, name, budget, name)));
    return this;
  }

  /** One that says something on birthdays, out of a sweep. */
  SmallCampaigns onBirthdays(String name, String purpose) {
    with(name, purpose, 0, "birthday", "it is the customer's birthday");
    files.computeIfPresent(
        name + "/campaign.yaml",
        (file, text) ->
            text.replace("triggers: [birthday]", "schedule: {on: birthday, at: \"09:00\"}")
                .replace("key: event", "key: event.year"));
    return this;
  }

  /** One that says that an outage has begun and that it is over. */
  SmallCampaigns telling(String name) {
    with(name, "service", 100, "incident.opened", "an outage of the customer's service has begun");
    files.computeIfPresent(
        name + "/campaign.yaml",
        (file, text) ->
            text.replace("[incident.opened]", "[incident.opened, incident.restored]")
                .replace("key: event", "key: incident"));
    files.computeIfPresent(
        name + "/rules.dslr",
        (file, text) ->
            text.replace("send \"" + name + "\"", "send \"opened\"")
                + """

                rule "it is over"
                when
                  an outage of the customer's service is over
                then
                  send "restored"
                end
                """);
    String message = files.remove(name + "/messages/" + name + "/en.md");
    files.put(name + "/messages/opened/en.md", message);
    files.put(name + "/messages/restored/en.md", message);
    return this;
  }

  RuleFolder folder() {
    return RuleFolder.of(files);
  }
}
