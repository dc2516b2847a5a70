package org.beforehand.deliver;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.beforehand.decide.Reason;
import org.beforehand.decide.Silence;
import org.beforehand.decide.Stopped;
import org.beforehand.fact.Event;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Share;
import org.beforehand.fact.Stage;
import org.beforehand.goodwill.Fulfilments;
import org.beforehand.goodwill.Gestures;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What waits to leave, of whole campaigns. Calls belong to the caller's transaction; the row lock
 * decides the race with a dispatcher: what is not {@code sending} when it commits, stays.
 */
public final class WaitingMessages {

  private final WaitingTable table;
  private final AnewTable anew;

  public WaitingMessages(JdbcClient db) {
    this.table = new WaitingTable(db);
    this.anew = new AnewTable(db);
  }

  /**
   * Holds what waits until the campaigns are no longer stopped.
   *
   * @param campaigns by name; {@link Stopped#ALL} for all
   * @return how many
   */
  public int hold(Collection<String> campaigns, Instant at) {
    return table.move(campaigns, OutreachState.HELD, Reason.SWITCHED_OFF, at);
  }

  /**
   * Lets what a silence holds leave as if it had been made to end now: each as long after it as it
   * would have left after the end. What something else still stops is stopped by its gates.
   *
   * @return how many
   */
  public int release(Silence ended, Instant at) {
    return table.release(ended.until(), ended.until().plus(Silence.SPREAD), at);
  }

  /**
   * Takes back what waits, for good.
   *
   * @param campaigns by name; {@link Stopped#ALL} for all
   * @return how many
   */
  public int cancel(Collection<String> campaigns, Reason reason, Instant at) {
    return table.move(campaigns, OutreachState.CANCELLED, reason, at);
  }

  /**
   * Holds what waits until it has been decided anew. That outlives whoever asks: it is written in
   * the rows themselves.
   *
   * @return how many
   */
  public int redecide(Collection<String> campaigns) {
    return table.redecide(campaigns);
  }

  /**
   * A message that waits to be decided anew.
   *
   * @param cause the event it follows from
   * @param incident what it is about, where that is an incident, in that episode
   * @param stage which step of the incident it tells; null where it only follows from one
   */
  public record Anew(
      long outreach,
      Outreach.Id id,
      Event.Key cause,
      @Nullable String incident,
      int episode,
      @Nullable Stage stage) {

    /** The step of the incident that it tells or follows from: its key names it. */
    public @Nullable Stage follows() {
      return stage == null && incident != null
          ? Stage.parse(id.key().substring(id.key().lastIndexOf(':') + 1))
          : stage;
    }
  }

  /**
   * Those with the next numbers above this one, of this share of the customers; of campaigns that
   * are stopped none.
   */
  public List<Anew> anew(Share share, long above, int most) {
    return anew.next(share, above, most);
  }

  /** What has become of them. Of which something else has become meanwhile, they stay that. */
  public void redecided(Collection<Redecided> all) {
    if (all.isEmpty()) {
      return;
    }
    Set<Long> still = anew.hold(all.stream().map(Redecided::outreach).toList());
    List<Redecided> those = all.stream().filter(one -> still.contains(one.outreach())).toList();
    List<Redecided.Again> again = only(those, Redecided.Again.class);
    List<Redecided.Not> not = only(those, Redecided.Not.class);
    List<Redecided.AsItWas> asItWas = only(those, Redecided.AsItWas.class);
    if (!again.isEmpty()) {
      anew.again(again);
    }
    if (!not.isEmpty()) {
      anew.not(not);
    }
    if (!asItWas.isEmpty()) {
      anew.asItWas(asItWas);
    }
  }

  private static <R extends Redecided> List<R> only(List<Redecided> all, Class<R> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /**
   * Lets go or drops what waited for money. What has become something else meanwhile stays that.
   */
  public void funded(Collection<Gestures.Settled> settled, Instant at) {
    table.funded(settled, at);
  }

  /**
   * Lets go or drops what waited for something to be done. What has become something else meanwhile
   * stays that.
   */
  public void fulfilled(Collection<Fulfilments.Told> told, Instant at) {
    table.fulfilled(told, at);
  }

  /** When the oldest that waits to be decided anew was put; null where none does. */
  public @Nullable Instant oldestAnew(Collection<String> campaigns) {
    return table.oldestAnew(campaigns);
  }

  /** How many wait, of these campaigns. */
  public long count(Collection<String> campaigns) {
    return table.count(campaigns);
  }
}
