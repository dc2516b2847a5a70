package org.beforehand.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Incident.Status;
import org.beforehand.fact.Stage;
import org.beforehand.incident.Movement.Moved;
import org.beforehand.incident.Movement.Nothing;
import org.beforehand.incident.Movement.Plan;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The life of incidents. Every change of an incident happens with its row locked FOR UPDATE in the
 * caller's transaction, and moves its version; whoever tells customers about it holds the row FOR
 * SHARE meanwhile. So what is being told and what is true cannot pass each other.
 */
public final class Incidents {

  private final IncidentTable table;

  public Incidents(JdbcClient db) {
    this.table = new IncidentTable(db);
  }

  /**
   * Applies one incident event.
   *
   * @param at the business instant
   * @throws BadIncident if the event's data cannot be used; nothing is written
   */
  public Movement apply(Event event, Instant at, IncidentTiming timing) {
    IncidentNews news = IncidentNews.read(event);
    IncidentRow before = table.lock(news.incident());
    Movement movement =
        before == null
            ? first(news, at, timing)
            : switch (news.what()) {
              case OPENED -> opened(before, news, at, timing);
              case UPDATED -> updated(before, news, at, timing);
              case RESTORED, CANCELLED -> closed(before, news, at, timing);
            };
    if (movement instanceof Moved moved) {
      table.log(moved.incident(), event, at, news.what().name().toLowerCase(java.util.Locale.ROOT));
    }
    return movement;
  }

  /** The incident as it stands, locked FOR SHARE until the caller's transaction ends. */
  public @Nullable Incident share(String id) {
    IncidentRow row = table.share(id);
    return row == null ? null : row.toIncident(table.scopes(id));
  }

  /** These incidents as they stand, without a lock, for rendering. */
  public java.util.Map<String, Incident> find(java.util.Collection<String> ids) {
    return table.find(ids);
  }

  /**
   * The incidents that began last, newest first.
   *
   * @param before the last one of the reading before this one, or null for the first
   */
  public List<Incident> latest(@Nullable String before, int most) {
    return table.latest(before, most);
  }

  /** Whether a planned stage may begin, and as what. */
  public sealed interface Start {
    /** It begins now. */
    record Begins(Stage stage, long version) implements Start {}

    /** It is no longer true, or no longer worth telling. */
    record Overtaken() implements Start {}
  }

  /**
   * Asks whether a planned stage still holds, with the incident locked FOR UPDATE; if so, records
   * that it is being told from {@code at}.
   *
   * @param episode the episode the stage was planned in
   */
  public Start begin(String id, Stage.Name stage, int episode, Instant at, IncidentTiming timing) {
    IncidentRow row = table.lock(id);
    if (row == null || row.episode() != episode) {
      return new Start.Overtaken();
    }
    return switch (stage) {
      case OPENED -> {
        if (row.status() != Status.OPEN) {
          yield new Start.Overtaken();
        }
        table.told(id, row.eta(), at, row.etaUpdates());
        yield new Start.Begins(Stage.OPENED, row.version());
      }
      case ETA -> {
        if (row.status() != Status.OPEN
            || row.etaUpdates() >= timing.mostUpdates()
            || !material(row.toldEta(), row.eta(), timing.material())) {
          yield new Start.Overtaken();
        }
        int number = row.etaUpdates() + 1;
        table.told(id, row.eta(), at, number);
        yield new Start.Begins(Stage.eta(number), row.version());
      }
      case RESTORED, CANCELLED -> {
        if (row.status() != (stage == Stage.Name.RESTORED ? Status.RESTORED : Status.CANCELLED)) {
          yield new Start.Overtaken();
        }
        table.ended(id);
        yield new Start.Begins(
            stage == Stage.Name.RESTORED ? Stage.RESTORED : Stage.CANCELLED, row.version());
      }
    };
  }

  private Movement first(IncidentNews news, Instant at, IncidentTiming timing) {
    if (news.service() == null || news.scopes().isEmpty()) {
      throw new BadIncident(
          "data: the first event of an incident needs \"service\" and \"scopes\", such as"
              + " {\"service\":\"broadband\",\"scopes\":[\"circuit:1201\"]}");
    }
    Status status = statusAfter(news.what());
    IncidentRow row =
        new IncidentRow(
            news.incident(),
            news.service(),
            news.cause(),
            news.planned(),
            status,
            news.time(),
            1,
            1,
            news.eta(),
            news.time(),
            news.time(),
            null,
            null,
            0,
            status != Status.OPEN);
    table.insert(row, news.scopes());
    Incident incident = row.toIncident(news.scopes());
    return new Moved(
        incident,
        false,
        status == Status.OPEN
            ? List.of(new Plan(Stage.Name.OPENED, news.scopes(), settled(news.time(), at, timing)))
            : List.of());
  }

