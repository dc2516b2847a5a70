package org.beforehand.studio;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Publication;
import org.beforehand.decide.Reason;
import org.beforehand.decide.Rollouts;
import org.beforehand.decide.Rulebook;
import org.beforehand.deliver.WaitingMessages;
import org.beforehand.fact.Purpose;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets a publication out: to whom at first, until when, and what becomes of what waits. */
final class Letting {

  private final Rollouts rollouts;
  private final WaitingMessages messages;

  Letting(JdbcClient db) {
    this.rollouts = new Rollouts(db);
    this.messages = new WaitingMessages(db);
  }

  /**
   * What customers asked for or need to know is told to everybody at once.
   *
   * @throws Refused if it is to begin small all the same
   */
  static void mayBeginSmall(Rulebook rulebook, Set<String> changed, Choice choice) {
    if (choice.start() == null) {
      return;
    }
    for (String name : live(rulebook, changed)) {
      Purpose purpose = Objects.requireNonNull(rulebook.campaigns().get(name)).purpose();
      if (!purpose.mayExperiment()) {
        throw new Refused(
            Refused.Why.WRONG,
            "start: expected none, for the draft changes the campaign "
                + name
                + " of purpose "
                + purpose.word()
                + ", which tells everybody at once");
      }
    }
  }

  /**
   * In the transaction that publishes: what these campaigns were let out with before is over.
   *
   * @return how many messages waited, and were not kept
   */
  int out(Rulebook rulebook, Set<String> changed, Choice choice, Publication.Act act) {
    // In this order, as whoever decides: how a campaign goes out before its messages.
    rollouts.end(changed);
    int waited =
        switch (choice.waiting()) {
          case KEEP -> 0;
          case CANCEL -> messages.cancel(changed, Reason.REPUBLISHED, act.at());
          case REDECIDE -> messages.redecide(changed);
        };
    if (choice.start() != null || choice.pauseAt() != null) {
      rollouts.begin(live(rulebook, changed), wanted(changed, choice, act), act.at());
    }
    return waited;
  }

  private Rollouts.Wanted wanted(Set<String> changed, Choice choice, Publication.Act act) {
    Instant oldest = Objects.requireNonNullElse(messages.oldestAnew(changed), act.at());
    Duration after = choice.start() == null ? null : choice.widenAfter();
    return new Rollouts.Wanted(
        act.who(),
        oldest.isBefore(act.at()) ? oldest : act.at(),
        choice.start(),
        after == null ? null : act.at().plus(after),
        choice.pauseAt());
  }

  /** Those that reach somebody from now on. */
  private static Set<String> live(Rulebook rulebook, Set<String> changed) {
    Set<String> live = new TreeSet<>(changed);
    live.removeIf(
        name -> {
          Campaign campaign = rulebook.campaigns().get(name);
          return campaign == null || campaign.status() != Campaign.Status.LIVE;
        });
    return live;
  }
}
