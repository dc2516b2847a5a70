package org.beforehand.fact;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A step in an incident's life that customers are told about. The outreach key of a stage is {@code
 * INCIDENT#EPISODE:STAGE}, and its message usually bears the stage's name.
 *
 * @param number which update of an outage, or which announcement of a maintenance, this is; for
 *     what is told anew that it is back, how often it is told; else 0
 */
public record Stage(Name name, int number) {

  /** The steps. */
  public enum Name {
    /** Planned maintenance is announced, or its time has changed. */
    PLANNED("maintenance.planned", Incident.Status.PLANNED),
    /** Planned maintenance has begun. */
    STARTED("maintenance.started", Incident.Status.OPEN),
    /** An outage has begun. */
    OPENED("incident.opened", Incident.Status.OPEN),
    /** The estimate has changed. */
    ETA("incident.updated", Incident.Status.OPEN),
    /** The time that was promised went by without news. */
    STILL_OUT("incident.lapsed", Incident.Status.OPEN),
    /** An outage is over. */
    RESTORED("incident.restored", Incident.Status.RESTORED),
    /** Planned maintenance is over. */
    COMPLETED("maintenance.completed", Incident.Status.RESTORED),
    /** It was a false alarm, or will not take place. */
    CANCELLED("incident.cancelled", Incident.Status.CANCELLED);

    private final String trigger;
    private final Incident.Status status;

    Name(String trigger, Incident.Status status) {
      this.trigger = trigger;
      this.status = status;
    }

    /** {@code planned}, {@code still-out} and so on, without a number. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads what {@link #word()} writes.
     *
     * @throws IllegalArgumentException if the word is none of them
     */
    public static Name of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Where the incident must stand for this to be true. */
    public Incident.Status status() {
      return status;
    }

    /** Whether it says that service is still away, and when more will be known. */
    public boolean updates() {
      return this == ETA || this == STILL_OUT;
    }

    private boolean numbered() {
      return updates() || this == PLANNED;
    }

    /** Who answers that it is not back hears once more that it is. */
    private boolean toldAnew() {
      return this == RESTORED || this == COMPLETED;
    }
  }

  public static final Stage OPENED = new Stage(Name.OPENED, 0);
  public static final Stage STARTED = new Stage(Name.STARTED, 0);
  public static final Stage RESTORED = new Stage(Name.RESTORED, 0);
  public static final Stage COMPLETED = new Stage(Name.COMPLETED, 0);
  public static final Stage CANCELLED = new Stage(Name.CANCELLED, 0);

  /** The {@code number}-th update of an episode, from 1; this one is a changed estimate. */
  public static Stage eta(int number) {
    return new Stage(Name.ETA, number);
  }

  /** The {@code number}-th update of an episode, from 1; this one is that there is no news. */
  public static Stage stillOut(int number) {
    return new Stage(Name.STILL_OUT, number);
  }

  /** The {@code number}-th announcement of planned maintenance, from 1. */
  public static Stage planned(int number) {
    return new Stage(Name.PLANNED, number);
  }

  /** The same, told to some once more; the first such telling is number 2. */
  public Stage anew(int times) {
    return new Stage(name, times);
  }

  /** The event type that rules listen to for this stage of that incident. */
  public String trigger(Incident incident) {
    return name == Name.CANCELLED && incident.maintenance()
        ? "maintenance.cancelled"
        : name.trigger;
  }

  /** Whether this stage ends the conversation. */
  public boolean closes() {
    return name.status() == Incident.Status.RESTORED || name == Name.CANCELLED;
  }

  /**
   * {@code opened}, {@code eta.2}, {@code planned.1}, {@code still-out.3}, {@code restored}, {@code
   * restored.2}.
   */
  public String word() {
    return name.numbered() || number > 0 ? name.word() + "." + number : name.word();
  }

  /**
   * Reads what {@link #word()} writes; null for anything else.
   *
   * @throws NumberFormatException if what follows the dot is not a number
   */
  public static @Nullable Stage parse(@Nullable String word) {
    if (word == null) {
      return null;
    }
    int dot = word.indexOf('.');
    String name = dot < 0 ? word : word.substring(0, dot);
    int number = dot < 0 ? 0 : Integer.parseInt(word.substring(dot + 1));
    for (Name one : Name.values()) {
      if (one.word().equals(name) && (one.numbered() == (dot >= 0) || one.toldAnew())) {
        return new Stage(one, number);
      }
    }
    return null;
  }
}
