package org.beforehand.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.beforehand.fact.Action;
import org.beforehand.fact.Channel;

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

  /**
   * A message a rule names, and what for.
   *
   * @param channels those the rule names; empty where the policy chooses
   */
  public record Use(Action action, String message, int line, Set<Channel> channels) {}

  /** How the name of a step begins; no rule's does, since a campaign's name comes first. */
  static final char STEP = '#';

  private static final Pattern RULE = Pattern.compile("^\\s*rule\\s+\"([^\"]+)\"");
  private static final Pattern PROPOSAL =
      Pattern.compile(
          "new\\s+(?:Proposal\\.(Message|Survey|Call|Gesture)|AsGranted)\\(\\s*\"([^\"]*)\"");

  private static final Pattern CHANNEL = Pattern.compile("\\bChannel[.]([A-Z]+)\\b");

  /** Its name as its author wrote it, without the campaign's. */
  public String title() {
    return name.substring(campaign.length() + 2);
  }

  /**
   * What is recorded as fired where a stepped rulebook decides and this condition holds, with all
   * above it.
   *
   * @param condition from 0
   */
  public String step(int condition) {
    return STEP + String.valueOf(condition + 1) + " " + name;
  }

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
      String said = withoutRemark(line);
      Matcher proposal = PROPOSAL.matcher(said);
      while (proposal.find() && !rules.isEmpty()) {
        // What a colleague granted is given as a gesture.
        Action action = proposal.group(1) == null ? Action.GESTURE : Action.of(proposal.group(1));
        rules
            .get(rules.size() - 1)
            .uses()
            .add(new Use(action, proposal.group(2), n, channels(said)));
      }
    }
    return List.copyOf(rules);
  }

  private static Set<Channel> channels(String line) {
    return CHANNEL
        .matcher(line)
        .results()
        .map(found -> Channel.of(found.group(1)))
        .collect(Collectors.toSet());
  }

  /** The line up to a remark; two strokes within quotation marks begin none. */
  private static String withoutRemark(String line) {
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && line.startsWith("//", i)) {
        return line.substring(0, i);
      }
    }
    return line;
  }
}
