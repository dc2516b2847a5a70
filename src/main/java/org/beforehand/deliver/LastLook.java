package org.beforehand.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.beforehand.customer.Dossier;
import org.beforehand.customer.Dossiers;
import org.beforehand.customer.Timeline;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Candidate;
import org.beforehand.decide.ContactPolicy;
import org.beforehand.decide.Policy;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.decide.Promise;
import org.beforehand.decide.Reason;
import org.beforehand.decide.Rulebooks;
import org.beforehand.fact.Action;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Proposal;
import org.beforehand.goodwill.Gestures;
import org.beforehand.incident.Incidents;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The last look before sending: hours may have passed since it was decided, so every gate is asked
 * again, with what is known now.
 */
final class LastLook {

  private final Rulebooks rulebooks;
  private final Dossiers dossiers;
  private final Incidents incidents;
  private final Timeline timeline;
  private final Gestures gestures;

  LastLook(JdbcClient db, Rulebooks rulebooks) {
    this.rulebooks = rulebooks;
    this.dossiers = new Dossiers(db);
    this.incidents = new Incidents(db);
    this.timeline = new Timeline(db);
    this.gestures = new Gestures(db);
  }

  /**
   * One that every gate lets go, with what its message speaks of.
   *
   * @param incident as this customer may hear of it
   * @param gift what it promises
   */
  record Passed(
      Claimed claimed,
      Customer customer,
      Event event,
      @Nullable Incident incident,
      Gestures.@Nullable Promised gift,
      Instant at) {
    Passed about(Incident told) {
      return new Passed(claimed, customer, event, told, gift, at);
    }

    /** The same, by these channels. */
    Passed by(List<Channel> channels) {
      return new Passed(claimed.by(channels), customer, event, incident, gift, at);
    }
  }

  /** Who may leave, and what becomes of the rest. */
  record Seen(List<Passed> passed, List<Move> moves) {}

  /** What is known of the customers of some outreach, and of what these are about. */
  record Known(
      Map<String, Dossier> dossiers,
      Map<String, Incident> incidents,
      Map<Event.Key, Event> events,
      Map<Long, Gestures.Promised> gifts) {

    @Nullable Dossier dossier(Claimed one) {
      return dossiers.get(one.customer());
    }
  }

  Known known(List<Claimed> claimed, Instant at) {
    return new Known(
        dossiers.load(customersOf(claimed), read(claimed), at),
        incidentsOf(claimed),
        eventsOf(claimed),
        giftsOf(claimed));
  }

  /** Looks at all of them, each at its instant. */
  Seen at(List<Claimed> claimed, Function<Claimed, Instant> when, Instant latest) {
    Known known = known(claimed, latest);
    Seen seen = new Seen(new ArrayList<>(), new ArrayList<>());
    for (Claimed one : claimed) {
      judge(one, known, when.apply(one), seen);
    }
    return seen;
  }

  /** Whether there is anything left to ask the gates about. */
  sealed interface Standing {

    /** There is. */
    record Asks(Candidate candidate, Passed speaking) implements Standing {}

    /** What it was about is gone. */
    record Over(Move move) implements Standing {}
  }

  /** How one stands before the gates are asked. */
  Standing standing(Claimed one, Known known, Instant at) {
    Dossier dossier = known.dossier(one);
    Event event = known.events().get(one.cause());
    if (dossier == null || event == null) {
      return over(one, OutreachState.CANCELLED, "active", Reason.OVERTAKEN);
    }
    if (at.isAfter(one.expires())) {
      return over(one, OutreachState.EXPIRED, "fresh", Reason.EXPIRED);
    }
    Incident incident = one.incident() == null ? null : known.incidents().get(one.incident());
    if (incident != null && incident.episode() != one.episode()) {
      // It ended and began again since; whatever is to be said now, the newer episode says it.
      return over(one, OutreachState.SUPERSEDED, "thread", Reason.OVERTAKEN);
    }
    Campaign campaign = rulebooks.current().campaigns().get(one.campaign());
    if (campaign == null) {
      return over(one, OutreachState.CANCELLED, "active", Reason.NOT_LIVE);
    }
    Passed speaking =
        new Passed(one, dossier.customer(), event, incident, known.gifts().get(one.id()), at);
    return new Standing.Asks(candidate(speaking, campaign), speaking);
  }

  private static Standing over(Claimed one, OutreachState to, String gate, Reason reason) {
    return new Standing.Over(Move.to(one.id(), to, gate, reason));
  }

