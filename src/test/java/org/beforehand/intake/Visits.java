package org.beforehand.intake;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.decide.RuleFolder;

/** A campaign that tells of a visit that moved, by mail and by text message. */
public final class Visits {

  private Visits() {}

  /** Of purpose care, sent by whatever channel the policy chooses. */
  public static RuleFolder under(String policy) {
    return under(policy, "purpose: care\n", "send \"moved\"");
  }

  /**
   * @param policy all of it
   * @param campaign its purpose, and what else its file is to say
   * @param action what its rule does
   */
  static RuleFolder under(String policy, String campaign, String action) {
    Map<String, String> files = new TreeMap<>();
    files.put("vocabulary.dsl", RuleFolder.read(Path.of("rules")).files().get("vocabulary.dsl"));
    files.put("contact-policy.yaml", policy);
    files.put(
        "visits/campaign.yaml",
        """
        title: Visits
        owner: care
        status: live
        triggers: [visit.moved]
        key: event
        """
            + campaign);
    files.put(
        "visits/rules.dslr",
        """
        rule "tell of a visit that moved"
        when
          "visit.moved" happened
        then
          %s
        end
        """
            .formatted(action));
    files.put(
        "visits/messages/moved/en.md",
        """
        ---
        subject: "Your visit has moved"
        sms: "Your visit has moved."
        ---
        Your visit has moved.
        """);
    return RuleFolder.of(files);
  }
}
