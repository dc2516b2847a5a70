package org.beforehand;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.decide.RuleFolder;

/** The company's policy, vocabulary and shared texts with one small campaign: quick to check. */
public final class SmallRules {

  public static final String TEXT = "thanks/messages/thank-you/en.md";
  public static final String NORWEGIAN = "thanks/messages/thank-you/nb.md";
  public static final String WORDS = words("is on its way");

  private SmallRules() {}

  public static String words(String what) {
    return """
        ---
        subject: "Thank you"
        ---
        Hello, your order {{event.order}} %s.
        """
        .formatted(what);
  }

  public static RuleFolder folder() {
    Map<String, String> files = new TreeMap<>();
    Repository.atOnce()
        .forEach(
            (name, text) -> {
              boolean declared = name.equals("shared/dictionary.yaml");
              if (name.indexOf('/') < 0 || name.startsWith("shared/") && !declared) {
                files.put(name, text);
              }
            });
    files.put(
        "thanks/campaign.yaml",
        """
        title: Thanks for an order
        owner: customer-care
        purpose: care
        status: live
        triggers: [purchase.completed]
        key: event.order
        expiry: 48h
        """);
    files.put(
        "thanks/rules.dslr",
        """
        rule "thank for an order"
        when
          a purchase was completed
        then
          send "thank-you"
        end
        """);
    files.put(TEXT, WORDS);
    files.put(
        "thanks/scenarios.yaml",
        """
        - name: An order is thanked for
          given:
            customer: {id: kari, email: kari@example.org, zone: Europe/Oslo}
          at: 2026-03-12T14:00
          event: {type: purchase.completed, data: {order: A-1}}
          expect:
            - {rule: thank for an order, message: thank-you, verdict: send}
        """);
    return RuleFolder.of(files);
  }

  /** Writes them below a folder, and returns it. */
  public static Path write(Path dir) {
    return Repository.write(folder().files(), dir);
  }
}
