package org.beforehand.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.beforehand.customer.Timeline;
import org.beforehand.customer.Timeline.Entry;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Happening;
import org.beforehand.decide.Holidays;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
import org.beforehand.decide.Schedule;
import org.beforehand.decide.Schedule.Occurrence;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.beforehand.intake.ScheduleTable.Begun;
import org.beforehand.intake.ScheduleTable.Line;
import org.beforehand.intake.ScheduleTable.Run;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Begins what campaigns do by the clock. When a schedule's hour has come in a zone, its event and
 * the event's sweep are written in one transaction with a row that only one node can write. What
 * could not begin on its own day is recorded as expired and does not happen.
 */
final class Schedules {
  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

  /** Further back than the last time, for whoever has moved between zones meanwhile. */
  private static final Duration OVERLAP = Duration.ofDays(2);

  private final TransactionTemplate transaction;
  private final Rulebooks rulebooks;
  private final ScheduleTable table;
  private final RangeTable ranges;
  private final Timeline timeline;
  private volatile @Nullable Look last;

  Schedules(JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks) {
    this.transaction = transaction;
    this.rulebooks = rulebooks;
    this.table = new ScheduleTable(db);
    this.ranges = new RangeTable(db);
    this.timeline = new Timeline(db);
  }

  /**
   * One look at the clock, kept so that looks at which nothing can be due cost next to nothing.
   *
   * @param quarter which quarter of an hour it was
   * @param next when something is due next, as long as rules and zones stay as they are; the
   *     instant itself while nobody has looked
   */
  private record Look(long quarter, String revision, List<String> zones, Instant next) {

    boolean isOf(long itsQuarter, String itsRevision) {
      return quarter == itsQuarter && revision.equals(itsRevision);
    }

    /** Whether nothing has come since. */
    boolean stillTrue(Look now) {
      return revision.equals(now.revision)
          && zones.equals(now.zones)
          && quarter < now.quarter
          && now.next.isBefore(next);
    }
  }

  /**
   * Begins what is due, once every quarter of an hour.
   *
   * @return how many sweeps began
   */
  int begin(Instant at) {
    Rulebook rulebook = rulebooks.current();
    List<Campaign> scheduled =
        rulebook.campaigns().values().stream()
            .filter(one -> one.schedule() != null && one.status() != Campaign.Status.DRAFT)
            .toList();
    long quarter = Math.floorDiv(at.getEpochSecond(), Schedule.QUARTER.toSeconds());
    Look before = last;
    if (scheduled.isEmpty() || before != null && before.isOf(quarter, rulebook.revision())) {
      return 0;
    }
    Look now = new Look(quarter, rulebook.revision(), table.zones(), at);
    if (before != null && before.stillTrue(now)) {
      last = new Look(quarter, now.revision(), now.zones(), before.next());
      return 0;
    }
    Map<ZoneId, List<String>> places = places(now.zones(), rulebook.policy().zone(), at);
    int begun = begin(scheduled, places, at);
    // Only now: whatever did not work is tried again at the next tick.
    last = new Look(quarter, now.revision(), now.zones(), next(scheduled, places.keySet(), at));
    return begun;
  }

  /**
   * When something may be due next, as far as the last look at the clock could tell: never too
   * late, unless somebody moves to a zone meanwhile in which nobody lived.
   */
  Instant next(Instant after) {
    Look look = last;
    if (look == null) {
      return Instant.MAX;
    }
    return look.next().isAfter(after) ? look.next() : after.plus(Schedule.QUARTER);
  }

  private int begin(List<Campaign> scheduled, Map<ZoneId, List<String>> places, Instant at) {
    Map<Line, String> done = table.last(lines(scheduled, places.keySet()));
    int begun = 0;
    for (Campaign campaign : scheduled) {
      Schedule schedule = schedule(campaign);
      for (Map.Entry<ZoneId, List<String>> place : places.entrySet()) {
        Line line = line(campaign, schedule, place.getKey());
        List<Occurrence> come = schedule.since(done.get(line), at, place.getKey());
        begun += follow(campaign, schedule, line, place, come, at);
      }
    }
    return begun;
  }

  private static Instant next(List<Campaign> scheduled, Set<ZoneId> zones, Instant at) {
    Instant next = Instant.MAX;
    for (Campaign campaign : scheduled) {
      for (ZoneId zone : zones) {
        Instant comes = schedule(campaign).after(at, zone);
        next = comes.isBefore(next) ? comes : next;
      }
    }
    return next;
  }

  private static Schedule schedule(Campaign campaign) {
    return Objects.requireNonNull(campaign.schedule());
  }

  /**
   * Zones as clocks, with what customers who live by them have in their records: the company's is
   * also that of those without one. A zone everybody has just left has an empty list.
   */
  private Map<ZoneId, List<String>> places(List<String> zones, ZoneId company, Instant at) {
    Map<ZoneId, List<String>> places = new LinkedHashMap<>();
    for (String zone : zones) {
      places
          .computeIfAbsent(zone.isEmpty() ? company : ZoneId.of(zone), one -> new ArrayList<>())
          .add(zone);
    }
    for (String left : table.zonesOfLate(at.minus(OVERLAP))) {
      places.computeIfAbsent(ZoneId.of(left), zone -> List.of());
    }
    return places;
  }

