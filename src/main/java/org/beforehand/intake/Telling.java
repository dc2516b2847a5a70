package org.beforehand.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.beforehand.customer.Timeline;
import org.beforehand.decide.Happening;
import org.beforehand.deliver.Outbox;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Stage;
import org.beforehand.incident.Incidents;
import org.beforehand.intake.RangeTable.Member;
import org.beforehand.intake.RangeTable.Range;
import org.beforehand.intake.SweepTable.Running;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a sweep tells, and whom. Read in the page's own transaction, and true until its end. */
sealed interface Telling {

  /** The next of the range, in the order of their hashes. */
  List<Member> audience(Range range, int most);

  /** What becomes void by it. The customers are locked. */
  void before(List<String> customers, Instant at);

  Happening happening();

  /** A stage of an incident, for whoever depends on what it touches. */
  record OfIncident(Running sweep, Incident incident, Event cause, SweepTable sweeps, Outbox outbox)
      implements Telling {

    /** Later stages also go to whoever was written to and is no longer in the scopes. */
    @Override
    public List<Member> audience(Range range, int most) {
      return sweeps.audience(range, sweep.stage().name() != Stage.Name.OPENED, most);
    }

    @Override
    public void before(List<String> customers, Instant at) {
      if (sweep.stage().closes()) {
        outbox.supersede(sweep.incident(), sweep.episode(), customers, at);
      }
    }

    @Override
    public Happening happening() {
      return Happening.of(cause, sweep.stage(), incident);
    }
  }

  /** That it is somebody's day, or time. */
  record OfSchedule(Event cause, ScheduleTable schedules) implements Telling {
    @Override
    public List<Member> audience(Range range, int most) {
      return schedules.members(range, most);
    }

    @Override
    public void before(List<String> customers, Instant at) {
      // A day makes nothing void.
    }

    @Override
    public Happening happening() {
      return Happening.of(cause);
    }
  }

  /** Finds out what a range belongs to. */
  record Finder(
      SweepTable sweeps,
      ScheduleTable schedules,
      Incidents incidents,
      Timeline timeline,
      Outbox outbox) {

    static Finder over(JdbcClient db) {
      return new Finder(
          new SweepTable(db),
          new ScheduleTable(db),
          new Incidents(db),
          new Timeline(db),
          new Outbox(db));
    }

    /**
     * Empty if it is over. An incident is held FOR SHARE until the transaction ends; when it has
     * moved on, what is told about it is over.
     */
    Optional<Telling> of(Range range) {
      String about = sweeps.incidentOf(range.sweep());
      if (about == null) {
        return schedules
            .telling(range.sweep())
            .<Telling>map(key -> new OfSchedule(cause(key), schedules));
      }
      Incident incident = incidents.share(about);
      return sweeps
          .running(range.sweep())
          .filter(sweep -> incident != null && sweep.version() == incident.version())
          .<Telling>map(
              sweep ->
                  new OfIncident(
                      sweep,
                      java.util.Objects.requireNonNull(incident),
                      cause(sweep.cause()),
                      sweeps,
                      outbox));
    }

    private Event cause(Event.Key key) {
      return java.util.Objects.requireNonNull(timeline.find(List.of(key)).get(key));
    }
  }
}
