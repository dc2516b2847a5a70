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
import org.beforehand.decide.Policy;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.decide.Promise;
import org.beforehand.decide.Reason;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
import org.beforehand.fact.Action;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Money;
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
      @Nullable Money gift,
      Instant at) {
    Passed about(Incident told) {
      return new Passed(claimed, customer, event, told, gift, at);
    }
  }

  /** Who may leave, and what becomes of the rest. */
  record Seen(List<Passed> passed, List<Move> moves) {}

  /**
   * Looks at all of them, each at its instant.
   *
   * @param latest of these instants
   */
  Seen at(List<Claimed> claimed, Function<Claimed, Instant> when, Instant latest) {
    Map<String, Dossier> known = dossiers.load(customersOf(claimed), Set.of(), latest);
    Map<String, Incident> now = incidentsOf(claimed);
    Map<Event.Key, Event> events = eventsOf(claimed);
    Map<Long, Money> gifts = giftsOf(claimed);
    Seen seen = new Seen(new ArrayList<>(), new ArrayList<>());
    for (Claimed one : claimed) {
      Dossier dossier = known.get(one.customer());
      Event event = events.get(one.cause());
      Instant at = when.apply(one);
      if (dossier == null || event == null) {
        seen.moves.add(Move.to(one.id(), OutreachState.CANCELLED, "active", Reason.OVERTAKEN));
      } else if (at.isAfter(one.expires())) {
        seen.moves.add(Move.to(one.id(), OutreachState.EXPIRED, "fresh", Reason.EXPIRED));
      } else {
        Incident incident = one.incident() == null ? null : now.get(one.incident());
        Passed speaking =
            new Passed(one, dossier.customer(), event, incident, gifts.get(one.id()), at);
        judge(speaking, dossier, seen);
      }
    }
    return seen;
  }

  /** What these speak of, for those whose gates need not be asked again. */
  List<Passed> unasked(List<Claimed> claimed, Function<Claimed, Instant> when) {
    Map<String, Customer> known = dossiers.customers(customersOf(claimed));
    Map<Event.Key, Event> events = eventsOf(claimed);
    Map<Long, Money> gifts = giftsOf(claimed);
    List<Passed> passed = new ArrayList<>(claimed.size());
    for (Claimed one : claimed) {
      Customer customer = Objects.requireNonNull(known.get(one.customer()));
      Event event = Objects.requireNonNull(events.get(one.cause()));
      passed.add(new Passed(one, customer, event, null, gifts.get(one.id()), when.apply(one)));
    }
    return passed;
  }

  private static Set<String> customersOf(List<Claimed> claimed) {
    return claimed.stream().map(Claimed::customer).collect(Collectors.toSet());
  }

  private Map<Event.Key, Event> eventsOf(List<Claimed> claimed) {
    return timeline.find(claimed.stream().map(Claimed::cause).collect(Collectors.toSet()));
  }

  private Map<Long, Money> giftsOf(List<Claimed> claimed) {
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

  private void judge(Passed speaking, Dossier dossier, Seen seen) {
    Claimed one = speaking.claimed();
    Incident incident = speaking.incident();
    Instant at = speaking.at();
    if (incident != null && incident.episode() != one.episode()) {
      // It ended and began again since; whatever is to be said now, the newer episode says it.
      seen.moves.add(Move.to(one.id(), OutreachState.SUPERSEDED, "thread", Reason.OVERTAKEN));
      return;
    }
    Rulebook published = rulebooks.current();
    Campaign campaign = published.campaigns().get(one.campaign());
    if (campaign == null) {
      seen.moves.add(Move.to(one.id(), OutreachState.CANCELLED, "active", Reason.NOT_LIVE));
      return;
    }
    Candidate candidate = candidate(speaking, campaign);
    Move move = move(one, Policy.judge(candidate, dossier, published.policy(), at), at);
    if (move != null) {
      seen.moves.add(move);
    } else if (incident == null) {
      seen.passed.add(speaking);
    } else {
      seen.passed.add(
          speaking.about(Promise.of(candidate, incident, dossier, published.policy(), at)));
    }
  }

  /** Null where it may leave. */
  private static @Nullable Move move(Claimed one, Judgement judgement, Instant at) {
    if (judgement instanceof Judgement.No no) {
      OutreachState to =
          switch (no.reason()) {
            case OVERTAKEN -> OutreachState.SUPERSEDED;
            // Whoever lets the campaign go on lets it go on too.
            case SWITCHED_OFF -> OutreachState.HELD;
            default -> OutreachState.DROPPED;
          };
      return Move.to(one.id(), to, no.gate(), no.reason());
    }
    Judgement.Go go = (Judgement.Go) judgement;
    if (go.await() != null) {
      return new Move(
          one.id(),
          OutreachState.HELD,
          go.gate(),
          go.reason(),
          null,
          go.await().outreach(),
          go.await().ifTold());
    }
    if (go.candidate().due().isAfter(at)) {
      return Move.later(one.id(), go.candidate().due(), go.gate(), go.reason());
    }
    // A call is handed to the desk by this very update: nothing can be in doubt.
    return one.channel() == Channel.CALL ? Move.sent(one.id()) : null;
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
        List.of(one.channel()),
        speaking.at(),
        one.stage(),
        speaking.incident(),
        one.id());
  }

  private static Proposal proposal(Claimed one, @Nullable Money gift) {
    if (one.action() == Action.CALL) {
      return new Proposal.Call(one.message(), "", Duration.ZERO);
    }
    if (one.action() == Action.SURVEY) {
      return new Proposal.Survey(one.message());
    }
    return gift == null
        ? new Proposal.Message(one.message())
        : new Proposal.Gesture(one.message(), gift);
  }
}
