package org.beforehand.decide;

import java.time.Instant;
import java.util.List;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Act;
import org.beforehand.fact.Proposal;
import org.jspecify.annotations.Nullable;

/**
 * Rules propose, this disposes: every proposal passes every gate, in this order, and the first that
 * says no is the reason that is stored. The window stands before the cap because a cap counts at
 * the time a message is due, and the holdout behind both because the held out are to be those who
 * would have been contacted.
 */
public final class Policy {

  static final List<Gate> GATES =
      List.of(
          new ActiveGate(),
          new FreshGate(),
          new ConsentGate(),
          new MuteGate(),
          new InhibitionGate(),
          new ReachGate(),
          new TrialGate(),
          new SilenceGate(),
          new ChannelGate(),
          new DuplicateGate(),
          new ThreadGate(),
          new WindowGate(),
          new CapGate(),
          new StartGate(),
          new BudgetGate(),
          new HoldoutGate(),
          new ShadowGate());

  /** A timer reaches nobody: that is decided when it has run out. */
  private static final List<Gate> GATES_OF_TIMERS = List.of(new ActiveGate(), new FreshGate());

  /** Nor does an act; but what it does, a shadow must not do. */
  private static final List<Gate> GATES_OF_ACTS =
      List.of(
          new ActiveGate(), new FreshGate(), new PublicGate(), new StartGate(), new ShadowGate());

  /** What is owed is owed to everybody, and however late it is heard of. */
  private static final List<Gate> GATES_OF_DEBTS = List.of(new ActiveGate(), new ShadowGate());

  /** What it follows from was heard of in time, however long its message has waited since. */
  private static final List<Gate> GATES_ANEW =
      GATES.stream().filter(gate -> !(gate instanceof FreshGate)).toList();

  /** What all gates together say. */
  public sealed interface Judgement {

    /** The proposal as the gates have left it. */
    Candidate candidate();

    /**
     * It may leave from the candidate's due time on.
     *
     * @param gate which gate made it wait, or null
     * @param await the outreach it must wait for, or null
     * @param gathers whether it waits for what else comes to the customer until then
     * @param moment the bad moment that made it wait, or null
     */
    record Go(
        Candidate candidate,
        @Nullable String gate,
        @Nullable Reason reason,
        Verdict.@Nullable Await await,
        boolean gathers,
        @Nullable String moment)
        implements Judgement {

      /** Whether it waits for something else than its time. */
      public boolean waits() {
        return await != null || reason != null && reason.awaitsMoney();
      }

      /** Whether the customer hears of it. */
      public boolean reaches() {
        return candidate.proposal() instanceof Proposal.Spoken;
      }
    }

    /**
     * It must not leave.
     *
     * @param moment the bad moment that it met, or null
     * @param instead the call that a colleague is to make in its place, or null
     */
    record No(
        Candidate candidate,
        String gate,
        Reason reason,
        @Nullable String moment,
        Proposal.@Nullable Call instead)
        implements Judgement {
      No(Candidate candidate, String gate, Reason reason) {
        this(candidate, gate, reason, null, null);
      }
    }
  }

  private Policy() {}

  /** The gates by name, in the order in which they are asked. */
  public static List<String> gates() {
    return GATES.stream().map(Gate::name).toList();
  }

  /** The same for what follows from a happening, which may be decided anew for what had waited. */
  static Judgement judge(
      Candidate candidate, Happening happening, Dossier dossier, ContactPolicy policy, Instant at) {
    return happening.anew() == null
        ? judge(candidate, dossier, policy, at)
        : judge(GATES_ANEW, candidate, dossier, policy, at);
  }

  /** Asks every gate. Pure. */
  public static Judgement judge(
      Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    return judge(gates(candidate.proposal()), candidate, dossier, policy, at);
  }

  private static Judgement judge(
      List<Gate> gates, Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    Candidate now = candidate;
    String held = null;
    Reason why = null;
    Verdict.Await await = null;
    String moment = null;
    for (Gate gate : gates) {
      Verdict verdict = gate.judge(now, dossier, policy, at);
      if (verdict instanceof Verdict.Drop drop) {
        return new Judgement.No(now, gate.name(), drop.reason(), drop.moment(), null);
      } else if (verdict instanceof Verdict.Instead other) {
        return new Judgement.No(
            now, gate.name(), Reason.CALLED_INSTEAD, other.moment(), other.call());
      } else if (verdict instanceof Verdict.Hold hold) {
        now = now.notBefore(hold.until());
        held = gate.name();
        why = hold.reason();
        moment = hold.moment();
      } else if (verdict instanceof Verdict.Await waits) {
        await = waits;
        held = gate.name();
        why = waits.reason();
        moment = null;
      } else if (verdict instanceof Verdict.Ask ask) {
        held = gate.name();
        why = ask.reason();
        moment = null;
      } else if (verdict instanceof Verdict.Send send) {
        now = send.candidate();
      }
    }
    boolean waits = await != null || why != null && why.awaitsMoney();
    boolean gathers = !waits && policy.gathering().of(now.purpose());
    return new Judgement.Go(now, held, why, await, gathers, moment);
  }

  private static List<Gate> gates(Proposal proposal) {
    if (proposal instanceof Proposal.Timer) {
      return GATES_OF_TIMERS;
    }
    if (proposal instanceof Act.Owe) {
      return GATES_OF_DEBTS;
    }
    return proposal instanceof Act ? GATES_OF_ACTS : GATES;
  }
}
