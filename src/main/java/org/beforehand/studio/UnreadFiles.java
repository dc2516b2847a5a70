package org.beforehand.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.beforehand.customer.Spelling;
import org.beforehand.decide.Declared;
import org.beforehand.decide.Definition;
import org.beforehand.decide.RuleFolder;
import org.beforehand.studio.Finding.Severity;

/** Files that lie in the folder and that nothing reads: mostly misspelt names. */
final class UnreadFiles {

  private static final List<String> OF_ALL = List.of("vocabulary.dsl", "contact-policy.yaml");
  private static final List<String> OF_CAMPAIGNS =
      List.of(
          "campaign.yaml",
          "rules.dslr",
          "rules.drl",
          "rules.drl.csv",
          "rules.drl.xlsx",
          ScenarioFile.NAME);
  private static final List<String> SHARED = List.of(Definition.FILE, Declared.FILE);
  private static final Pattern FOR_PEOPLE = Pattern.compile("(?i).*(readme|notes)[^/]*|.*~");

  private UnreadFiles() {}

  static List<Finding> check(RuleFolder folder) {
    List<Finding> findings = new ArrayList<>();
    Set<String> campaigns = Set.copyOf(folder.campaigns());
    for (String path : folder.files().keySet()) {
      int slash = path.indexOf('/');
      String top = slash < 0 ? "" : path.substring(0, slash);
      String name = path.substring(slash + 1);
      if (FOR_PEOPLE.matcher(path).matches() || top.equals("shared") && !isRead(name)) {
        continue;
      }
      if (slash < 0) {
        unless(OF_ALL.contains(name), path, name, OF_ALL, findings);
      } else if (top.equals("shared")) {
        unless(SHARED.contains(path), path, path, SHARED, findings);
      } else if (!campaigns.contains(top)) {
        findings.add(
            new Finding(
                path,
                1,
                Severity.WARNING,
                "nothing reads this: there is no " + top + "/campaign.yaml"));
      } else if (!name.startsWith("messages/")) {
        unless(OF_CAMPAIGNS.contains(name), path, name, OF_CAMPAIGNS, findings);
      }
    }
    return findings;
  }

  /** Whether something of this name in shared/ would be rules, if it were the right name. */
  private static boolean isRead(String name) {
    return name.endsWith(".dslr") || name.endsWith(".yaml");
  }

  private static void unless(
      boolean read, String path, String name, List<String> known, List<Finding> findings) {
    if (!read) {
      findings.add(
          new Finding(
              path, 1, Severity.WARNING, "nothing reads this" + Spelling.hint(name, known)));
    }
  }
}
