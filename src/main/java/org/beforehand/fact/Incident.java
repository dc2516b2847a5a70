package org.beforehand.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An outage or maintenance as it stands.
 *
 * @param id the source's identifier
 * @param service which service it takes away, such as {@code broadband}
 * @param planned whether the company knew of it beforehand
 * @param episode 1, and one more each time it is reopened after customers were told it was over
 * @param version moves with every change; a notice carries the version it was rendered from
 * @param eta when service is expected back, where anybody knows; of a maintenance, the end of its
 *     window
 * @param openedAt when this episode began, or is to begin
 * @param etaUpdates how many updates were announced in this episode: changed estimates, and that
 *     there is no news
 * @param scopes what it touches, such as {@code circuit:1201}
 * @param from the beginning of a maintenance's window; null for an outage
 * @param nextUpdate by when whoever was told is owed news: the estimate they were given, or the
 *     time we said we would write again; null while nobody was told
 * @param endedAt when it ended; null as long as it has not
 * @param background what is known of it beside what customers are told by themselves
 */
public record Incident(
    String id,
    String service,
    @Nullable String cause,
    boolean planned,
    Status status,
    int episode,
    long version,
    @Nullable Instant eta,
    Instant openedAt,
    int etaUpdates,
    Set<String> scopes,
    @Nullable Instant from,
    @Nullable Instant nextUpdate,
    @Nullable Instant endedAt,
    Background background) {

  /**
   * What stands behind what customers are told.
   *
   * @param estimate what operations expect, where {@code eta}, which customers are told, is later;
   *     else null
   * @param broken the last time promised in this episode that passed in vain; null where every
   *     promise was kept
   * @param note what an operator adds to notices, by language, such as {@code nb}
   */
  public record Background(
      @Nullable Instant estimate, @Nullable Instant broken, Map<String, String> note) {
    public static final Background NOTHING = new Background(null, null, Map.of());

    public Background {
      note = Map.copyOf(note);
    }
  }

  /** Nothing is known of it beside what customers are told. */
  public Incident(
      String id,
      String service,
      @Nullable String cause,
      boolean planned,
      Status status,
      int episode,
      long version,
      @Nullable Instant eta,
      Instant openedAt,
      int etaUpdates,
      Set<String> scopes,
      @Nullable Instant from,
      @Nullable Instant nextUpdate,
      @Nullable Instant endedAt) {
    this(
        id,
        service,
        cause,
        planned,
        status,
        episode,
        version,
        eta,
        openedAt,
        etaUpdates,
        scopes,
        from,
        nextUpdate,
        endedAt,
        Background.NOTHING);
  }

  /** An outage of which nobody has been told and whose end is not known. */
  public Incident(
      String id,
      String service,
      @Nullable String cause,
      boolean planned,
      Status status,
      int episode,
      long version,
      @Nullable Instant eta,
      Instant openedAt,
      int etaUpdates,
      Set<String> scopes) {
    this(
        id,
        service,
        cause,
        planned,
        status,
        episode,
        version,
        eta,
        openedAt,
        etaUpdates,
        scopes,
        null,
        null,
        null);
  }

  /** Where it stands. */
  public enum Status {
    /** Maintenance that is announced and has not begun; it takes nothing away yet. */
    PLANNED,
    OPEN,
    /** Service is back: an outage was mended, or maintenance completed or broken off. */
    RESTORED,
    /** A false alarm, or maintenance that will not take place. */
    CANCELLED
  }

  public boolean open() {
    return status == Status.OPEN;
  }

  /** Whether it is a maintenance with a window, and not an outage. */
  public boolean maintenance() {
    return from != null;
  }

  /**
   * The conversation it belongs to. What takes service away belongs to one per customer and
   * service, however many incidents overlap; maintenance that has not begun takes nothing away and
   * is spoken of by itself.
   */
  public String thread() {
    boolean announcement = maintenance() && status != Status.OPEN && status != Status.RESTORED;
    return announcement ? "maintenance:" + id : "outage:" + service;
  }

  /** Whether it touches anything the customer depends on. */
  public boolean touches(Customer customer) {
    return customer.scopes().stream().anyMatch(scopes::contains);
  }

  /** How long service was away; null as long as it is. */
  public @Nullable Duration lasted() {
    return endedAt == null || status != Status.RESTORED
        ? null
        : Duration.between(openedAt, endedAt);
  }

  /** Whether it is over and service was away for so many hours or longer. */
  public boolean lastedAtLeast(int hours) {
    Duration lasted = lasted();
    return lasted != null && lasted.compareTo(Duration.ofHours(hours)) >= 0;
  }

  /** The same incident for somebody to whom nothing was promised in vain. */
  public Incident withoutBrokenPromise() {
    return new Incident(
        id,
        service,
        cause,
        planned,
        status,
        episode,
        version,
        eta,
        openedAt,
        etaUpdates,
        scopes,
        from,
        nextUpdate,
        endedAt,
        new Background(background.estimate(), null, background.note()));
  }

  /** What operations expect; customers may be told a later time. */
  public @Nullable Instant estimate() {
    return background.estimate() == null ? eta : background.estimate();
  }

  /** Whether a time that customers were promised in this episode passed in vain. */
  public boolean promiseBroken() {
    return background.broken() != null;
  }

  /** Whether it is open and has been for so many minutes or longer. */
  public boolean openFor(Instant now, int minutes) {
    return open() && !openedAt.plus(Duration.ofMinutes(minutes)).isAfter(now);
  }

  /**
   * The same incident with what may be promised about it.
   *
   * @param newEta an estimate that still lies ahead, or null
   * @param newNextUpdate when we will write again, or null where nothing more will be written
   */
  public Incident promising(@Nullable Instant newEta, @Nullable Instant newNextUpdate) {
    return new Incident(
        id,
        service,
        cause,
        planned,
        status,
        episode,
        version,
        newEta,
        openedAt,
        etaUpdates,
        scopes,
        from,
        newNextUpdate,
        endedAt,
        background);
  }
}
