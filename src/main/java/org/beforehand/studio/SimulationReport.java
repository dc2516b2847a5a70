package org.beforehand.studio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beforehand.customer.Json;
import org.beforehand.deliver.Samples;
import org.beforehand.intake.Receipt.Outcome;

/** What a simulation came to, as JSON: the same result gives the same bytes. */
public final class SimulationReport {

  private SimulationReport() {}

  /** The report, on one line. Times are RFC 3339, days and hours the customers' own. */
  public static String json(SimulationResult result) {
    return Json.write(data(result));
  }

  /** The same as maps and lists. */
  public static Map<String, Object> data(SimulationResult result) {
    SimulationResult.Account account = result.account();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("from", result.period().from().toString());
    data.put("to", result.period().to().toString());
    data.put("revision", account.revision());
    data.put("customers", result.input().customers());
    data.put("events", events(result));
    data.put("outcomes", account.tally().outcomes());
    data.put("faults", account.faults());
    data.put("messages", messages(account.tally()));
    data.put("gates", gates(account.tally()));
    data.put("gestures", gestures(account.load()));
    data.put("budgets", budgets(account.load()));
    data.put("calls", calls(account.load()));
    data.put("samples", account.samples().stream().map(SimulationReport::sample).toList());
    if (!account.funnels().isEmpty()) {
      data.put("funnels", account.funnels().stream().map(SimulationReport::funnel).toList());
    }
    if (result.comparison() != null) {
      data.put("against", comparison(result.comparison()));
    }
    return data;
  }

  private static Map<String, Object> events(SimulationResult result) {
    Simulation.Played played = result.played();
    return Map.of(
        "played", played.played(),
        "before", played.before(),
        "after", played.after(),
        "repeated", played.count(Outcome.REPEATED),
        "waiting", played.count(Outcome.WAITING),
        "parked", played.count(Outcome.PARKED),
        "rejected", result.rejectedEvents());
  }

  private static List<Object> messages(Tally tally) {
    List<Object> messages = new ArrayList<>();
    tally
        .sent()
        .forEach(
            (sent, n) ->
                messages.add(
                    Map.of(
                        "campaign", sent.campaign(),
                        "channel", sent.channel(),
                        "day", sent.day().toString(),
                        "hour", sent.hour(),
                        "sent", n)));
    return messages;
  }

  private static List<Object> gates(Tally tally) {
    List<Object> gates = new ArrayList<>();
    tally
        .stopped()
        .forEach(
            (stopped, n) ->
                gates.add(
                    Map.of(
                        "campaign", stopped.campaign(),
                        "gate", stopped.gate(),
                        "reason", stopped.reason(),
                        "verdict", stopped.verdict(),
                        "outcomes", n)));
    return gates;
  }

  private static List<Object> gestures(Load load) {
    List<Object> gestures = new ArrayList<>();
    for (Load.Given given : load.given()) {
      gestures.add(
          Map.of(
              "campaign", given.campaign(),
              "currency", given.currency(),
              "gestures", given.gestures(),
              "amount", given.amount().toPlainString()));
    }
    return gestures;
  }

  private static List<Object> budgets(Load load) {
    List<Object> budgets = new ArrayList<>();
    for (Load.Drawn drawn : load.drawn()) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("budget", drawn.budget());
      data.put("period", drawn.period() == null ? null : drawn.period().toString());
      data.put("currency", drawn.currency());
      data.put("spent", drawn.spent().toPlainString());
      data.put("reserved", drawn.reserved().toPlainString());
      data.put("waits", drawn.waits().toPlainString());
      budgets.add(data);
    }
    return budgets;
  }

  private static List<Object> calls(Load load) {
    List<Object> calls = new ArrayList<>();
    for (Load.Calls some : load.calls()) {
      calls.add(Map.of("day", some.day().toString(), "skill", some.skill(), "calls", some.calls()));
    }
    return calls;
  }

  private static Map<String, Object> sample(Samples.Sample sample) {
    return Map.of(
        "customer", sample.customer(),
        "campaign", sample.campaign(),
        "message", sample.message(),
        "key", sample.key(),
        "at", sample.at().toString(),
        "language", sample.language(),
        "subject", sample.subject(),
        "text", sample.text());
  }

  private static Map<String, Object> funnel(Funnel funnel) {
    return Map.of(
        "rule", funnel.rule(),
        "heard", left(funnel.heard()),
        "sentences", funnel.sentences().stream().map(SimulationReport::step).toList(),
        "proposed", left(funnel.proposed()),
        "gates", funnel.gates().stream().map(SimulationReport::step).toList(),
        "waiting", left(funnel.waiting()),
        "sent", left(funnel.sent()));
  }

  private static Map<String, Object> step(Funnel.Step step) {
    Map<String, Object> data = left(step.left());
    data.put("after", step.after());
    if (step.line() > 0) {
      data.put("line", step.line());
    }
    return data;
  }

  private static Map<String, Object> left(Funnel.Left left) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("times", left.times());
    data.put("customers", left.customers());
    return data;
  }

  private static Map<String, Object> comparison(Fates.Comparison comparison) {
    List<Object> messages = new ArrayList<>();
    comparison
        .messages()
        .forEach(
            (message, changes) -> {
              Map<String, Object> data = kinds(changes);
              data.put("message", message);
              messages.add(data);
            });
    return Map.of(
        "revision", comparison.revision(),
        "customers", kinds(comparison.customers()),
        "messages", messages);
  }

  private static Map<String, Object> kinds(Map<Change.Kind, Long> counts) {
    Map<String, Object> data = new LinkedHashMap<>();
    for (Change.Kind kind : Change.Kind.values()) {
      data.put(kind.word(), counts.getOrDefault(kind, 0L));
    }
    return data;
  }
}
