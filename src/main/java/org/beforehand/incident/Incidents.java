package org.beforehand.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Incident.Status;
import org.beforehand.fact.Stage;
import org.beforehand.fact.Subject;
import org.beforehand.incident.IncidentTable.Line;
import org.beforehand.incident.IncidentTable.Owing;
import org.beforehand.incident.Movement.Moved;
import org.beforehand.incident.Movement.Plan;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The life of incidents. Every change of an incident happens with its row locked FOR UPDATE in the
 * caller's transaction, and moves its version; whoever tells customers about it holds the row FOR
 * SHARE meanwhile. So what is being told and what is true cannot pass each other.
 */
public final class Incidents {

  /** Who says that a promise has lapsed: the program itself. */
  private static final String SOURCE = "beforehand";

  private final IncidentTable table;
  private final IncidentVersionTable versions;
  private final Promises promises;

  public Incidents(JdbcClient db) {
    this.table = new IncidentTable(db);
    this.promises = new Promises(db);
    this.versions = new IncidentVersionTable(db);
  }

  /** Whether events of this type move incidents. */
  public static boolean movedBy(String type) {
    return IncidentNews.speaks(type);
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
    Change change =
        before == null
            ? first(news, at, timing)
            : before.maintenance()
                ? MaintenanceLife.next(before, table.scopes(before.id()), news, at, timing)
                : OutageLife.next(before, table.scopes(before.id()), news, at, timing);
    if (change instanceof Change.Nothing nothing) {
      return new Movement.Nothing(nothing.why());
    }
    Change.Next next = (Change.Next) change;
    if (before == null) {
      table.insert(next.row(), next.scopes());
    } else {
      table.update(next.row(), next.scopes());
      promises.settle(before, next.row());
    }
    Incident incident = next.row().toIncident(next.scopes().current());
    table.log(List.of(new Line(incident, event)), at);
    versions.keep(List.of(incident.id()), at);
    return new Moved(incident, next.overtakes(), next.plans());
  }

  private static Change first(IncidentNews news, Instant at, IncidentTiming timing) {
    String service = news.service();
    if (service == null || news.scopes().isEmpty()) {
      throw new BadIncident(
          "data: the first event of an incident needs \"service\" and \"scopes\", such as"
              + " {\"service\":\"broadband\",\"scopes\":[\"circuit:1201\"]}");
    }
    return news.maintenance()
        ? MaintenanceLife.first(news, service, at, timing)
        : OutageLife.first(news, service, at, timing);
  }

  /** The incident as it stands, locked FOR SHARE until the caller's transaction ends. */
  public @Nullable Incident share(String id) {
    IncidentRow row = table.share(id);
    return row == null ? null : row.toIncident(table.scopes(id).current());
  }

  /** These incidents as they stand, without a lock, for rendering. */
  public Map<String, Incident> find(Collection<String> ids) {
    return table.find(ids);
  }

  /** The incident as it stood before that moment; null if it was not known then. */
  public @Nullable Incident before(String id, long moment) {
    return versions.before(id, moment);
  }

  /** Every state an incident was in within a period, from {@code from} up to before {@code to}. */
  public List<Incident> states(String id, Instant from, Instant to) {
    return versions(id, from, to).stream()
        .filter(version -> version.at().isBefore(to))
        .map(Version::incident)
        .toList();
  }

  /** How an incident stood from an instant on. */
  public record Version(Instant at, Incident incident) {}

  /** The same with their instants, up to and with {@code to}, in order. */
  public List<Version> versions(String id, Instant from, Instant to) {
    return versions.states(id, from, to);
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
    if (row == null || row.standing().episode() != episode) {
      return new Start.Overtaken();
    }
    Telling telling = Telling.begin(row, stage, at, timing);
    if (telling == null) {
      return new Start.Overtaken();
    }
    table.telling(telling.row());
    promises.say(row, telling.row(), at, timing);
    versions.keep(List.of(id), at);
    return new Start.Begins(telling.stage(), telling.row().version());
  }

  /**
   * What an operator adds to notices of an incident in this episode, in place of what was added
   * before. Nobody is written to because of it.
   *
   * @param note by language, such as {@code nb}; empty for nothing
   * @return false if no such incident is known
   */
  public boolean note(String id, Map<String, String> note, Instant at) {
    IncidentRow row = table.lock(id);
    if (row == null) {
      return false;
    }
    table.note(id, note);
    versions.keep(List.of(id), at);
    return true;
  }

  /**
   * Customers were owed news of an incident by now, and there is none.
   *
   * @param event that this is so, for the timeline
   * @param plan what they are told instead; null where nothing more is to be sent
   */
  public record Lapse(Event event, Incident incident, @Nullable Plan plan) {}

  /**
   * An incident whose customers were promised news that did not come in time.
   *
   * @param status as it stands now
   * @param times how often
   * @param last the last time
   */
  public record Broken(String incident, String service, Status status, int times, Instant last) {}

  /** Those since an instant, the latest first. */
  public List<Broken> broken(Instant since, int most) {
    return table.broken(since, most);
  }

  /** Notes every promise that has lapsed, and makes the next one. */
  public List<Lapse> lapse(Instant at, IncidentTiming timing) {
    List<Owing> owing = table.owing(at);
    if (owing.isEmpty()) {
      return List.of();
    }
    List<Lapse> lapses = new ArrayList<>();
    List<IncidentRow> rows = new ArrayList<>();
    for (Owing one : owing) {
      IncidentRow row = one.row().lapsed(at, timing);
      rows.add(row);
      Incident incident = row.toIncident(one.scopes());
      boolean toTell = row.is(Status.OPEN) && row.told().updates() < timing.mostUpdates();
      lapses.add(
          new Lapse(
              lapsed(incident, at),
              incident,
              toTell
                  ? new Plan(Stage.Name.STILL_OUT, one.scopes(), row.updateDue(at, timing))
                  : null));
    }
    table.lapsed(rows);
    versions.keep(rows.stream().map(IncidentRow::id).toList(), at);
    table.log(lapses.stream().map(lapse -> new Line(lapse.incident(), lapse.event())).toList(), at);
    return lapses;
  }

  private static Event lapsed(Incident incident, Instant at) {
    return new Event(
        SOURCE,
        incident.id() + "#" + incident.episode() + ":lapsed." + incident.version(),
        "incident.lapsed",
        new Subject.OfIncident(incident.id()),
        at,
        Map.of());
  }
}