  private static List<Line> lines(List<Campaign> scheduled, Iterable<ZoneId> zones) {
    List<Line> lines = new ArrayList<>();
    for (Campaign campaign : scheduled) {
      for (ZoneId zone : zones) {
        lines.add(line(campaign, schedule(campaign), zone));
      }
    }
    return lines;
  }

  private static Line line(Campaign campaign, Schedule schedule, ZoneId zone) {
    return new Line(campaign.name(), schedule.kind(), zone.getId());
  }

  /** The last one begins, if it is still its day; the others are only recorded. */
  private int follow(
      Campaign campaign,
      Schedule schedule,
      Line line,
      Map.Entry<ZoneId, List<String>> place,
      List<Occurrence> come,
      Instant at) {
    if (come.isEmpty()) {
      return 0;
    }
    if (campaign.status() == Campaign.Status.PAUSED) {
      table.pass(come.stream().map(one -> run(line, one)).toList(), "paused", at);
      return 0;
    }
    Occurrence latest = come.get(come.size() - 1);
    List<Occurrence> missed = latest.today() ? come.subList(0, come.size() - 1) : come;
    if (!missed.isEmpty()
        && table.pass(missed.stream().map(one -> run(line, one)).toList(), "expired", at) > 0) {
      LOG.warn(
          "{} was not running in {} when it was time: {} missed, the last on {}",
          campaign.name(),
          line.zone(),
          missed.size(),
          missed.get(missed.size() - 1).name());
    }
    return latest.today() && begin(campaign, schedule, line, place, latest, at) ? 1 : 0;
  }

  private static Run run(Line line, Occurrence occurrence) {
    return new Run(line, occurrence.name(), occurrence.instant());
  }

  private boolean begin(
      Campaign campaign,
      Schedule schedule,
      Line line,
      Map.Entry<ZoneId, List<String>> place,
      Occurrence occurrence,
      Instant at) {
    // Also by name where nobody is left: those who moved away today had it in their records.
    List<String> zones = place.getValue().isEmpty() ? List.of(line.zone()) : place.getValue();
    Event event = event(campaign, schedule, place.getKey(), occurrence);
    Run run = run(line, occurrence);
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              if (!table.begin(run, place.getValue().isEmpty(), at)) {
                return false;
              }
              Optional<Begun> begun =
                  sweep(schedule, run, event, place.getKey(), zones, occurrence, at);
              if (begun.isEmpty()) {
                return false;
              }
              remember(event, at);
              ranges.split(begun.get().sweep(), begun.get().people());
              table.swept(run, begun.get().sweep());
              return true;
            }));
  }

  private Optional<Begun> sweep(
      Schedule schedule,
      Run run,
      Event event,
      ZoneId zone,
      List<String> zones,
      Occurrence occurrence,
      Instant at) {
    String campaign = run.line().campaign();
    if (schedule instanceof Schedule.Yearly yearly) {
      return table.celebrate(
          event.key(),
          campaign,
          yearly.of(),
          days(yearly, occurrence.date(), zone),
          zones,
          occurrence.date().atStartOfDay(zone).toInstant(),
          at);
    }
    if (schedule instanceof Schedule.Inactive inactive) {
      Instant upto = run.instant().minus(inactive.lasting());
      Instant from =
          table
              .followedBefore(run)
              .map(before -> before.minus(inactive.lasting()).minus(OVERLAP))
              .orElse(upto.minus(Duration.ofDays(1)));
      return table.ask(event.key(), campaign, zones, from, upto, at);
    }
    return table.everybody(event.key(), campaign, zones, RangeTable.SMALL, at);
  }

  /** Before the day, working days are counted, which are others in other countries. */
  private CelebratedDays days(Schedule.Yearly yearly, LocalDate date, ZoneId zone) {
    Holidays holidays = rulebooks.current().policy().holidays();
    CelebratedDays days = CelebratedDays.of(yearly.celebratedOn(date, holidays.at(zone)));
    return yearly.before() == 0
        ? days
        : days.unlike(
            holidays.byCountry(),
            working -> yearly.celebratedOn(date, working),
            !Holidays.saysWhere(zone));
  }

  /** The same event on whichever node, so that nothing in it depends on when the clock was read. */
  private static Event event(
      Campaign campaign, Schedule schedule, ZoneId zone, Occurrence occurrence) {
    return new Event(
        Happening.SCHEDULE,
        campaign.name() + "/" + schedule.kind() + "/" + occurrence.name() + "@" + zone.getId(),
        schedule.eventType(campaign.name()),
        new Subject.OfSchedule(campaign.name()),
        occurrence.instant(),
        schedule.data(occurrence.date(), zone));
  }

  private void remember(Event event, Instant at) {
    String fingerprint = Fingerprint.of(event.type(), event.subject(), event.time(), event.data());
    Entry entry = new Entry(event, fingerprint, at, null, Timeline.Outcome.SWEEP, null, false);
    if (timeline.remember(List.of(entry)).isEmpty()) {
      throw new IllegalStateException("somebody else has used our own source of events");
    }
  }
}
