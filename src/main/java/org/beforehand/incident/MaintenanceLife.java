package org.beforehand.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.fact.Incident.Status;
import org.beforehand.fact.Stage;
import org.beforehand.incident.Change.Next;
import org.beforehand.incident.Change.Nothing;
import org.beforehand.incident.IncidentRow.Outlook;
import org.beforehand.incident.IncidentRow.Standing;
import org.beforehand.incident.IncidentRow.Told;
import org.beforehand.incident.Movement.Plan;
import org.jspecify.annotations.Nullable;

/**
 * The life of planned maintenance: announced, perhaps moved, begun, over; or called off before it
 * began. Broken off once it has begun, it is over like any other: service is back. Pure.
 */
final class MaintenanceLife {

  private MaintenanceLife() {}

  /** The first that is heard of it, whichever event comes first. */
  static Next first(IncidentNews news, String service, Instant at, IncidentTiming timing) {
    if (news.what() == IncidentNews.What.ANNOUNCED && (news.from() == null || news.to() == null)) {
      throw new BadIncident(
          "data: maintenance is announced with \"from\" and \"to\", such as"
              + " {\"from\":\"2026-03-01T01:00:00Z\",\"to\":\"2026-03-01T05:00:00Z\"}");
    }
    Instant from = news.from() == null ? news.time() : news.from();
    Outlook outlook = outlook(from, news.to() == null ? news.eta() : news.to(), news.time());
    Status status =
        switch (news.what()) {
          case ANNOUNCED -> Status.PLANNED;
          case BEGUN, UPDATED -> Status.OPEN;
          case OVER -> Status.RESTORED;
          case CANCELLED -> Status.CANCELLED;
        };
    boolean planned = status == Status.PLANNED;
    IncidentRow row =
        new IncidentRow(
            news.incident(),
            service,
            news.cause(),
            true,
            1,
            new Standing(
                status,
                news.time(),
                1,
                planned ? from : news.time(),
                !planned && status != Status.OPEN),
            outlook,
            Told.NOTHING,
            Map.of());
    // Whoever was not told that it would come is not told that it is here.
    return new Next(
        row,
        Scopes.of(news.scopes()),
        false,
        planned ? List.of(announcement(row, news.scopes(), at, timing)) : List.of());
  }

  /** What comes after. */
  static Change next(
      IncidentRow before, Scopes known, IncidentNews news, Instant at, IncidentTiming timing) {
    return switch (before.status()) {
      case PLANNED -> announced(before, known, news, at, timing);
      case OPEN -> underWay(before, known, news, at, timing);
      case RESTORED, CANCELLED -> again(before, known, news, at, timing);
    };
  }

  private static Change announced(
      IncidentRow before, Scopes known, IncidentNews news, Instant at, IncidentTiming timing) {
    boolean says =
        news.what() == IncidentNews.What.ANNOUNCED || news.what() == IncidentNews.What.UPDATED;
    if (!says && news.time().isBefore(before.standing().since())) {
      return new Nothing("it was announced again after that");
    }
    Scopes scopes = known.with(news.scopes());
    return switch (news.what()) {
      case ANNOUNCED, UPDATED -> moved(before, known, news, at, timing);
      case BEGUN -> {
        IncidentRow row = expecting(before, news, at).begun(news.time());
        yield new Next(
            row, scopes, true, List.of(new Plan(Stage.Name.STARTED, scopes.current(), at)));
      }
      case OVER -> over(before, scopes, Status.RESTORED, Stage.Name.COMPLETED, news, at, timing);
      case CANCELLED ->
          over(before, scopes, Status.CANCELLED, Stage.Name.CANCELLED, news, at, timing);
    };
  }

  private static Change moved(
      IncidentRow before, Scopes known, IncidentNews news, Instant at, IncidentTiming timing) {
    Set<String> added = known.added(news.scopes());
    IncidentRow row = expecting(before, news, at);
    if (added.isEmpty() && same(row, before)) {
      return new Nothing("it said nothing new");
    }
    Scopes scopes = known.with(added);
    List<Plan> plans = new ArrayList<>();
    if (row.windowMoved(timing)) {
      plans.add(announcement(row, scopes.current(), at, timing));
    } else if (!added.isEmpty()) {
      plans.add(announcement(row, added, at, timing));
    }
    return new Next(row, scopes, false, plans);
  }

