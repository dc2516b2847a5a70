package org.beforehand.fact;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where an outreach stands. Every change names the state it leaves. */
public enum OutreachState {
  HELD,
  SCHEDULED,
  CLAIMED,
  SENDING,
  SENT,
  DELIVERED,
  BOUNCED,
  COMPLAINED,
  ANSWERED,
  DROPPED,
  CANCELLED,
  SUPERSEDED,
  MERGED,
  EXPIRED,
  FAILED,
  IN_DOUBT;

  private static final Set<OutreachState> WITHDRAWN =
      EnumSet.of(DROPPED, CANCELLED, SUPERSEDED, MERGED, EXPIRED);
  private static final Set<OutreachState> TOLD =
      EnumSet.of(SENT, DELIVERED, COMPLAINED, ANSWERED, IN_DOUBT);
  private static final Set<OutreachState> WAITING = EnumSet.of(HELD, SCHEDULED, CLAIMED);

  /** The legal moves, all of them. */
  public boolean mayBecome(OutreachState next) {
    return switch (this) {
      // Delivered: by the channel tried before, after all, while the next one waits.
      case HELD -> next == SCHEDULED || next == DELIVERED || WITHDRAWN.contains(next);
      case SCHEDULED ->
          next == CLAIMED || next == HELD || next == DELIVERED || WITHDRAWN.contains(next);
      // Back to scheduled when its node died or drained before the first byte; straight to sent
      // for a call, which is handed over inside the transaction; failed when it cannot be rendered.
      case CLAIMED ->
          next == SENDING
              || next == HELD
              || next == SCHEDULED
              || next == SENT
              || next == DELIVERED
              || next == FAILED
              || WITHDRAWN.contains(next);
      // Delivered at once where it is only captured.
      case SENDING ->
          next == SENT
              || next == DELIVERED
              || next == FAILED
              || next == SCHEDULED
              || next == IN_DOUBT;
      // Cancelled for a call or a note only, which the desk has and nobody has made or written yet;
      // scheduled where it goes by the next channel because nobody said that it was delivered.
      case SENT ->
          next == DELIVERED
              || next == SCHEDULED
              || next == BOUNCED
              || next == COMPLAINED
              || next == ANSWERED
              || next == CANCELLED;
      // Scheduled where its campaign sends by all channels at once.
      case DELIVERED ->
          next == SCHEDULED || next == BOUNCED || next == COMPLAINED || next == ANSWERED;
      // A node that was only slow may still report; a service notice is resent once.
      case IN_DOUBT ->
          next == SENT
              || next == SCHEDULED
              || next == DELIVERED
              || next == BOUNCED
              || next == COMPLAINED
              || next == ANSWERED;
      // What overtook it proved false.
      case SUPERSEDED -> next == SCHEDULED || next == HELD;
      // What it was merged into did not leave; or it is wanted no more.
      case MERGED -> next == HELD || next == CANCELLED;
      // By the next channel.
      case BOUNCED, FAILED -> next == SCHEDULED;
      case COMPLAINED, ANSWERED, DROPPED, CANCELLED, EXPIRED -> false;
    };
  }

  /** Whether the customer knows, or may know. */
  public boolean told() {
    return TOLD.contains(this);
  }

  /** Whether it can still be withdrawn without anything having left. */
  public boolean waiting() {
    return WAITING.contains(this);
  }

  /** Whether it uses up room under a cap: it has left, or still may. */
  public boolean counts() {
    return waiting() || this == SENDING || told() || this == BOUNCED;
  }

  /** Whether the customer has it or will have it, if only as a part of another. */
  public boolean reaches() {
    return counts() || this == MERGED;
  }

  /** The name used in tables and interfaces, such as {@code in_doubt}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what {@link #word()} writes.
   *
   * @throws IllegalArgumentException if the word is none of them
   */
  public static OutreachState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
