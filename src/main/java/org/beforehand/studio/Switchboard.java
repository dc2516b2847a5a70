package org.beforehand.studio;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.beforehand.decide.CampaignSwitches;
import org.beforehand.decide.Reason;
import org.beforehand.decide.Rulebooks;
import org.beforehand.decide.Stopped;
import org.beforehand.deliver.WaitingMessages;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Stops a campaign, or all of them, at once and on every node, and lets it go on. */
public final class Switchboard {

  /** What becomes of messages that wait. */
  public enum Waiting {
    /** They wait on; they leave when the campaign goes on, if they are still worth it then. */
    HOLD,
    /** They are taken back. */
    CANCEL
  }

  private final CampaignSwitches switches;
  private final WaitingMessages messages;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Rulebooks rulebooks;

  public Switchboard(JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks) {
    this.switches = new CampaignSwitches(db);
    this.messages = new WaitingMessages(db);
    this.audit = new Audit(db);
    this.transaction = transaction;
    this.rulebooks = rulebooks;
  }

  /**
   * Stops a campaign. Two transactions: when the first is committed nothing begins any more,
   * however many messages the second has to hold or take back. What is being sent is sent.
   *
   * @param campaign its name, or {@link Stopped#ALL}
   * @return how many messages were held or taken back
   */
  public int stop(String campaign, Waiting waiting, String why, Member who, Instant at) {
    who.mustBe("stop a campaign", Role.APPROVER, Role.OPERATOR);
    known(campaign);
    transaction.executeWithoutResult(
        status -> off(campaign, who.name(), why, Map.of("cancel", waiting == Waiting.CANCEL), at));
    rulebooks.resume();
    return waiting(Set.of(campaign), waiting, at);
  }

  /**
   * Stops a campaign whose publisher said when it is to be stopped, in the same way, and holds what
   * waits.
   *
   * @param who is said to have done it
   * @param figures what led to it
   * @param first done in the transaction that stops it; where it says no, nothing is stopped
   * @return whether it was stopped
   */
  boolean stopItself(
      String campaign,
      String who,
      String why,
      Map<String, Object> figures,
      Instant at,
      BooleanSupplier first) {
    boolean stopped =
        Boolean.TRUE.equals(
            transaction.execute(
                status -> {
                  if (!first.getAsBoolean()) {
                    return false;
                  }
                  off(campaign, who, why, figures, at);
                  return true;
                }));
    if (stopped) {
      rulebooks.resume();
      waiting(Set.of(campaign), Waiting.HOLD, at);
    }
    return stopped;
  }

  private void off(
      String campaign, String who, String why, Map<String, Object> details, Instant at) {
    switches.stop(campaign, who, why, at);
    Map<String, Object> all = new HashMap<>(details);
    all.put("why", why);
    audit.add(who, "campaign.stopped", campaign, at, all);
  }

  private int waiting(Set<String> stopped, Waiting waiting, Instant at) {
    return Objects.requireNonNull(
        transaction.execute(
            status ->
                waiting == Waiting.CANCEL
                    ? messages.cancel(stopped, Reason.SWITCHED_OFF, at)
                    : messages.hold(stopped, at)));
  }

  /**
   * Lets a campaign go on; what was held leaves with the next tick.
   *
   * @param campaign its name, or {@link Stopped#ALL}, which lets only those go on that were not
   *     stopped by name
   * @throws Refused if it was not stopped
   */
  public void release(String campaign, Member who, Instant at) {
    who.mustBe("let a campaign go on", Role.APPROVER, Role.OPERATOR);
    transaction.executeWithoutResult(
        status -> {
          if (!switches.release(campaign)) {
            throw new Refused(Refused.Why.CONFLICT, "campaign " + campaign + " is not stopped");
          }
          audit.add(who.name(), "campaign.released", campaign, at, Map.of());
        });
    rulebooks.resume();
  }

  /** Which are stopped, by whom and why. */
  public List<CampaignSwitches.Switch> stopped() {
    return switches.all();
  }

  private void known(String campaign) {
    if (!campaign.equals(Stopped.ALL) && !rulebooks.current().campaigns().containsKey(campaign)) {
      throw new Refused(Refused.Why.UNKNOWN, "there is no campaign " + campaign);
    }
  }
}