  private Movement opened(
      IncidentRow before, IncidentNews news, Instant at, IncidentTiming timing) {
    if (before.status() == Status.OPEN) {
      return updated(before, news, at, timing);
    }
    if (!news.time().isAfter(before.statusTime())) {
      return new Nothing("it was over by then");
    }
    Set<String> scopes = union(table.scopes(before.id()), news.scopes());
    // Nobody has been told that it was over: the same episode simply goes on.
    IncidentRow row =
        before.ended()
            ? before.reopened(news.time(), news.etaGiven() ? news.eta() : null)
            : before.resumed(news.time());
    table.update(row, scopes);
    Instant due = settled(row.openedAt(), at, timing);
    return new Moved(
        row.toIncident(scopes), true, List.of(new Plan(Stage.Name.OPENED, scopes, due)));
  }

  private Movement updated(
      IncidentRow before, IncidentNews news, Instant at, IncidentTiming timing) {
    if (before.status() != Status.OPEN) {
      return new Nothing("it is over");
    }
    Set<String> known = table.scopes(before.id());
    Set<String> scopes = union(known, news.scopes());
    Set<String> added = new LinkedHashSet<>(news.scopes());
    added.removeAll(known);
    boolean newer = news.etaGiven() && !news.time().isBefore(before.etaTime());
    IncidentRow row =
        before.changed(
            newer ? news.eta() : before.eta(),
            newer ? news.time() : before.etaTime(),
            news.cause() == null ? before.cause() : news.cause());
    if (added.isEmpty()
        && Objects.equals(row.eta(), before.eta())
        && Objects.equals(row.cause(), before.cause())) {
      return new Nothing("it said nothing new");
    }
    table.update(row, scopes);
    List<Plan> plans = new ArrayList<>();
    if (!added.isEmpty()) {
      plans.add(new Plan(Stage.Name.OPENED, added, settled(before.openedAt(), at, timing)));
    }
    if (before.toldAt() != null
        && before.etaUpdates() < timing.mostUpdates()
        && material(before.toldEta(), row.eta(), timing.material())) {
      Instant due = latest(at, before.toldAt().plus(timing.apart()));
      plans.add(new Plan(Stage.Name.ETA, scopes, due));
    }
    return new Moved(row.toIncident(scopes), false, plans);
  }

  private Movement closed(
      IncidentRow before, IncidentNews news, Instant at, IncidentTiming timing) {
    if (before.status() != Status.OPEN) {
      return new Nothing("it was over already");
    }
    if (news.time().isBefore(before.openedAt())) {
      return new Nothing("it opened again after that");
    }
    Status status = statusAfter(news.what());
    IncidentRow row = before.closed(status, news.time());
    Set<String> scopes = table.scopes(before.id());
    table.update(row, scopes);
    boolean restored = status == Status.RESTORED;
    // Even if its beginning was never told: it may have held back the end of another outage.
    Plan plan =
        new Plan(
            restored ? Stage.Name.RESTORED : Stage.Name.CANCELLED,
            scopes,
            restored ? at.plus(timing.confirm()) : at);
    return new Moved(row.toIncident(scopes), true, List.of(plan));
  }

  private static Status statusAfter(IncidentNews.What what) {
    return switch (what) {
      case OPENED, UPDATED -> Status.OPEN;
      case RESTORED -> Status.RESTORED;
      case CANCELLED -> Status.CANCELLED;
    };
  }

  /** A first estimate is always worth telling; a withdrawn one is not a new promise. */
  private static boolean material(
      @Nullable Instant told, @Nullable Instant eta, Duration smallest) {
    if (eta == null) {
      return false;
    }
    return told == null || Duration.between(told, eta).abs().compareTo(smallest) >= 0;
  }

  private static Instant settled(Instant since, Instant at, IncidentTiming timing) {
    return latest(at, since.plus(timing.settle()));
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> both = new LinkedHashSet<>(a);
    both.addAll(b);
    return both;
  }
}