  /** What these speak of, for those whose gates need not be asked again. */
  List<Passed> unasked(List<Claimed> claimed, Function<Claimed, Instant> when) {
    Map<String, Customer> known = dossiers.customers(customersOf(claimed));
    Map<Event.Key, Event> events = eventsOf(claimed);
    Map<Long, Gestures.Promised> gifts = giftsOf(claimed);
    List<Passed> passed = new ArrayList<>(claimed.size());
    for (Claimed one : claimed) {
      Customer customer = Objects.requireNonNull(known.get(one.customer()));
      Event event = Objects.requireNonNull(events.get(one.cause()));
      passed.add(new Passed(one, customer, event, null, gifts.get(one.id()), when.apply(one)));
    }
    return passed;
  }

  /** Rules are not asked again; gates read more of a history only of what a bad moment may mute. */
  private Set<String> read(List<Claimed> claimed) {
    return rulebooks
        .current()
        .badMomentsRead(claimed.stream().map(Claimed::campaign).collect(Collectors.toSet()));
  }

  private static Set<String> customersOf(List<Claimed> claimed) {
    return claimed.stream().map(Claimed::customer).collect(Collectors.toSet());
  }

  private Map<Event.Key, Event> eventsOf(List<Claimed> claimed) {
    return timeline.find(claimed.stream().map(Claimed::cause).collect(Collectors.toSet()));
  }

  private Map<Long, Gestures.Promised> giftsOf(List<Claimed> claimed) {
    return gestures.of(
        claimed.stream().filter(one -> one.action() == Action.GESTURE).map(Claimed::id).toList());
  }

  private Map<String, Incident> incidentsOf(List<Claimed> claimed) {
    Set<String> ids =
        claimed.stream()
            .map(Claimed::incident)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return ids.isEmpty() ? Map.of() : incidents.find(ids);
  }

  private void judge(Claimed one, Known known, Instant at, Seen seen) {
    Standing standing = standing(one, known, at);
    if (standing instanceof Standing.Over over) {
      seen.moves.add(over.move());
      return;
    }
    Standing.Asks asks = (Standing.Asks) standing;
    Passed speaking = asks.speaking();
    Incident incident = speaking.incident();
    Dossier dossier = Objects.requireNonNull(known.dossier(one));
    ContactPolicy policy = rulebooks.current().policy();
    Candidate candidate = asks.candidate();
    Judgement judgement = Policy.judge(candidate, dossier, policy, at);
    if (judgement instanceof Judgement.Go go) {
      // A gate may have taken the channel that was the first.
      speaking = speaking.by(go.candidate().channels());
    }
    Move move = move(speaking, candidate.campaign(), policy, judgement);
    if (move != null) {
      seen.moves.add(move);
    } else if (incident == null) {
      seen.passed.add(speaking);
    } else {
      seen.passed.add(speaking.about(Promise.of(asks.candidate(), incident, dossier, policy, at)));
    }
  }

  /** Null where it may leave. */
  private static @Nullable Move move(
      Passed speaking, Campaign campaign, ContactPolicy policy, Judgement judgement) {
    Claimed one = speaking.claimed();
    Instant at = speaking.at();
    if (judgement instanceof Judgement.No no) {
      return Move.ended(one.id(), no.gate(), no.reason(), no.moment());
    }
    Judgement.Go go = (Judgement.Go) judgement;
    if (go.await() != null) {
      return Move.after(one.id(), go, go.await());
    }
    if (go.candidate().due().isAfter(at)) {
      return Move.later(one.id(), go);
    }
    if (one.channel() == Channel.NOTE) {
      return Move.sent(one.id());
    }
    // A call is handed to the desk by this very update: nothing can be in doubt.
    return one.channel() == Channel.CALL
        ? Move.handed(new Handing(one, speaking.customer(), campaign.priority(), at, policy))
        : null;
  }

  private static Candidate candidate(Passed speaking, Campaign campaign) {
    Claimed one = speaking.claimed();
    return new Candidate(
        campaign,
        one.rule(),
        proposal(one, speaking.gift()),
        one.key(),
        speaking.event().type(),
        speaking.event().time(),
        one.channels(),
        speaking.at(),
        one.stage(),
        speaking.incident(),
        one.id());
  }

  private static Proposal proposal(Claimed one, Gestures.@Nullable Promised gift) {
    if (one.action() == Action.CALL) {
      return new Proposal.Call(one.message(), "", Duration.ZERO);
    }
    if (one.action() == Action.SURVEY) {
      return new Proposal.Survey(one.message());
    }
    return gift == null
        ? new Proposal.Message(one.message())
        : new Proposal.Gesture(one.message(), gift.value());
  }
}
