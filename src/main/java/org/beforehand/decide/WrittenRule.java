package org.beforehand.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.fact.Action;

/**
 * One rule as its author wrote it.
 *
 * @param name its full name, {@code CAMPAIGN: RULE}, as decisions record it
 * @param file relative to the rules folder
 * @param line where it begins
 * @param conditions what it asks for, in order; empty for a rule of the engineers', which is not
 *     made of sentences
 * @param uses the messages it may send or have read out
 */
public record WrittenRule(
    String campaign,
    String name,
    String file,
    int line,
    List<Condition> conditions,
    List<Use> uses) {

  /** A message a rule names, and what for. */
  public record Use(Action action, String message, int line) {}

  /** Its name as its author wrote it, without the campaign's. */
  public String title() {
    return name.substring(campaign.length() + 2);
  }

  private static final Pattern RULE = Pattern.compile("^\\s*rule\\s+\"([^\"]+)\"");
  private static final Pattern PROPOSAL =
      Pattern.compile("new\\s+Proposal\\.(Message|Call|Gesture)\\(\\s*\"([^\"]*)\"");

  /**
   * The rules in rule code whose lines are the author's own.
   *
   * @param conditions of each rule, by its full name
   */
  static List<WrittenRule> in(
      String campaign, String file, String code, Map<String, List<Condition>> conditions) {
    List<WrittenRule> rules = new ArrayList<>();
    int n = 0;
    for (String line : code.lines().toList()) {
      n++;
      Matcher rule = RULE.matcher(line);
      if (rule.find()) {
        List<Condition> its = conditions.getOrDefault(rule.group(1), List.of());
        rules.add(
            new WrittenRule(campaign, rule.group(1), file, n, List.copyOf(its), new ArrayList<>()));
      }
      int comment = line.indexOf("//");
      Matcher proposal = PROPOSAL.matcher(comment < 0 ? line : line.substring(0, comment));
      while (proposal.find() && !rules.isEmpty()) {
        Action action = Action.of(proposal.group(1));
        rules.get(rules.size() - 1).uses().add(new Use(action, proposal.group(2), n));
      }
    }
    return List.copyOf(rules);
  }
}
