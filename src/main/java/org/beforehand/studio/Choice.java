package org.beforehand.studio;

import java.time.Duration;
import java.util.Locale;
import org.beforehand.decide.Guard;
import org.beforehand.decide.Start;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher chooses.
 *
 * @param most how many customers it may concern; null: as many as the contact policy says
 * @param override why it may concern more, of an approver; null where nobody says so
 * @param start how small each changed campaign begins; null: everybody at once
 * @param widenAfter when it is widened by itself if nobody stopped it; null: not at all
 * @param pauseAt when a changed campaign stops itself; null: never
 */
public record Choice(
    Waiting waiting,
    @Nullable Long most,
    @Nullable String override,
    @Nullable Start start,
    @Nullable Duration widenAfter,
    @Nullable Guard pauseAt) {

  /** What becomes of messages that wait, of the campaigns that changed. */
  public enum Waiting {
    /** They leave as they were decided, in the words of their own revision. */
    KEEP,
    /** They are taken back. */
    CANCEL,
    /** They are decided anew with what is published, and until then none of them leaves. */
    REDECIDE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What waits stays, and the contact policy's cap holds. */
  public static final Choice USUAL = of(Waiting.KEEP);

  /** The usual one with another fate of what waits. */
  public static Choice of(Waiting waiting) {
    return new Choice(waiting, null, null, null, null, null);
  }
}
