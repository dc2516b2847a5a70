package org.beforehand;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.beforehand.intake.Receipt.Outcome;
import org.beforehand.studio.Change;
import org.beforehand.studio.Fates;
import org.beforehand.studio.Tally;

/** What a simulation came to, for people. */
final class SimulationSummary {
  private static final int WIDEST = 40;

  private final PrintWriter out;

  SimulationSummary(PrintWriter out) {
    this.out = out;
  }

  /** Events that were no events, or that the corridor would not have. */
  static long rejected(SimulationRun.Result result) {
    return result.events().rejected()
        + result.played().count(Outcome.CONFLICT)
        + result.played().count(Outcome.REFUSED);
  }

  void print(SimulationRun.Result result, Duration took) {
    line("%s to %s", result.period().from(), result.period().to());
    line(
        "customers  %,d taken, %,d rejected",
        result.customers().accepted() + result.customers().repeated(),
        result.customers().rejected());
    line(
        "events     %,d played, %,d before --from, %,d after --to, %,d repeated, %,d of unknown"
            + " customers, %,d parked, %,d rejected",
        result.played().played(),
        result.played().before(),
        result.played().after(),
        result.played().count(Outcome.REPEATED),
        result.played().count(Outcome.WAITING),
        result.played().count(Outcome.PARKED),
        rejected(result));
    Tally tally = result.tally();
    line("outcomes   %,d", tally.outcomes());
    if (result.faults() > 0) {
      line("faults     %,d decisions without a campaign whose rules failed", result.faults());
    }
    outcomes(tally);
    times(tally);
    if (result.comparison() != null) {
      comparison(result.comparison());
    }
    long events = result.events().events() + result.events().rejected();
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
