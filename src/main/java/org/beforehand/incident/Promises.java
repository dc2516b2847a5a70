package org.beforehand.incident;

import java.time.Instant;
import java.util.List;
import org.beforehand.fact.Incident.Status;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What customers were told to expect of incidents, and whether it was kept: by when service is
 * back, or by when we write again. A promise is what was told, and not what was expected later.
 */
public final class Promises {

  private final PromiseTable promises;
  private final IncidentVersionTable versions;

  public Promises(JdbcClient db) {
    this.promises = new PromiseTable(db);
    this.versions = new IncidentVersionTable(db);
  }

  /**
   * What customers were told to expect.
   *
   * @param kind {@link #ETA} or {@link #NEXT_UPDATE}
   * @param saidAt when it began to be told
   * @param keptAt when service was back, or news began to be told, by the promised time
   * @param brokenAt the promised time, where it passed in vain
   * @param revisedAt when another time began to be told before this one passed
   * @param told how many customers heard it
   */
  public record Promised(
      String incident,
      String service,
      int episode,
      String kind,
      Instant saidAt,
      Instant promised,
      @Nullable Instant keptAt,
      @Nullable Instant brokenAt,
      @Nullable Instant revisedAt,
      long told) {
    /** That service is back by then. */
    public static final String ETA = "eta";

    /** That we write again by then. */
    public static final String NEXT_UPDATE = "next-update";

    /** What came of it, in a word: kept, broken, revised or open. */
    public String outcome() {
      return keptAt != null
          ? "kept"
          : brokenAt != null ? "broken" : revisedAt != null ? "revised" : "open";
    }
  }

  /** Those about an incident, in the order in which they were made. */
  public List<Promised> of(String incident) {
    return promises.of(incident);
  }

  /** Those that are open, and those broken since; the latest promised time first. */
  public List<Promised> toWatch(Instant since, int most) {
    return promises.toWatch(since, most);
  }

  /**
   * A promise that nobody has kept yet.
   *
   * @param kind {@link Promised#ETA} or {@link Promised#NEXT_UPDATE}
   */
  public record AboutToLapse(
      String incident, String service, int episode, String kind, Instant promised) {}

  /** Promises that lapse within the policy's time, each named once; in the caller's transaction. */
  public List<AboutToLapse> aboutToLapse(Instant at, IncidentTiming timing) {
    return timing.warn().isZero() ? List.of() : promises.warn(at, timing.warn());
  }

  /** Records the promises whose time has passed in vain by now, in the caller's transaction. */
  public void lapse(Instant at) {
    List<String> passed = promises.passed(at);
    if (!passed.isEmpty()) {
      promises.breaks(passed, at);
      promises.note(passed);
      versions.keep(passed, at);
    }
  }

  /**
   * A stage begins to be told. Where nothing more will be written, nothing is promised but that we
   * write when it is over.
   */
  void say(IncidentRow before, IncidentRow now, Instant at, IncidentTiming timing) {
    Instant promised = now.told().nextUpdate();
    if (promised == null || now.told().equals(before.told())) {
      return;
    }
    if (promised.equals(now.outlook().eta())) {
      promises.say(now, Promised.ETA, promised, at);
    } else if (now.told().updates() < timing.mostUpdates()) {
      promises.say(now, Promised.NEXT_UPDATE, promised, at);
    }
    promises.note(List.of(now.id()));
  }

  /** What its end, or that it has not ended after all, makes of what was promised. */
  void settle(IncidentRow before, IncidentRow after) {
    boolean wasOver = over(before);
    if (!wasOver && over(after)) {
      promises.end(after);
    } else if (wasOver && after.standing().episode() == before.standing().episode()) {
      promises.resume(before);
    } else {
      return;
    }
    promises.note(List.of(after.id()));
  }

  private static boolean over(IncidentRow row) {
    return row.is(Status.RESTORED) || row.is(Status.CANCELLED);
  }
}
