package org.beforehand.studio;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Guard;
import org.beforehand.decide.Rollout;
import org.beforehand.decide.Rollouts;
import org.beforehand.decide.Rulebooks;
import org.beforehand.decide.Start;
import org.beforehand.deliver.Outcomes;
import org.beforehand.desk.Alerts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Follows publications that began small or are to stop themselves: widens them, by somebody's word
 * or when their time has come, and stops them when too much goes wrong.
 */
public final class RolloutWatch {

  /** Who acts where nobody did; no member of staff may have a name with a blank in it. */
  static final String PUBLICATION = "the publication";

  private static final Logger LOG = LoggerFactory.getLogger(RolloutWatch.class);

  private final TransactionTemplate transaction;
  private final Rulebooks rulebooks;
  private final Rollouts rollouts;
  private final Outcomes outcomes;
  private final Switchboard switchboard;
  private final Alerts alerts;
  private final Audit audit;

  public RolloutWatch(
      JdbcClient db,
      TransactionTemplate transaction,
      Rulebooks rulebooks,
      Switchboard switchboard) {
    this.transaction = transaction;
    this.rulebooks = rulebooks;
    this.rollouts = new Rollouts(db);
    this.outcomes = new Outcomes(db);
    this.switchboard = switchboard;
    this.alerts = new Alerts(db);
    this.audit = new Audit(db);
  }

  /** How each campaign goes out that was not simply let go, by name. */
  public List<Rollout> all() {
    return rollouts.all();
  }

  /**
   * Lets a campaign reach more customers.
   *
   * @param to how many, or which share; null: everybody
   * @throws Refused if it reaches everybody already, or that would not be more
   */
  public void widen(String campaign, @Nullable Start to, Member who, Instant at) {
    who.mustBe("widen a campaign", Role.AUTHOR, Role.APPROVER);
    transaction.executeWithoutResult(
        status -> {
          Rollout now = rollouts.hold(campaign);
          Start start = now == null ? null : now.start();
          if (start == null) {
            throw notSmall(campaign);
          }
          if (to != null && !to.widerThan(start)) {
            throw new Refused(
                Refused.Why.WRONG,
                "expected more than " + RolloutWords.said(start) + ", or nothing for everybody");
          }
          rollouts.widen(campaign, to);
          audit.add(who.name(), "campaign.widened", campaign, at, widened(start, to));
        });
    rulebooks.resume();
  }

  private Refused notSmall(String campaign) {
    return rulebooks.current().campaigns().containsKey(campaign)
        ? new Refused(Refused.Why.CONFLICT, "campaign " + campaign + " reaches everybody already")
        : new Refused(Refused.Why.UNKNOWN, "there is no campaign " + campaign);
  }

  private static Map<String, Object> widened(Start from, @Nullable Start to) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("from", RolloutWords.of(from));
    details.put("to", to == null ? "everybody" : RolloutWords.of(to));
    return details;
  }

  /** Does what is due at this business instant. Any number of nodes may do it at once. */
  public void at(Instant instant) {
    List<Rollout> all = rollouts.all();
    if (all.stream().anyMatch(one -> one.widenAt() != null)) {
      widenDue(instant);
    }
    for (Rollout one : all) {
      if (one.guard() != null) {
        look(one, one.guard(), instant);
      }
    }
  }

  private void widenDue(Instant at) {
    List<Rollout> widened =
        Objects.requireNonNull(
            transaction.execute(
                status -> {
                  List<Rollout> due = rollouts.widenDue(at);
                  due.forEach(
                      one ->
                          audit.add(
                              PUBLICATION,
                              "campaign.widened",
                              one.campaign(),
                              at,
                              Map.of("to", "everybody", "publishedBy", one.who())));
                  return due;
                }));
    if (!widened.isEmpty()) {
      rulebooks.resume();
    }
  }

  /**
   * What went wrong is counted at every look, which an index answers; how many have an outcome only
   * when that could make it too much, since their number only grows.
   */
  private void look(Rollout rollout, Guard guard, Instant at) {
    List<String> revisions = rollouts.revisions(rollout.number());
    Guard.Trouble trouble = outcomes.trouble(rollout.campaign(), revisions);
    if (!guard.exceeded(trouble, rollout.outcomes())) {
      return;
    }
    long count = outcomes.count(rollout.campaign(), revisions, rollout.oldest());
    if (count >= guard.after() && guard.exceeded(trouble, count)) {
      stop(rollout, guard, trouble, count, at);
    } else {
      transaction.executeWithoutResult(status -> rollouts.counted(rollout.number(), count));
    }
  }

  private void stop(Rollout rollout, Guard guard, Guard.Trouble trouble, long count, Instant at) {
    String campaign = rollout.campaign();
    String why =
        ("of %d messages with an outcome since it was published, %d bounced, %d were complained"
                + " about and %d failed")
            .formatted(count, trouble.bounced(), trouble.complained(), trouble.failed());
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("outcomes", count);
    figures.put("bounced", trouble.bounced());
    figures.put("complained", trouble.complained());
    figures.put("failed", trouble.failed());
    figures.put("pauseAt", RolloutWords.of(guard));
    figures.put("publishedBy", rollout.who());
    boolean stopped =
        switchboard.stopItself(
            campaign,
            PUBLICATION,
            why,
            figures,
            at,
            () -> {
              // Of several nodes that look at once, one is first.
              if (!rollouts.unguard(rollout.number())) {
                return false;
              }
              alerts.raise(Set.of(alert(rollout, why, at)));
              return true;
            });
    if (stopped) {
      LOG.warn("Campaign {} has stopped itself: {}.", campaign, why);
    }
  }

  /** About nobody in particular, once for each publication. */
  private Alerts.Alert alert(Rollout rollout, String why, Instant at) {
    Campaign campaign = rulebooks.current().campaigns().get(rollout.campaign());
    String owner = campaign == null ? rollout.who() : campaign.owner();
    return new Alerts.Alert(
        new Alerts.Id(rollout.campaign(), "", "rollout/" + rollout.number(), owner),
        "The campaign has stopped itself: " + why + ".",
        "",
        at);
  }
}
