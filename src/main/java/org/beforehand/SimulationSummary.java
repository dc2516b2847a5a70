package org.beforehand;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.beforehand.intake.Receipt.Outcome;
import org.beforehand.studio.Change;
import org.beforehand.studio.Fates;
import org.beforehand.studio.Funnel;
import org.beforehand.studio.Load;
import org.beforehand.studio.SimulationResult;
import org.beforehand.studio.Tally;

/** What a simulation came to, for people. */
final class SimulationSummary {
  private static final int WIDEST = 40;

  private final PrintWriter out;

  SimulationSummary(PrintWriter out) {
    this.out = out;
  }

  void print(SimulationResult result, Duration took) {
    line("%s to %s", result.period().from(), result.period().to());
    line(
        "customers  %,d taken, %,d rejected",
        result.input().customers(), result.input().rejected());
    line(
        "events     %,d played, %,d before --from, %,d after --to, %,d repeated, %,d of unknown"
            + " customers, %,d parked, %,d rejected",
        result.played().played(),
        result.played().before(),
        result.played().after(),
        result.played().count(Outcome.REPEATED),
        result.played().count(Outcome.WAITING),
        result.played().count(Outcome.PARKED),
        result.rejectedEvents());
    Tally tally = result.account().tally();
    line("outcomes   %,d", tally.outcomes());
    long faults = result.account().faults();
    if (faults > 0) {
      line("faults     %,d decisions without a campaign whose rules failed", faults);
    }
    outcomes(tally);
    times(tally);
    load(result.account().load());
    result.account().funnels().forEach(this::funnel);
    if (result.comparison() != null) {
      comparison(result.comparison());
    }
    long events = result.input().events().events() + result.input().events().rejected();
    double seconds = took.toMillis() / 1000.0;
    line("");
    line("%.1f s, %,.0f events/s", seconds, events / Math.max(seconds, 0.001));
    out.flush();
  }

  private void outcomes(Tally tally) {
    if (!tally.rows().isEmpty()) {
      line("");
      line("%-24s %-20s %-8s %-18s %12s", "campaign", "message", "verdict", "reason", "");
    }
    tally
        .rows()
        .forEach(
            (row, n) ->
                line(
                    "%-24s %-20s %-8s %-18s %,12d",
                    row.campaign(),
                    row.template() == null ? "" : row.template(),
                    row.verdict(),
                    row.reason() == null ? "" : row.reason(),
                    n));
  }

  private void times(Tally tally) {
    if (tally.channels().isEmpty()) {
      return;
    }
    line("");
    tally.channels().forEach((channel, n) -> line("sent by %-16s %,12d", channel, n));
    line("");
    line("sent, by the customer's day");
    long most = tally.days().values().stream().mapToLong(Long::longValue).max().orElse(1);
    tally.days().forEach((day, n) -> line("%-10s %,12d %s", day, n, bar(n, most)));
    line("sent, by the customer's hour");
    long busiest = 1;
    for (int hour = 0; hour < 24; hour++) {
      busiest = Math.max(busiest, tally.hour(hour));
    }
    for (int hour = 0; hour < 24; hour++) {
      if (tally.hour(hour) > 0) {
        line("%02d:00      %,12d %s", hour, tally.hour(hour), bar(tally.hour(hour), busiest));
      }
    }
  }

  private void load(Load load) {
    if (!load.given().isEmpty()) {
      line("");
      line("%-24s %12s %16s", "given by", "gestures", "");
    }
    for (Load.Given given : load.given()) {
      line(
          "%-24s %,12d %16s %s",
          given.campaign(), given.gestures(), given.amount().toPlainString(), given.currency());
    }
    if (!load.drawn().isEmpty()) {
      line("");
      line("%-24s %-10s %12s %12s %12s", "budget", "from", "spent", "reserved", "waits");
    }
    for (Load.Drawn one : load.drawn()) {
      line(
          "%-24s %-10s %12s %12s %12s %s",
          one.budget(),
          one.period() == null ? "" : one.period(),
          one.spent().toPlainString(),
          one.reserved().toPlainString(),
          one.waits().toPlainString(),
          one.currency());
    }
    if (!load.calls().isEmpty()) {
      line("");
      line("%-10s %-24s %12s", "calls on", "skill", "");
    }
    load.calls().forEach(one -> line("%-10s %-24s %,12d", one.day(), one.skill(), one.calls()));
  }

  private void funnel(Funnel funnel) {
    line("");
    line("%-60s %12s %12s", funnel.rule(), "occasions", "customers");
    left("heard", funnel.heard());
    funnel.sentences().forEach(step -> left(step.after(), step.left()));
    left("proposed", funnel.proposed());
    funnel.gates().forEach(step -> left("gate " + step.after(), step.left()));
    left("waiting", funnel.waiting());
    left("sent", funnel.sent());
  }

  private void left(String after, Funnel.Left left) {
    String cut = after.length() > WIDEST + 18 ? after.substring(0, WIDEST + 15) + "..." : after;
    line("  %-58s %,12d %,12d", cut, left.times(), left.customers());
  }

  private static String bar(long n, long most) {
    return "#".repeat((int) ((n * WIDEST + most - 1) / most));
  }

  private void comparison(Fates.Comparison comparison) {
    line("");
    line("against the earlier rules, customers:");
    line("  %,d are sent something they were not", count(comparison, Change.Kind.ADDED));
    line("  %,d are not sent something they were", count(comparison, Change.Kind.REMOVED));
    line("  %,d have another difference", count(comparison, Change.Kind.CHANGED));
    if (!comparison.messages().isEmpty()) {
      line("%-45s %12s %12s %12s", "campaign and message", "added", "removed", "changed");
    }
    comparison
        .messages()
        .forEach(
            (message, counts) ->
                line(
                    "%-45s %,12d %,12d %,12d",
                    message,
                    counts.getOrDefault(Change.Kind.ADDED, 0L),
                    counts.getOrDefault(Change.Kind.REMOVED, 0L),
                    counts.getOrDefault(Change.Kind.CHANGED, 0L)));
  }

  private static long count(Fates.Comparison comparison, Change.Kind kind) {
    return comparison.customers().getOrDefault(kind, 0L);
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values).stripTrailing());
  }
}
