package org.beforehand.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.beforehand.fact.History;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.io.Resource;
import org.kie.api.io.ResourceType;
import org.kie.internal.builder.KnowledgeBuilder;
import org.kie.internal.builder.KnowledgeBuilderError;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.io.ResourceFactory;

/**
 * The rule code of one campaign, and its compiler. Several campaigns are compiled into one KieBase
 * of one package; no repository keeps it, so what is no longer referred to is gone.
 *
 * @param file where it came from, for errors
 * @param rules as they were written
 * @param eventTypes the types whose history its conditions count
 * @param firstOf rules of which only the first that fires counts, in their order; empty where all
 *     that fire count
 * @param table the decision table it was made from, or null
 * @param mentions the traits and fields it names; none of the engineers' rules
 */
record RuleCode(
    Campaign campaign,
    String file,
    String code,
    List<WrittenRule> rules,
    Set<String> eventTypes,
    List<String> firstOf,
    @Nullable RuleSheet table,
    List<Mention> mentions) {

  /** All on one line, so that the lines after it keep their numbers. */
  private static final String HEADER =
      "package rules; import org.beforehand.fact.*; import java.time.Duration; import java.time.Period; ";

  private static final Pattern COUNTED = Pattern.compile("count\\(\\s*\"([a-z0-9.-]+)\"");

  /** What else of the history is read only for rules that look at it, or give from a budget. */
  private static final Map<String, Pattern> ASKED =
      Map.of(
          History.GIFTS, Pattern.compile("given(Less|Anything)\\(|[.]from\\(\"|new AsGranted\\("),
          History.TICKETS, Pattern.compile("\\btickets\\b|ticketOpenFor\\("),
          History.INTERRUPTIONS, Pattern.compile("withoutService\\("),
          History.ESTIMATES, Pattern.compile("estimate(Told|Moved)\\("));

  private static final Pattern TIMER =
      Pattern.compile("new\\s+Proposal\\.Timer\\(\\s*\"([a-z0-9-]+)\"");

  /**
   * @param conditions of each rule, by its full name; none for the engineers' rules
   */
  static RuleCode of(
      Campaign campaign,
      String file,
      String code,
      Map<String, List<Condition>> conditions,
      @Nullable RuleSheet table,
      List<Mention> mentions) {
    Set<String> types = new TreeSet<>();
    Matcher counted = COUNTED.matcher(code);
    while (counted.find()) {
      types.add(counted.group(1));
    }
    ASKED.forEach(
        (what, asking) -> {
          if (asking.matcher(code).find()) {
            types.add(what);
          }
        });
    // Whoever sets a timer wants to hear of it.
    List<String> timers =
        TIMER.matcher(code).results().map(found -> "timer." + found.group(1)).distinct().toList();
    return new RuleCode(
        campaign.alsoOn(timers),
        file,
        code,
        WrittenRule.in(campaign.name(), file, code, conditions),
        types,
        firstOf(table),
        table,
        List.copyOf(mentions));
  }

  /** The rules of a decision table. */
  static RuleCode of(Campaign campaign, TableRules.Rendered rendered) {
    RuleSheet table = rendered.table();
    return of(
        campaign,
        table.file(),
        rendered.code(),
        table.rows().stream()
            .collect(Collectors.toMap(RuleSheet.Row::rule, RuleSheet.Row::conditions)),
        table,
        rendered.mentions());
  }

  private static List<String> firstOf(@Nullable RuleSheet table) {
    return table == null || table.hit() == RuleSheet.Hit.ALL
        ? List.of()
        : table.rows().stream().map(RuleSheet.Row::rule).toList();
  }

  /**
   * The same code with a rule more for each condition, which fires where that condition and all
   * above it hold, and does nothing: so it is seen how far each rule came, by Drools itself.
   */
  RuleCode stepped() {
    StringBuilder steps = new StringBuilder(code);
    for (WrittenRule rule : rules) {
      StringBuilder asked = new StringBuilder();
      for (int i = 0; i < rule.conditions().size(); i++) {
        asked.append(rule.conditions().get(i).code()).append('\n');
        steps.append("\nrule \"").append(rule.step(i)).append("\" when\n").append(asked);
        steps.append("then end");
      }
    }
    return new RuleCode(
        campaign, file, steps.toString(), rules, eventTypes, firstOf, table, mentions);
  }

  /**
   * @throws RulesRefused with every error of the compiler, at the author's own lines
   */
  static KieBase compile(List<RuleCode> codes) {
    KnowledgeBuilder builder = KnowledgeBuilderFactory.newKnowledgeBuilder();
    List<Problem> problems = new ArrayList<>();
    for (RuleCode code : codes) {
      Resource resource =
          ResourceFactory.newByteArrayResource(
              (HEADER + code.code()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      resource.setSourcePath("rules/" + code.file());
      int before = builder.getErrors().size();
      builder.add(resource, ResourceType.DRL);
      List<KnowledgeBuilderError> errors = List.copyOf(builder.getErrors());
      for (KnowledgeBuilderError error :
          errors.subList(Math.min(before, errors.size()), errors.size())) {
        int line = error.getLines().length > 0 ? Math.max(error.getLines()[0], 0) : 0;
        problems.add(new Problem(code.file(), line, error.getMessage().strip()));
      }
    }
    if (!problems.isEmpty()) {
      throw new RulesRefused(problems);
    }
    return builder.newKieBase();
  }
}
