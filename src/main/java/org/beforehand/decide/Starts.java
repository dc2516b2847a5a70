package org.beforehand.decide;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whom campaigns that begin small may reach. No part of the rules, but handed to the gates together
 * with them, so that deciding stays a pure function.
 *
 * @param circles by campaign; one that is not among them reaches everybody
 */
public record Starts(Map<String, Circle> circles) {

  static final Starts NONE = new Starts(Map.of());

  /** Those who may be reached. */
  sealed interface Circle {}

  /**
   * Those whom the lot has drawn.
   *
   * @param rollout whose lot it is
   */
  record Drawn(long rollout, Start.Share share) implements Circle {}

  /**
   * Those who have a seat.
   *
   * @param taken who has one, of the customers at hand
   * @param open whether there is room for others: then they are let in as well, and whoever decides
   *     has to take seats for them, or else decides again with the seats as they are then
   */
  record Seats(long rollout, Set<String> taken, boolean open) implements Circle {
    Seats(long rollout, boolean open) {
      this(rollout, Set.of(), open);
    }
  }

  /** Nobody: for decisions that are made again as they were recorded. */
  record Nobody() implements Circle {}

  /** Where these campaigns reach nobody, and all others everybody. */
  public static Starts outside(Set<String> campaigns) {
    Map<String, Circle> circles = new HashMap<>();
    campaigns.forEach(campaign -> circles.put(campaign, new Nobody()));
    return new Starts(circles);
  }

  /** Whether this campaign may reach this customer. */
  public boolean admit(String campaign, String customer) {
    Circle circle = circles.get(campaign);
    if (circle instanceof Drawn drawn) {
      // Its own word and number: not the draw of a holdout, nor that of an earlier publication.
      return Lot.place("start " + drawn.rollout, campaign, customer) * 10_000
          < drawn.share.tenThousandths();
    }
    if (circle instanceof Seats seats) {
      return seats.open || seats.taken.contains(customer);
    }
    return circle == null;
  }

  /** Whether reaching this customer takes a seat that the customer does not have yet. */
  public boolean takesSeat(String campaign, String customer) {
    return circles.get(campaign) instanceof Seats seats
        && seats.open
        && !seats.taken.contains(customer);
  }

  /** Whether any of them counts its customers. */
  public boolean counts() {
    return circles.values().stream().anyMatch(Seats.class::isInstance);
  }

  /** Those that count customers, by campaign. */
  Map<String, Seats> seats() {
    Map<String, Seats> seats = new HashMap<>();
    circles.forEach(
        (campaign, circle) -> {
          if (circle instanceof Seats its) {
            seats.put(campaign, its);
          }
        });
    return seats;
  }

  Starts with(Map<String, Seats> these) {
    Map<String, Circle> all = new HashMap<>(circles);
    all.putAll(these);
    return new Starts(all);
  }

  static Set<String> both(Set<String> some, Set<String> others) {
    Set<String> both = new HashSet<>(some);
    both.addAll(others);
    return both;
  }
}
