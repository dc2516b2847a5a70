package org.beforehand.decide;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.beforehand.customer.Dossier;
import org.beforehand.decide.Decision.Fault;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.decide.RuleSession.Outcome;
import org.beforehand.decide.RuleSession.Proposed;
import org.beforehand.fact.Act;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Event;
import org.beforehand.fact.Gift;
import org.beforehand.fact.Incident;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Proposal;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.Stage;
import org.beforehand.fact.WorkingTime;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/**
 * Decides: a pure function of happening, dossier, rulebook and instant. Live traffic, scenarios,
 * simulation and replay all call this and get the same answer.
 */
public final class Decider {

  private Decider() {}

  /** The clock and the calendar where a customer lives. */
  private record Place(ZoneId zone, WorkingTime working) {}

  /**
   * What this customer gets because of this, and why not the rest. Never throws for a rule's fault:
   * a campaign that throws is left out and named, the others stand.
   */
  public static Decision decide(Happening happening, Dossier known, Rulebook rulebook, Instant at) {
    Dossier dossier = happening.seenFrom(known);
    List<Fault> faults = new ArrayList<>();
    Set<String> fired = new TreeSet<>();
    List<Proposed> proposed = new ArrayList<>();
    ZoneId zone = rulebook.policy().zoneOf(dossier.customer());
    WorkingTime working = rulebook.policy().holidays().of(dossier.customer(), zone);
    Trigger trigger = rulebook.trigger(happening.trigger());
    if (trigger != null) {
      String only = happening.campaign();
      List<String> campaigns = only == null ? trigger.campaigns() : List.of(only);
      if (trigger.campaigns().containsAll(campaigns)) {
        Dossier there = dossier.in(zone, working);
        run(trigger, campaigns, asHeard(happening), there, fired, proposed, faults);
        proposed = trigger.firstHits(proposed);
      }
    }
    List<Judgement> judgements = new ArrayList<>();
    Dossier now = dossier;
    for (Candidate candidate :
        candidates(proposed, happening, rulebook, new Place(zone, working), at)) {
      Judgement judgement = Policy.judge(candidate, happening, now, rulebook.policy(), at);
      judgements.add(judgement);
      if (judgement instanceof Judgement.No no && no.instead() != null) {
        judgement =
            Policy.judge(candidate.calling(no.instead()), happening, now, rulebook.policy(), at);
        judgements.add(judgement);
      }
      if (judgement instanceof Judgement.Go go && go.reaches()) {
        now = now.with(List.of(contact(go)), gifts(go, at));
      }
    }
    return new Decision(
        happening,
        dossier.customer().id(),
        dossier.seq(),
        at,
        zone,
        working,
        rulebook.revision(),
        List.copyOf(fired),
        judgements,
        faults,
        silences(judgements, dossier, rulebook, at));
  }

  private static Set<Long> silences(
      List<Judgement> judgements, Dossier dossier, Rulebook rulebook, Instant at) {
    return rulebook
        .policy()
        .now()
        .silences()
        .over(judgements.stream().map(Judgement::candidate).toList(), dossier, at);
  }

  private static List<Gift> gifts(Judgement.Go go, Instant at) {
    return go.candidate().proposal() instanceof Proposal.Gesture gesture
        ? List.of(new Gift(at, gesture.money()))
        : List.of();
  }

  /** What an outreach that was just decided looks like to the next event of the same batch. */
  public static Contact contact(Judgement.Go go) {
    Candidate candidate = go.candidate();
    Incident incident = candidate.incident();
    return new Contact(
        0,
        candidate.campaign().name(),
        candidate.key(),
        candidate.proposal().action(),
        candidate.purpose(),
        candidate.channel(),
        go.waits() ? OutreachState.HELD : OutreachState.SCHEDULED,
        candidate.due(),
        candidate.thread(),
        candidate.stage(),
        incident == null ? null : incident.id(),
        0,
        ((Proposal.Spoken) candidate.proposal()).message(),
        candidate.campaign().priority());
  }