  private static Change underWay(
      IncidentRow before, Scopes known, IncidentNews news, Instant at, IncidentTiming timing) {
    return switch (news.what()) {
      case ANNOUNCED, BEGUN, UPDATED -> {
        IncidentRow row = expecting(before, news, at);
        Scopes scopes = known.with(news.scopes());
        if (known.added(news.scopes()).isEmpty() && same(row, before)) {
          yield new Nothing("it said nothing new");
        }
        yield new Next(
            row,
            scopes,
            false,
            row.estimateWorthTelling(at, timing)
                ? List.of(new Plan(Stage.Name.ETA, scopes.current(), row.updateDue(at, timing)))
                : List.of());
      }
      case OVER, CANCELLED ->
          news.time().isBefore(before.standing().openedAt())
              ? new Nothing("it began again after that")
              : over(before, known, Status.RESTORED, Stage.Name.COMPLETED, news, at, timing);
    };
  }

  private static Change again(
      IncidentRow before, Scopes known, IncidentNews news, Instant at, IncidentTiming timing) {
    if (!news.time().isAfter(before.standing().since())) {
      return new Nothing("it was over by then");
    }
    Scopes scopes =
        before.standing().ended() ? known.again(news.scopes()) : known.with(news.scopes());
    return switch (news.what()) {
      case ANNOUNCED -> {
        if (before.is(Status.RESTORED) && !before.standing().ended()) {
          // A new episode would swallow the "it is over" that customers still wait for.
          throw new BadIncident(
              "type: expected maintenance.planned only after its last completion was told, some"
                  + " minutes after it; or give the next maintenance an ID of its own");
        }
        IncidentRow row =
            before.reopened(Status.PLANNED, news.time(), expecting(before, news, at).outlook());
        yield new Next(row, scopes, true, List.of(announcement(row, scopes.current(), at, timing)));
      }
      case BEGUN -> {
        IncidentRow row =
            before.standing().ended()
                ? before.reopened(Status.OPEN, news.time(), expecting(before, news, at).outlook())
                : before.resumed(news.time());
        yield new Next(
            row, scopes, true, List.of(new Plan(Stage.Name.STARTED, scopes.current(), at)));
      }
      case UPDATED -> new Nothing("it is over");
      case OVER, CANCELLED -> new Nothing("it was over already");
    };
  }

  private static Next over(
      IncidentRow before,
      Scopes scopes,
      Status status,
      Stage.Name stage,
      IncidentNews news,
      Instant at,
      IncidentTiming timing) {
    Instant due = stage == Stage.Name.COMPLETED ? at.plus(timing.confirm()) : at;
    return new Next(
        before.closed(status, news.time()),
        scopes,
        true,
        List.of(new Plan(stage, scopes.ever(), due)));
  }

  /** A change of what was announced already is not held back until the notice. */
  private static Plan announcement(
      IncidentRow row, Set<String> scopes, Instant at, IncidentTiming timing) {
    Instant from = row.outlook().from();
    Instant due = from == null || row.told().announced() > 0 ? at : from.minus(timing.notice());
    return new Plan(Stage.Name.PLANNED, scopes, due.isAfter(at) ? due : at);
  }

  private static IncidentRow expecting(IncidentRow before, IncidentNews news, Instant at) {
    Outlook old = before.outlook();
    Outlook next = old;
    if (!news.time().isBefore(old.asOf())
        && (news.from() != null || news.to() != null || news.eta() != null)) {
      Instant from = news.from() == null ? old.from() : news.from();
      Instant to = news.to() == null ? news.eta() : news.to();
      next = outlook(from, to == null ? old.eta() : to, news.time());
    }
    return before.expecting(next, news.cause() == null ? before.cause() : news.cause(), at);
  }

  private static Outlook outlook(@Nullable Instant from, @Nullable Instant to, Instant asOf) {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new BadIncident("data.to: expected a time after data.from");
    }
    return new Outlook(from, to, asOf, to);
  }

  private static boolean same(IncidentRow row, IncidentRow before) {
    return java.util.Objects.equals(row.outlook().from(), before.outlook().from())
        && java.util.Objects.equals(row.outlook().eta(), before.outlook().eta())
        && java.util.Objects.equals(row.cause(), before.cause());
  }
}
