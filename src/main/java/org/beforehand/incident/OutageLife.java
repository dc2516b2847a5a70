package org.beforehand.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.beforehand.fact.Incident.Status;
import org.beforehand.fact.Stage;
import org.beforehand.incident.Change.Next;
import org.beforehand.incident.Change.Nothing;
import org.beforehand.incident.IncidentRow.Outlook;
import org.beforehand.incident.IncidentRow.Standing;
import org.beforehand.incident.IncidentRow.Told;
import org.beforehand.incident.Movement.Plan;

/** The life of an outage: open, over or a false alarm, perhaps open again. Pure. */
final class OutageLife {

  private OutageLife() {}

  /** The first that is heard of it, whichever event comes first. */
  static Next first(IncidentNews news, String service, Instant at, IncidentTiming timing) {
    Status status =
        switch (news.what()) {
          case ANNOUNCED, BEGUN, UPDATED -> Status.OPEN;
          case OVER -> Status.RESTORED;
          case CANCELLED -> Status.CANCELLED;
        };
    boolean open = status == Status.OPEN;
    IncidentRow row =
        new IncidentRow(
            news.incident(),
            service,
            news.cause(),
            news.planned(),
            1,
            new Standing(status, news.time(), 1, news.time(), !open),
            Outlook.of(news.eta(), news.time(), timing.pad()),
            Told.NOTHING,
            Map.of());
    return new Next(
        row,
        Scopes.of(news.scopes()),
        false,
        open ? List.of(opened(news.scopes(), news.time(), at, timing)) : List.of());
  }

  /** What comes after. */
  static Change next(
      IncidentRow before, Scopes known, IncidentNews news, Instant at, IncidentTiming timing) {
    boolean open = before.is(Status.OPEN);
    return switch (news.what()) {
      case BEGUN ->
          open ? updated(before, known, news, at, timing) : again(before, known, news, at, timing);
      case ANNOUNCED, UPDATED ->
          open ? updated(before, known, news, at, timing) : new Nothing("it is over");
      case OVER -> over(before, known, Status.RESTORED, news, at.plus(timing.confirm()));
      case CANCELLED -> over(before, known, Status.CANCELLED, news, at);
    };
  }

  private static Change again(
      IncidentRow before, Scopes known, IncidentNews news, Instant at, IncidentTiming timing) {
    if (!news.time().isAfter(before.standing().since())) {
      return new Nothing("it was over by then");
    }
    // Nobody has been told that it was over: the same episode simply goes on.
    boolean ended = before.standing().ended();
    Scopes scopes = ended ? known.again(news.scopes()) : known.with(news.scopes());
    IncidentRow row =
        ended
            ? before.reopened(
                Status.OPEN, news.time(), Outlook.of(news.eta(), news.time(), timing.pad()))
            : before.resumed(news.time());
    Plan plan = opened(scopes.current(), row.standing().openedAt(), at, timing);
    return new Next(row, scopes, true, List.of(plan));
  }

  private static Change updated(
      IncidentRow before, Scopes known, IncidentNews news, Instant at, IncidentTiming timing) {
    Set<String> added = known.added(news.scopes());
    boolean newer = news.etaGiven() && !news.time().isBefore(before.outlook().asOf());
    IncidentRow row =
        before.expecting(
            newer ? outlook(before.outlook(), news, timing.pad()) : before.outlook(),
            news.cause() == null ? before.cause() : news.cause(),
            at);
    if (added.isEmpty()
        && Objects.equals(row.outlook().estimate(), before.outlook().estimate())
        && Objects.equals(row.cause(), before.cause())) {
      return new Nothing("it said nothing new");
    }
    Scopes scopes = known.with(added);
    List<Plan> plans = new ArrayList<>();
    if (!added.isEmpty()) {
      plans.add(opened(added, before.standing().openedAt(), at, timing));
    }
    if (row.estimateWorthTelling(at, timing)) {
      plans.add(new Plan(Stage.Name.ETA, scopes.current(), row.updateDue(at, timing)));
    }
    return new Next(row, scopes, false, plans);
  }

  private static Outlook outlook(Outlook before, IncidentNews news, Pad pad) {
    return Objects.equals(news.eta(), before.estimate())
        ? before.again(news.time())
        : Outlook.of(news.eta(), news.time(), pad);
  }

  private static Change over(
      IncidentRow before, Scopes known, Status status, IncidentNews news, Instant due) {
    if (!before.is(Status.OPEN)) {
      return new Nothing("it was over already");
    }
    if (news.time().isBefore(before.standing().openedAt())) {
      return new Nothing("it opened again after that");
    }
    // Told even if its beginning never was: it may have held back the end of another outage.
    Stage.Name stage = status == Status.RESTORED ? Stage.Name.RESTORED : Stage.Name.CANCELLED;
    return new Next(
        before.closed(status, news.time()),
        known,
        true,
        List.of(new Plan(stage, known.ever(), due)));
  }

  private static Plan opened(Set<String> scopes, Instant since, Instant at, IncidentTiming timing) {
    Instant settled = since.plus(timing.settle());
    return new Plan(Stage.Name.OPENED, scopes, settled.isAfter(at) ? settled : at);
  }
}