  /** Rules read the event type they listen to, whatever event the stage follows from. */
  static Happening asHeard(Happening happening) {
    Event event = happening.event();
    if (happening.stage() == null || event.type().equals(happening.trigger())) {
      return happening;
    }
    return new Happening(
        new Event(
            event.source(),
            event.id(),
            happening.trigger(),
            event.subject(),
            event.time(),
            event.data()),
        happening.trigger(),
        happening.stage(),
        happening.incident());
  }

  private static void run(
      Trigger trigger,
      List<String> campaigns,
      Happening happening,
      Dossier dossier,
      Set<String> fired,
      List<Proposed> proposed,
      List<Fault> faults) {
    try {
      KieBase rules = campaigns.size() == 1 ? trigger.alone(campaigns.get(0)) : trigger.all();
      collect(RuleSession.run(rules, happening, dossier), fired, proposed);
    } catch (RuntimeException | StackOverflowError together) {
      // One throwing condition silences every campaign of the trigger: find it, keep the others.
      for (String campaign : campaigns) {
        try {
          collect(RuleSession.run(trigger.alone(campaign), happening, dossier), fired, proposed);
        } catch (RuntimeException | StackOverflowError alone) {
          faults.add(new Fault(campaign, describe(alone)));
        }
      }
    }
  }

  private static void collect(Outcome outcome, Set<String> fired, List<Proposed> proposed) {
    fired.addAll(outcome.fired());
    proposed.addAll(outcome.proposed());
  }

  /** Class and place, never the values: they may be personal. */
  static String describe(Throwable fault) {
    Throwable root = fault;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return fault instanceof RuleSession.Endless
        ? String.valueOf(fault.getMessage())
        : "a condition or action threw " + root.getClass().getSimpleName();
  }

  /** Drools returns objects in no stable order; this is the order that counts. */
  private static List<Candidate> candidates(
      List<Proposed> proposed, Happening happening, Rulebook rulebook, Place place, Instant at) {
    List<Candidate> candidates = new ArrayList<>();
    for (Proposed one : proposed) {
      int colon = one.rule().indexOf(": ");
      Campaign campaign = rulebook.campaigns().get(one.rule().substring(0, Math.max(colon, 0)));
      if (campaign != null) {
        Candidate candidate = candidate(one, campaign, happening, rulebook, place, at);
        if (happening.asksFor(candidate)) {
          candidates.add(candidate);
        }
      }
    }
    candidates.sort(
        Comparator.comparing(Candidate::purpose)
            .thenComparing(candidate -> -candidate.campaign().priority())
            .thenComparing(Candidate::rule)
            .thenComparing(candidate -> candidate.proposal().toString()));
    return candidates;
  }

  private static Candidate candidate(
      Proposed one,
      Campaign campaign,
      Happening happening,
      Rulebook rulebook,
      Place place,
      Instant at) {
    // "Down" and "back" are told by service notices. What else follows from a stage, such as a
    // gesture when a long outage is over, is no part of that conversation.
    @Nullable Stage stage = campaign.purpose() == Purpose.SERVICE ? happening.stage() : null;
    List<Channel> channels = one.proposal().channels();
    if (channels.isEmpty()) {
      channels = campaign.channels();
    }
    if (channels.isEmpty()) {
      channels = rulebook.policy().channels().of(campaign.purpose(), stage);
    }
    return new Candidate(
        campaign,
        one.rule(),
        one.proposal(),
        campaign.keyOf(happening),
        happening.trigger(),
        happening.event().time(),
        channels,
        due(one.proposal(), campaign, happening.event().time(), rulebook.policy(), place, at),
        stage,
        happening.incident(),
        0);
  }

  private static Instant due(
      Proposal proposal,
      Campaign campaign,
      Instant happened,
      ContactPolicy policy,
      Place place,
      Instant at) {
    if (proposal instanceof Proposal.Timer timer) {
      return timer.after().end(happened, place.zone(), place.working());
    }
    if (proposal instanceof Act.Mute mute) {
      return mute.after().end(happened, place.zone(), place.working());
    }
    return proposal instanceof Proposal.Spoken && policy.gathering().of(campaign.purpose())
        ? policy.gathering().end(at)
        : at;
  }
}
