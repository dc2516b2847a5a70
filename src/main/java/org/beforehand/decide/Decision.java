package org.beforehand.decide;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.beforehand.customer.Dossier;
import org.beforehand.customer.Json;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.fact.Action;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Gift;
import org.beforehand.fact.Proposal;
import org.beforehand.fact.WorkingTime;
import org.jspecify.annotations.Nullable;

/**
 * What was decided for one customer about one happening, and why.
 *
 * @param seq the customer's sequence number the dossier was read at
 * @param zone the customer's, or the company's where that is unknown
 * @param working when people work there
 * @param fired every rule that fired, by full name, sorted
 * @param judgements every proposal with what the gates said, in the order they were judged
 * @param faults the campaigns whose rules failed and were left out
 * @param silences the numbers of those that held any of the proposals
 */
public record Decision(
    Happening happening,
    String customer,
    long seq,
    Instant at,
    ZoneId zone,
    WorkingTime working,
    String revision,
    List<String> fired,
    List<Judgement> judgements,
    List<Fault> faults,
    Set<Long> silences) {

  /** Where {@link #why} names the silences. */
  public static final String SILENCES = "silences";

  /** Where a verdict names the bad moment that it met. */
  public static final String MOMENT = "moment";

  /** A campaign whose rules threw or would not end; its part is left out, the rest stands. */
  public record Fault(String campaign, String what) {}

  /** The record of a customer who could not be decided at all. */
  public static Decision failed(
      Happening happening, String customer, Instant at, String revision, String what) {
    return new Decision(
        happening,
        customer,
        0,
        at,
        ZoneOffset.UTC,
        WorkingTime.MONDAY_TO_FRIDAY,
        revision,
        List.of(),
        List.of(),
        List.of(new Fault("*", what)),
        Set.of());
  }

  /** The dossier as it is once this was decided, so that the next event is decided on it. */
  public Dossier leaves(Dossier dossier) {
    List<Contact> decided = new ArrayList<>();
    List<Gift> given = new ArrayList<>();
    for (Judgement judgement : judgements) {
      if (judgement instanceof Judgement.Go go && go.reaches()) {
        decided.add(Decider.contact(go));
        if (go.candidate().proposal() instanceof Proposal.Gesture gesture) {
          given.add(new Gift(at, gesture.money()));
        }
      }
    }
    return Aftermath.of(this, dossier).with(decided, given);
  }

  /**
   * The same decision, where proposals that the outbox found to be done already (longer ago than a
   * dossier remembers) are dropped as duplicates.
   */
  public Decision keeping(Predicate<Judgement.Go> kept) {
    if (judgements.stream().allMatch(one -> !(one instanceof Judgement.Go go) || kept.test(go))) {
      return this;
    }
    List<Judgement> amended = new ArrayList<>();
    for (Judgement judgement : judgements) {
      amended.add(
          judgement instanceof Judgement.Go go && !kept.test(go)
              ? new Judgement.No(go.candidate(), "duplicate", Reason.DUPLICATE)
              : judgement);
    }
    return new Decision(
        happening, customer, seq, at, zone, working, revision, fired, amended, faults, silences);
  }

  /** An occurrence of which a customer hears nothing, on purpose. */
  record HeldOut(
      String customer, String campaign, String key, Action action, Reason reason, Instant at) {}

  /** Those of a campaign that contacts the others: a shadow has nobody to compare them with. */
  List<HeldOut> heldOut() {
    List<HeldOut> heldOut = new ArrayList<>();
    for (Judgement judgement : judgements) {
      if (judgement instanceof Judgement.No no
          && no.reason().heldOut()
          && no.candidate().campaign().status() == Campaign.Status.LIVE) {
        Candidate candidate = no.candidate();
        heldOut.add(
            new HeldOut(
                customer,
                candidate.campaign().name(),
                candidate.key(),
                candidate.proposal().action(),
                no.reason(),
                at));
      }
    }
    return heldOut;
  }

  /** The explanation as it is stored: names, verdicts and reasons, no sentences. */
  public String why() {
    Map<String, Object> why = new LinkedHashMap<>();
    why.put("fired", fired);
    List<Object> verdicts = new ArrayList<>();
    for (Judgement judgement : judgements) {
      verdicts.add(verdict(judgement));
    }
    why.put("verdicts", verdicts);
    Anew anew = happening.anew();
    if (anew != null) {
      why.put("anew", anew.written());
    }
    if (!silences.isEmpty()) {
      why.put(SILENCES, silences);
    }
    if (!faults.isEmpty()) {
      why.put("faults", faults);
    }
    return Json.write(why);
  }

  private Map<String, Object> verdict(Judgement judgement) {
    Map<String, Object> verdict = new LinkedHashMap<>();
    if (judgement instanceof Judgement.Go go) {
      describe(verdict, go.candidate());
      verdict.put("verdict", go.gate() == null ? "send" : "hold");
      if (go.gate() != null && go.reason() != null) {
        verdict.put("gate", go.gate());
        verdict.put("reason", go.reason().word());
        moment(verdict, go.moment());
      }
      verdict.put("due", go.candidate().due().toString());
      if (go.reaches()) {
        verdict.put("channel", go.candidate().channel().word());
        ChannelChoice choice = go.candidate().choice();
        if (choice != null) {
          verdict.put("chosen", choice.why().word());
        }
        String variant = go.candidate().campaign().variantFor(customer);
        if (variant != null) {
          verdict.put("variant", variant);
        }
      }
    } else if (judgement instanceof Judgement.No no) {
      describe(verdict, no.candidate());
      verdict.put("verdict", "drop");
      verdict.put("gate", no.gate());
      verdict.put("reason", no.reason().word());
      moment(verdict, no.moment());
      if (no.reason() == Reason.SHADOW || no.reason().heldOut()) {
        // What it would have been.
        verdict.put("due", no.candidate().due().toString());
        if (no.candidate().proposal() instanceof Proposal.Spoken) {
          verdict.put("channel", no.candidate().channel().word());
        }
      }
    }
    return verdict;
  }

  private static void moment(Map<String, Object> verdict, @Nullable String moment) {
    if (moment != null) {
      verdict.put(MOMENT, moment);
    }
  }

  private static void describe(Map<String, Object> verdict, Candidate candidate) {
    verdict.put("rule", candidate.rule());
    verdict.put("action", candidate.proposal().action().word());
    verdict.put("key", candidate.key());
    if (candidate.proposal() instanceof Proposal.Timer timer) {
      verdict.put("timer", timer.name());
    } else {
      verdict.putAll(candidate.proposal().details());
    }
  }
}
