package org.beforehand.decide;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.customer.Dossier;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Contact;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Proposal;
import org.jspecify.annotations.Nullable;

/**
 * One customer, one window, one contact: of all that waits to leave at about the same time the
 * highest rank leaves, mails of the same purpose go with it as one mail, and the others wait for
 * another turn or are dropped, as their campaigns say. Caps are filled in the order of the ranks.
 * What follows from one event for one campaign is one matter and stays together. Pure, and the same
 * whatever came first.
 */
public final class Arbitration {

  /** The most mails that become part of another: more than that nobody reads. */
  private static final int MOST_COMBINED = 4;

  private static final Gate CAPS = new CapGate();

  private final ContactPolicy policy;
  private final Instant at;
  private final Map<Long, Place> places = new LinkedHashMap<>();
  private Dossier dossier;
  private @Nullable Candidate winner;
  private int combined;

  private Arbitration(Dossier dossier, ContactPolicy policy, Instant at) {
    this.dossier = dossier;
    this.policy = policy;
    this.at = at;
  }

  /**
   * One that waits.
   *
   * @param candidate with its number, and when it is due
   * @param expires after which it is not worth sending
   * @param settled whether it was settled before, and only waits for its turn to be sent
   */
  public record Entrant(Candidate candidate, Instant expires, boolean settled) {}

  /** What becomes of it. */
  public sealed interface Place {

    /** It leaves when it is due. */
    record Leaves() implements Place {}

    /**
     * It has another turn then.
     *
     * @param moment the bad moment that made it wait, or null
     */
    record Waits(
        Instant due, @Nullable String gate, @Nullable Reason reason, @Nullable String moment)
        implements Place {}

    /** It is said in the mail of that one. */
    record Joins(long into) implements Place {}

    /**
     * It is not sent.
     *
     * @param moment the bad moment that it met, or null
     */
    record Ends(String gate, Reason reason, @Nullable String moment) implements Place {
      Ends(String gate, Reason reason) {
        this(gate, reason, null);
      }
    }
  }

  /**
   * Settles all that waits for one customer.
   *
   * @param dossier as it is, with these among its contacts
   * @return by the numbers of the entrants
   */
  public static Map<Long, Place> settle(
      List<Entrant> entrants, Dossier dossier, ContactPolicy policy, Instant at) {
    Set<Long> numbers = new HashSet<>();
    entrants.forEach(one -> numbers.add(one.candidate().outreach()));
    Arbitration arbitration = new Arbitration(dossier.without(numbers), policy, at);
    entrants.stream()
        .sorted(Comparator.comparing(one -> Rank.of(one.candidate())))
        .forEach(arbitration::place);
    return arbitration.places;
  }

  private void place(Entrant entrant) {
    Candidate candidate = entrant.candidate();
    boolean now = !candidate.due().isAfter(policy.gathering().end(at));
    if (!now) {
      keepsItsTurn(entrant, candidate);
    } else if (winner == null || sameMatter(candidate, winner)) {
      if (settle(entrant, candidate) && winner == null) {
        winner = candidate;
      }
    } else if (joins(candidate, winner) && goesNow(candidate)) {
      combined++;
      places.put(candidate.outreach(), new Place.Joins(winner.outreach()));
    } else if (candidate.campaign().company().outranked() == Campaign.Outranked.DROP) {
      places.put(candidate.outreach(), new Place.Ends("arbitration", Reason.OUTRANKED));
    } else {
      another(entrant, candidate.notBefore(at.plus(policy.gathering().apart())));
    }
  }

  /** Its own time is to come, and only that will tell what else may keep it: here it takes room. */
  private void keepsItsTurn(Entrant entrant, Candidate candidate) {
    if (CAPS.judge(candidate, dossier, policy, at) instanceof Verdict.Drop drop) {
      places.put(
          candidate.outreach(),
          ended(entrant, new Judgement.No(candidate, CAPS.name(), drop.reason())));
    } else {
      counts(candidate);
      places.put(candidate.outreach(), new Place.Leaves());
    }
  }

  /**
   * Whether it may leave now.
   *
   * @return false also where it may later
   */
  private boolean settle(Entrant entrant, Candidate candidate) {
    Judgement judgement = Policy.judge(candidate, dossier, policy, at);
    if (judgement instanceof Judgement.No no) {
      places.put(candidate.outreach(), ended(entrant, no));
      return false;
    }
    Judgement.Go go = (Judgement.Go) judgement;
    counts(go.candidate());
    if (go.candidate().due().isAfter(candidate.due()) && go.candidate().due().isAfter(at)) {
      places.put(
          candidate.outreach(),
          new Place.Waits(go.candidate().due(), go.gate(), go.reason(), go.moment()));
      return false;
    }
    places.put(candidate.outreach(), new Place.Leaves());
    return true;
  }

  /** Outranked: it has another turn if that comes while it is still worth something. */
  private void another(Entrant entrant, Candidate later) {
    Judgement judgement = Policy.judge(later, dossier, policy, at);
    if (judgement instanceof Judgement.No no) {
      places.put(later.outreach(), ended(entrant, no));
      return;
    }
    Candidate then = ((Judgement.Go) judgement).candidate();
    if (then.due().isAfter(entrant.expires())) {
      places.put(later.outreach(), new Place.Ends("arbitration", Reason.OUTRANKED));
    } else {
      counts(then);
      places.put(
          later.outreach(), new Place.Waits(then.due(), "arbitration", Reason.OUTRANKED, null));
    }
  }

  private static Place ended(Entrant entrant, Judgement.No no) {
    boolean gaveWay = entrant.settled() && no.reason() == Reason.CAP_REACHED;
    return new Place.Ends(no.gate(), gaveWay ? Reason.DISPLACED : no.reason(), no.moment());
  }

  private void counts(Candidate candidate) {
    Contact contact =
        new Contact(
            candidate.outreach(),
            candidate.campaign().name(),
            candidate.key(),
            candidate.proposal().action(),
            candidate.purpose(),
            candidate.channel(),
            OutreachState.SCHEDULED,
            candidate.due().isBefore(at) ? at : candidate.due(),
            candidate.thread(),
            candidate.stage(),
            candidate.incident() == null ? null : candidate.incident().id(),
            0,
            ((Proposal.Spoken) candidate.proposal()).message(),
            candidate.campaign().priority());
    dossier = dossier.with(List.of(contact));
  }

  private static boolean sameMatter(Candidate one, Candidate other) {
    return one.campaign().name().equals(other.campaign().name())
        && one.key().equals(other.key())
        && one.trigger().equals(other.trigger());
  }

  /**
   * A gesture, a call or a survey is never a part of something else: each has a life of its own.
   */
  private boolean joins(Candidate candidate, Candidate lead) {
    return combined < MOST_COMBINED
        && policy.gathering().combine().contains(candidate.purpose())
        && candidate.purpose() == lead.purpose()
        && mail(candidate)
        && mail(lead);
  }

  private static boolean mail(Candidate candidate) {
    return candidate.proposal() instanceof Proposal.Message
        && candidate.channel() == Channel.EMAIL
        && candidate.campaign().company().combines();
  }

  /** Whether anything but a cap would keep it: the mail it joins is counted already. */
  private boolean goesNow(Candidate candidate) {
    return Policy.judge(candidate, dossier, policy.uncapped(), at) instanceof Judgement.Go go
        && !go.candidate().due().isAfter(at.isAfter(candidate.due()) ? at : candidate.due());
  }
}
