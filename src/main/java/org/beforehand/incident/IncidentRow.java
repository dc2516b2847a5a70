package org.beforehand.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Incident.Status;
import org.jspecify.annotations.Nullable;

/**
 * An incident as it is stored; each method is one way it can move on. Pure.
 *
 * @param note what an operator adds to notices of this episode, by language
 */
record IncidentRow(
    String id,
    String service,
    @Nullable String cause,
    boolean planned,
    long version,
    Standing standing,
    Outlook outlook,
    Told told,
    Map<String, String> note) {

  /**
   * Where it stands.
   *
   * @param since the event time of the last change of status
   * @param ended whether the sweep that tells its end has begun
   */
  record Standing(Status status, Instant since, int episode, Instant openedAt, boolean ended) {}

  /**
   * What is expected.
   *
   * @param from the beginning of a maintenance's window; null for an outage
   * @param eta when customers are told that service is back; the end of a maintenance's window
   * @param asOf the event time of that expectation
   * @param estimate what operations expect
   */
  record Outlook(
      @Nullable Instant from, @Nullable Instant eta, Instant asOf, @Nullable Instant estimate) {

    /** Of an outage: what customers are told is padded. */
    static Outlook of(@Nullable Instant estimate, Instant asOf, Pad pad) {
      return new Outlook(null, pad.told(estimate, asOf), asOf, estimate);
    }

    /** The same expectation, heard of again: what customers are told of it stands. */
    Outlook again(Instant time) {
      return new Outlook(from, eta, time, estimate);
    }
  }

  /**
   * What customers were told in this episode.
   *
   * @param at when the last stage began to be told; null while nobody was told
   * @param from the announced beginning
   * @param eta the estimate that was told last
   * @param updates how many updates were told
   * @param announced how often the window was announced
   * @param nextUpdate by when whoever was told is owed news
   * @param broken the last time they were promised that passed in vain
   */
  record Told(
      @Nullable Instant at,
      @Nullable Instant from,
      @Nullable Instant eta,
      int updates,
      int announced,
      @Nullable Instant nextUpdate,
      @Nullable Instant broken) {
    static final Told NOTHING = new Told(null, null, null, 0, 0, null, null);
  }

  Status status() {
    return standing.status();
  }

  boolean is(Status status) {
    return standing.status() == status;
  }

  boolean maintenance() {
    return outlook.from() != null;
  }

  Incident toIncident(Set<String> scopes) {
    return new Incident(
        id,
        service,
        cause,
        planned,
        status(),
        standing.episode(),
        version,
        outlook.eta(),
        standing.openedAt(),
        told.updates(),
        scopes,
        outlook.from(),
        told.nextUpdate(),
        is(Status.RESTORED) || is(Status.CANCELLED) ? standing.since() : null,
        new Incident.Background(
            Objects.equals(outlook.estimate(), outlook.eta()) ? null : outlook.estimate(),
            told.broken(),
            note));
  }

  /** A new episode: whoever was told that it was over is told anew. */
  IncidentRow reopened(Status status, Instant time, Outlook next) {
    Instant openedAt = status == Status.PLANNED && next.from() != null ? next.from() : time;
    return new IncidentRow(
        id,
        service,
        cause,
        planned,
        version + 1,
        new Standing(status, time, standing.episode() + 1, openedAt, false),
        next,
        Told.NOTHING,
        Map.of());
  }

  /** The same episode goes on: nobody has been told that it was over. */
  IncidentRow resumed(Instant time) {
    return standing(
        new Standing(Status.OPEN, time, standing.episode(), standing.openedAt(), false));
  }

  /** What was announced has begun. */
  IncidentRow begun(Instant time) {
    return standing(new Standing(Status.OPEN, time, standing.episode(), time, false));
  }

  IncidentRow closed(Status how, Instant time) {
    return standing(
        new Standing(how, time, standing.episode(), standing.openedAt(), standing.ended()));
  }

  /** Its end is being told. */
  IncidentRow ended() {
    return new IncidentRow(
        id,
        service,
        cause,
        planned,
        version,
        new Standing(status(), standing.since(), standing.episode(), standing.openedAt(), true),
        outlook,
        told,
        note);
  }

  private IncidentRow standing(Standing next) {
    return new IncidentRow(id, service, cause, planned, version + 1, next, outlook, told, note);
  }

  /** An estimate that lies ahead is itself what customers wait for from now on. */
  IncidentRow expecting(Outlook next, @Nullable String newCause, Instant at) {
    boolean ahead = next.eta() != null && next.eta().isAfter(at);
    boolean promised = told.at() != null && !Objects.equals(next.eta(), outlook.eta());
    return new IncidentRow(
        id,
        service,
        newCause,
        planned,
        version + 1,
        standing,
        next,
        ahead && promised ? owing(next.eta()) : told,
        note);
  }

  /**
   * A stage is being told from this instant on.
   *
   * @param updates how many updates were told, with this one
   * @param announced how often the window was announced, with this one
   */
  IncidentRow telling(Instant at, int updates, int announced, IncidentTiming timing) {
    return telling(
        new Told(
            at,
            outlook.from(),
            outlook.eta(),
            updates,
            announced,
            promise(at, timing),
            told.broken()));
  }

  private IncidentRow telling(Told next) {
    return new IncidentRow(id, service, cause, planned, version, standing, outlook, next, note);
  }

  /** Customers were owed news by now, and there is none. */
  IncidentRow lapsed(Instant at, IncidentTiming timing) {
    return new IncidentRow(
        id,
        service,
        cause,
        planned,
        version + 1,
        standing,
        outlook,
        owing(is(Status.OPEN) ? promise(at, timing) : null),
        note);
  }

  private Told owing(@Nullable Instant nextUpdate) {
    return new Told(
        told.at(),
        told.from(),
        told.eta(),
        told.updates(),
        told.announced(),
        nextUpdate,
        told.broken());
  }

  /** The estimate, if it still lies ahead; else we write again in so many hours. */
  private Instant promise(Instant at, IncidentTiming timing) {
    Instant eta = outlook.eta();
    return eta != null && eta.isAfter(at) ? eta : at.plus(timing.nextUpdate());
  }

  /**
   * Whether customers are to hear of the estimate. A first one, or one in place of one that has
   * passed, is always worth telling; a withdrawn one, or one that has passed itself, is not a new
   * promise.
   */
  boolean estimateWorthTelling(Instant at, IncidentTiming timing) {
    Instant eta = outlook.eta();
    if (told.at() == null
        || eta == null
        || !eta.isAfter(at)
        || told.updates() >= timing.mostUpdates()) {
      return false;
    }
    return told.eta() == null
        || !told.eta().isAfter(at)
        || material(told.eta(), eta, timing.material());
  }

  /** Whether the window differs from the one that was announced. */
  boolean windowMoved(IncidentTiming timing) {
    return told.announced() == 0
        || material(told.from(), outlook.from(), timing.material())
        || material(told.eta(), outlook.eta(), timing.material());
  }

  /** When an update may be told at the earliest. */
  Instant updateDue(Instant at, IncidentTiming timing) {
    Instant earliest = told.at() == null ? at : told.at().plus(timing.apart());
    return earliest.isAfter(at) ? earliest : at;
  }

  private static boolean material(
      @Nullable Instant before, @Nullable Instant now, Duration smallest) {
    if (before == null || now == null) {
      return !Objects.equals(before, now);
    }
    return Duration.between(before, now).abs().compareTo(smallest) >= 0;
  }
}
