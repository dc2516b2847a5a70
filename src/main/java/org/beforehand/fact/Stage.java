package org.beforehand.fact;

import org.jspecify.annotations.Nullable;

/**
 * A step in an incident's life that customers are told about. The outreach key of a stage is {@code
 * INCIDENT#EPISODE:STAGE}, and its message bears the stage's name.
 *
 * @param name {@code opened}, {@code eta}, {@code restored} or {@code cancelled}
 * @param number which changed estimate this is; 0 for the other stages
 */
public record Stage(Name name, int number) {

  /** The steps. */
  public enum Name {
    OPENED("incident.opened"),
    ETA("incident.updated"),
    RESTORED("incident.restored"),
    CANCELLED("incident.cancelled");

    private final String trigger;

    Name(String trigger) {
      this.trigger = trigger;
    }

    /** The event type that rules listen to for this stage. */
    public String trigger() {
      return trigger;
    }
  }

  public static final Stage OPENED = new Stage(Name.OPENED, 0);
  public static final Stage RESTORED = new Stage(Name.RESTORED, 0);
  public static final Stage CANCELLED = new Stage(Name.CANCELLED, 0);

  /** The {@code number}-th announced change of the estimate, from 1. */
  public static Stage eta(int number) {
    return new Stage(Name.ETA, number);
  }

  /** Whether this stage ends the conversation. */
  public boolean closes() {
    return name == Name.RESTORED || name == Name.CANCELLED;
  }

  /** {@code opened}, {@code eta.2}, {@code restored}, {@code cancelled}. */
  public String word() {
    return switch (name) {
      case OPENED -> "opened";
      case ETA -> "eta." + number;
      case RESTORED -> "restored";
      case CANCELLED -> "cancelled";
    };
  }

  /** Reads what {@link #word()} writes; null for anything else. */
  public static @Nullable Stage parse(@Nullable String word) {
    if (word == null) {
      return null;
    }
    if (word.startsWith("eta.")) {
      return eta(Integer.parseInt(word.substring(4)));
    }
    return switch (word) {
      case "opened" -> OPENED;
      case "restored" -> RESTORED;
      case "cancelled" -> CANCELLED;
      default -> null;
    };
  }
}
