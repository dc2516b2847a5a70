package org.beforehand.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.beforehand.decide.RuleSession.Proposed;
import org.kie.api.KieBase;

/** What listens to one event type. */
final class Trigger {
  private final List<RuleCode> codes;
  private final KieBase all;
  private final List<String> campaigns;
  private final List<List<String>> firstOf;
  private final Set<String> eventTypes = new TreeSet<>();
  private final Map<String, KieBase> alone = new ConcurrentHashMap<>();
  private final Map<String, Steps> steps = new ConcurrentHashMap<>();

  Trigger(List<RuleCode> codes, KieBase all) {
    this.codes = codes;
    this.all = all;
    this.campaigns = codes.stream().map(code -> code.campaign().name()).distinct().toList();
    this.firstOf = codes.stream().map(RuleCode::firstOf).filter(rows -> !rows.isEmpty()).toList();
    codes.forEach(code -> eventTypes.addAll(code.eventTypes()));
  }

  /**
   * @throws RulesRefused with every error, said of the campaign it is in
   */
  static Trigger compile(List<RuleCode> codes) {
    return new Trigger(codes, RuleCode.compile(codes));
  }

  KieBase all() {
    return all;
  }

  /** What it was compiled from. */
  List<RuleCode> codes() {
    return codes;
  }

  /** The event types whose history its rules count. */
  Set<String> eventTypes() {
    return eventTypes;
  }

  List<String> campaigns() {
    return campaigns;
  }

  /** Of a table's rows of which only the first counts, what the later ones propose is left out. */
  List<Proposed> firstHits(List<Proposed> proposed) {
    List<Proposed> left = new ArrayList<>(proposed);
    for (List<String> rows : firstOf) {
      int first =
          left.stream()
              .mapToInt(one -> rows.indexOf(one.rule()))
              .filter(row -> row >= 0)
              .min()
              .orElse(-1);
      left.removeIf(one -> rows.indexOf(one.rule()) > first);
    }
    return left;
  }

  /** One campaign's rules by themselves; compiled when a fault must be isolated. */
  KieBase alone(String campaign) {
    return codes.size() == 1
        ? all
        : alone.computeIfAbsent(campaign, name -> RuleCode.compile(codes(name)));
  }

  /** One campaign's rules step by step; compiled when somebody asks why. */
  Steps steps(String campaign) {
    return steps.computeIfAbsent(campaign, name -> Steps.of(codes(name)));
  }

  private List<RuleCode> codes(String campaign) {
    return codes.stream().filter(code -> code.campaign().name().equals(campaign)).toList();
  }
}
