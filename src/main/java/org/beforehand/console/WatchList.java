package org.beforehand.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.beforehand.customer.Timeline;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Rulebooks;
import org.beforehand.desk.Alerts;
import org.beforehand.fact.Event;
import org.beforehand.incident.Promises;
import org.beforehand.intake.FeedReport;
import org.beforehand.intake.MissedTimes;
import org.beforehand.intake.OutageFeed;
import org.jspecify.annotations.Nullable;

/** What did not go as it should, for whoever watches over the program. */
final class WatchList {
  private static final int MOST = 100;
  private static final Duration LOOK_BACK = Duration.ofDays(14);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);

  private final OutageFeed feed;
  private final IncidentWatch incidents;
  private final MissedTimes missed;
  private final Timeline timeline;
  private final Alerts alerts;
  private final Rulebooks rulebooks;
  private final InstantSource clock;

  WatchList(
      OutageFeed feed,
      IncidentWatch incidents,
      MissedTimes missed,
      Timeline timeline,
      Alerts alerts,
      Rulebooks rulebooks,
      InstantSource clock) {
    this.feed = feed;
    this.incidents = incidents;
    this.missed = missed;
    this.timeline = timeline;
    this.alerts = alerts;
    this.rulebooks = rulebooks;
    this.clock = clock;
  }

  /**
   * How the outage feed stands.
   *
   * @param problem the last one, whether or not it is over
   */
  record Feed(
      String name,
      boolean good,
      String standing,
      @Nullable String since,
      @Nullable String lookedAt,
      @Nullable String goodAt,
      int rows,
      int unreadable,
      long outages,
      @Nullable String problem,
      @Nullable String problemAt) {}

  /** An incident whose customers were promised news that did not come in time. */
  record Promise(String incident, String service, String status, int times, String last) {}

  /**
   * What customers were told to expect, and the time has not come or has passed in vain.
   *
   * @param soon whether that time is near
   * @param told how many heard it
   */
  record Promised(
      String incident,
      String service,
      String what,
      String by,
      String stands,
      boolean soon,
      long told) {}

  /** An incident that is over, but not for everybody: so many answered. */
  record StillOut(String incident, long customers) {}

  /** A time of a schedule at which no program was running. */
  record Missed(String campaign, String what, String when, int zones) {}

  /** An event of which deciding failed. */
  record Parked(String source, String id, String type, String received, @Nullable String detail) {}

  /** What a rule told a team. */
  record Alert(String team, String text, String campaign, String customer, String when) {}

  /** All of it; no feed where none was ever looked at. */
  record Watched(
      @Nullable Feed feed,
      List<Promise> promises,
      List<Promised> promised,
      List<StillOut> stillOut,
      List<Missed> missed,
      List<Parked> parked,
      List<Alert> alerts,
      String zone) {}

  Watched now() {
    Instant since = clock.instant().minus(LOOK_BACK);
    Map<String, Campaign> campaigns = rulebooks.current().campaigns();
    return new Watched(
        feed.report().map(this::feed).orElse(null),
        incidents.lapsed(since, MOST).stream()
            .map(
                one ->
                    new Promise(
                        one.incident(),
                        one.service(),
                        one.status().name().toLowerCase(Locale.ROOT),
                        one.times(),
                        time(one.last())))
            .toList(),
        incidents.promised(since, MOST).stream().map(this::promised).toList(),
        incidents.stillOut(since, MOST).stream()
            .map(one -> new StillOut(one.incident(), one.customers()))
            .toList(),
        missed.since(since, MOST).stream()
            .map(
                one ->
                    new Missed(
                        campaigns.containsKey(one.campaign())
                            ? campaigns.get(one.campaign()).name()
                            : one.campaign(),
                        one.kind().equals("cron") ? "timetable" : one.kind(),
                        one.occurrence().replace('T', ' '),
                        one.zones()))
            .toList(),
        timeline.parked(MOST).stream()
            .map(
                entry -> {
                  Event event = entry.event();
                  return new Parked(
                      event.source(),
                      event.id(),
                      event.type(),
                      time(entry.received()),
                      entry.detail());
                })
            .toList(),
        alerts.latest(null, MOST).stream()
            .map(Alerts.Raised::alert)
            .filter(one -> one.at().isAfter(since))
            .map(
                one ->
                    new Alert(
                        one.id().team(),
                        one.text(),
                        one.id().campaign(),
                        one.id().customer(),
                        time(one.at())))
            .toList(),
        rulebooks.current().policy().zone().getId());
  }

  private Promised promised(Promises.Promised one) {
    Duration left = Duration.between(clock.instant(), one.promised());
    boolean open = one.outcome().equals("open");
    Duration warn = rulebooks.current().policy().incidents().warn();
    return new Promised(
        one.incident(),
        one.service(),
        one.kind().equals(Promises.Promised.ETA) ? "it is back" : "we write again",
        time(one.promised()),
        one.outcome(),
        open && left.compareTo(warn) <= 0,
        one.told());
  }

  private Feed feed(FeedReport report) {
    return new Feed(
        report.feed(),
        report.standing().equals("good"),
        report.standing(),
        perhaps(report.since()),
        perhaps(report.lookedAt()),
        perhaps(report.goodAt()),
        report.rows(),
        report.unreadable(),
        report.outages(),
        report.problem(),
        perhaps(report.problemAt()));
  }

  private @Nullable String perhaps(@Nullable Instant at) {
    return at == null ? null : time(at);
  }

  private String time(Instant at) {
    return TIME.format(at.atZone(rulebooks.current().policy().zone()));
  }
}
