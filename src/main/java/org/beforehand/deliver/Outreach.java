package org.beforehand.deliver;

import java.time.Instant;
import java.util.List;
import org.beforehand.decide.Candidate;
import org.beforehand.decide.Confirmation;
import org.beforehand.decide.Decision;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.decide.Reason;
import org.beforehand.decide.Verdict;
import org.beforehand.fact.Action;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Proposal;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.Stage;
import org.jspecify.annotations.Nullable;

/**
 * One intent to reach one customer, as the outbox keeps it.
 *
 * @param message the message of the campaign that is sent, or whose call script the agent sees
 * @param variant which of the message's wordings, or null where there is one only
 * @param gate which gate makes it wait, or null
 * @param due not before this instant
 * @param expires not after this instant
 * @param cause the event it follows from
 * @param decided when
 * @param seq the customer's sequence number it was decided at
 * @param after the outreach whose fate it waits for, or null
 * @param afterTold whether it is wanted if that one reached the customer, or if it did not
 * @param gathers whether it waits for what else comes to the customer until it is due
 * @param priority of its campaign among those of the same purpose
 * @param further the channels it may take next, best first
 * @param awaited what is awaited of one before the next is tried, or null
 */
public record Outreach(
    Id id,
    Purpose purpose,
    Channel channel,
    String message,
    @Nullable String variant,
    String rule,
    String revision,
    OutreachState state,
    @Nullable String gate,
    @Nullable String reason,
    Instant due,
    Instant expires,
    Event.Key cause,
    Instant decided,
    long seq,
    @Nullable Incident incident,
    @Nullable Stage stage,
    @Nullable Long after,
    boolean afterTold,
    boolean gathers,
    int priority,
    List<Channel> further,
    @Nullable Confirmation awaited) {

  /** What makes an outreach the same one: it happens once. */
  public record Id(String campaign, String customer, String key, Action action) {}

  @Nullable Long patienceSeconds() {
    return awaited == null ? null : awaited.within().toSeconds();
  }

  boolean untilSeen() {
    return awaited != null && awaited.seen();
  }

  /** The outreach a decision leads to. */
  public static Outreach of(Decision decision, Judgement.Go go) {
    Candidate candidate = go.candidate();
    Verdict.Await await = go.await();
    return new Outreach(
        id(decision, candidate),
        candidate.purpose(),
        candidate.channel(),
        ((Proposal.Spoken) candidate.proposal()).message(),
        candidate.campaign().variantFor(decision.customer()),
        candidate.rule(),
        decision.revision(),
        go.waits() || go.gathers() ? OutreachState.HELD : OutreachState.SCHEDULED,
        go.gate() == null && go.gathers() ? SettlingTable.GATE : go.gate(),
        reason(go),
        candidate.due(),
        candidate.campaign().expires(candidate.due(), decision.at(), decision.zone()),
        decision.happening().event().key(),
        decision.at(),
        decision.seq(),
        candidate.incident(),
        candidate.stage(),
        await == null ? null : await.outreach(),
        await != null && await.ifTold(),
        go.gathers(),
        candidate.campaign().priority(),
        candidate.channels().subList(1, candidate.channels().size()),
        candidate.choice() == null ? null : candidate.choice().awaited());
  }

  private static @Nullable String reason(Judgement.Go go) {
    Reason reason = go.reason() == null && go.gathers() ? Reason.GATHERING : go.reason();
    return reason == null ? null : reason.word();
  }

  /** The identity a candidate would have. */
  public static Id id(Decision decision, Candidate candidate) {
    return new Id(
        candidate.campaign().name(),
        decision.customer(),
        candidate.key(),
        candidate.proposal().action());
  }
}
