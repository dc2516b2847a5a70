package org.beforehand.decide;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How campaigns go out that were not simply let go: whom they reach until they are widened, and
 * when they stop themselves. Calls that change something belong to the caller's transaction.
 */
public final class Rollouts {

  private final RolloutTable table;

  public Rollouts(JdbcClient db) {
    this.table = new RolloutTable(db);
  }

  /**
   * What a publisher asks for.
   *
   * @param oldest when the oldest of its messages was put
   * @param start null: everybody at once
   * @param widenAt null: not by itself
   * @param guard null: it does not stop itself
   */
  public record Wanted(
      String who,
      Instant oldest,
      @Nullable Start start,
      @Nullable Instant widenAt,
      @Nullable Guard guard) {}

  /** What these campaigns were let out with is over: they are published again, or gone. */
  public void end(Collection<String> campaigns) {
    table.end(campaigns);
  }

  /** They go out like this from now on, with what was published last. */
  public void begin(Collection<String> campaigns, Wanted wanted, Instant at) {
    table.begin(campaigns, wanted, at);
  }

  /** One campaign's, held until the transaction ends; null where it was simply let go. */
  public @Nullable Rollout hold(String campaign) {
    return table.hold(campaign);
  }

  /** From now on it reaches more; null: everybody. */
  public void widen(String campaign, @Nullable Start to) {
    table.widen(campaign, to);
  }

  /**
   * Widens those whose time has come. One that is stopped when it is looked at is not widened by
   * itself any more.
   */
  public List<Rollout> widenDue(Instant at) {
    return table.widenDue(at);
  }

  /** It does not stop itself again, nor is it widened by itself; false if somebody was first. */
  public boolean unguard(long number) {
    return table.unguard(number);
  }

  /** Notes how many of its messages had an outcome. */
  public void counted(long number, long outcomes) {
    table.counted(number, outcomes);
  }

  /** The revisions that were published since this began; all of them hold its campaign as it is. */
  public List<String> revisions(long number) {
    return table.revisions(number);
  }

  /** All of them, by campaign. */
  public List<Rollout> all() {
    return table.all();
  }

  /** Whom they may reach at this moment, on every node; of those who have seats only how many. */
  Starts inForce() {
    Map<String, Starts.Circle> circles = new TreeMap<>();
    for (Rollout one : table.all()) {
      Starts.Circle circle = one.circle();
      if (circle != null) {
        circles.put(one.campaign(), circle);
      }
    }
    return circles.isEmpty() ? Starts.NONE : new Starts(circles);
  }

  /**
   * The same with the seats of these customers, for a batch that is about to be decided. The caller
   * holds the customers, so that what is read stays true.
   */
  public Rulebook seated(Rulebook rulebook, Set<String> triggers, Collection<String> customers) {
    Map<String, Starts.Seats> asked = rulebook.policy().now().starts().seats();
    asked
        .keySet()
        .removeIf(
            campaign -> {
              Campaign known = rulebook.campaigns().get(campaign);
              return known == null || known.triggers().stream().noneMatch(triggers::contains);
            });
    return asked.isEmpty()
        ? rulebook
        : rulebook.beginning(rulebook.policy().now().starts().with(table.seated(asked, customers)));
  }

  /** A customer whom a campaign would reach. */
  public record Seat(String campaign, String customer) {}

  /**
   * Takes seats, first come first served, as far as there is room. What is full, or has ended, lets
   * nobody else in: not even for the moment until this node hears of it.
   *
   * @return the same rulebook with the seats as they are then
   */
  public Rulebook seat(Rulebook rulebook, Collection<Seat> wanted, Instant at) {
    Map<String, Starts.Seats> before = rulebook.policy().now().starts().seats();
    List<RolloutTable.Place> places = new ArrayList<>();
    for (Seat one : wanted) {
      Starts.Seats seats = before.get(one.campaign());
      if (seats != null) {
        places.add(new RolloutTable.Place(seats.rollout(), one.customer()));
      }
    }
    Set<RolloutTable.Place> got = table.seat(places, at);
    Map<String, Starts.Seats> after = new HashMap<>();
    before.forEach(
        (campaign, seats) -> {
          Set<String> taken = new HashSet<>();
          boolean refused = false;
          for (RolloutTable.Place place : places) {
            if (place.rollout() == seats.rollout()) {
              if (got.contains(place)) {
                taken.add(place.customer());
              } else {
                refused = true;
              }
            }
          }
          after.put(
              campaign,
              new Starts.Seats(
                  seats.rollout(), Starts.both(seats.taken(), taken), seats.open() && !refused));
        });
    return rulebook.beginning(rulebook.policy().now().starts().with(after));
  }
}
