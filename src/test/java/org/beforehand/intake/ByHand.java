package org.beforehand.intake;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.decide.RuleFolder;

/** The campaign that gives what colleagues grant by hand, as it is shipped, and no other. */
public final class ByHand {

  private ByHand() {}

  /**
   * @param budget the lines of the budget "Granted by hand" besides its name
   * @param limits what each role may grant at once
   */
  public static RuleFolder folder(String budget, String limits) {
    Map<String, String> files = new TreeMap<>(RuleFolder.read(Path.of("rules")).files());
    files
        .keySet()
        .removeIf(
            file ->
                file.contains("/")
                    && !file.startsWith("shared/")
                    && !file.startsWith("granted-by-hand/"));
    files.remove("shared/definitions.dslr");
    files.put(
        "contact-policy.yaml",
        """
        company: {name: Fjordlink, zone: Europe/Oslo}
        windows:
          - {hours: "08:00-21:00"}
        consent-by-default: [goodwill]
        budgets:
          - name: Granted by hand
        """
            + budget.indent(4)
            + "may-grant: "
            + limits
            + "\n");
    return RuleFolder.of(files);
  }
}
