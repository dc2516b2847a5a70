package org.beforehand.deliver;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
 * again, with what is known now, and the message is written from its own revision and the incident
 * as it stands.
 */
final class Preparation {

  private final Rulebooks rulebooks;
  private final Dossiers dossiers;
  private final Incidents incidents;
  private final Timeline timeline;
  private final Gestures gestures;
  private final String installation;
  private final String domain;
  private final PublishedMessages messages;

  Preparation(JdbcClient db, Rulebooks rulebooks, String installation, String domain) {
    this.rulebooks = rulebooks;
    this.dossiers = new Dossiers(db);
    this.incidents = new Incidents(db);
    this.timeline = new Timeline(db);
    this.gestures = new Gestures(db);
    this.installation = installation;
    this.domain = domain;
    this.messages = new PublishedMessages(rulebooks);
  }

  /** What is ready to leave, and what becomes of the rest. */
  record Prepared(List<Ready> ready, List<Move> moves) {}

  Prepared prepare(List<Claimed> claimed, Instant at) {
    Set<String> customers = claimed.stream().map(Claimed::customer).collect(Collectors.toSet());
    Map<String, Dossier> known = dossiers.load(customers, Set.of(), at);
    Map<String, Incident> now =
        incidents.find(
            claimed.stream()
                .map(Claimed::incident)
                .filter(java.util.Objects::nonNull)
                .collect(Collectors.toSet()));
    Map<Event.Key, Event> events =
        timeline.find(claimed.stream().map(Claimed::cause).collect(Collectors.toSet()));
    Map<Long, Money> gifts =
        gestures.of(
            claimed.stream()
                .filter(one -> one.action() == Action.GESTURE)
                .map(Claimed::id)
                .toList());
    Prepared prepared = new Prepared(new ArrayList<>(), new ArrayList<>());
    for (Claimed one : claimed) {
      Dossier dossier = known.get(one.customer());
      Event event = events.get(one.cause());
      if (dossier == null || event == null) {
        prepared.moves.add(Move.to(one.id(), OutreachState.CANCELLED, "active", Reason.OVERTAKEN));
      } else if (at.isAfter(one.expires())) {
        prepared.moves.add(Move.to(one.id(), OutreachState.EXPIRED, "fresh", Reason.EXPIRED));
      } else {
        prepare(
            one,
            dossier,
            event,
            one.incident() == null ? null : now.get(one.incident()),
            gifts.get(one.id()),
            at,
            prepared);
      }
    }
    return prepared;
  }

  private void prepare(
      Claimed one,
      Dossier dossier,
      Event event,
      @Nullable Incident incident,
      @Nullable Money gift,
      Instant at,
      Prepared prepared) {
    if (incident != null && incident.episode() != one.episode()) {
      // It ended and began again since; whatever is to be said now, the newer episode says it.
      prepared.moves.add(Move.to(one.id(), OutreachState.SUPERSEDED, "thread", Reason.OVERTAKEN));
      return;
    }
    Rulebook published = rulebooks.current();
    Campaign campaign = published.campaigns().get(one.campaign());
    if (campaign == null) {
      prepared.moves.add(Move.to(one.id(), OutreachState.CANCELLED, "active", Reason.NOT_LIVE));
      return;
    }
    Candidate candidate = candidate(one, campaign, event, incident, gift, at);
    Judgement judgement = Policy.judge(candidate, dossier, published.policy(), at);
    if (judgement instanceof Judgement.No no) {
      OutreachState to =
          no.reason() == Reason.OVERTAKEN ? OutreachState.SUPERSEDED : OutreachState.DROPPED;
      prepared.moves.add(Move.to(one.id(), to, no.gate(), no.reason()));
      return;
    }
    Judgement.Go go = (Judgement.Go) judgement;
    if (go.await() != null) {
      prepared.moves.add(
          new Move(
              one.id(),
              OutreachState.HELD,
              go.gate(),
              go.reason(),
              null,
              go.await().outreach(),
              go.await().ifTold()));
    } else if (go.candidate().due().isAfter(at)) {
      prepared.moves.add(Move.later(one.id(), go.candidate().due(), go.gate(), go.reason()));
    } else if (one.channel() == Channel.CALL) {
      // Handed to the desk by this very update: nothing can be in doubt.
      prepared.moves.add(new Move(one.id(), OutreachState.SENT, null, null, null, null, false));
    } else {
      Incident told =
          incident == null
              ? null
              : Promise.of(candidate, incident, dossier, published.policy(), at);
      render(one, dossier.customer(), event, told, gift, published, at, prepared);
    }
  }

  private static Candidate candidate(
      Claimed one,
      Campaign campaign,
      Event event,
      @Nullable Incident incident,
      @Nullable Money gift,
      Instant at) {
    Proposal proposal =
        one.action() == Action.CALL
            ? new Proposal.Call(one.message(), "", java.time.Duration.ZERO)
            : gift != null
                ? new Proposal.Gesture(one.message(), gift)
                : new Proposal.Message(one.message());
    return new Candidate(
        campaign,
        one.rule(),
        proposal,
        one.key(),
        event.type(),
        event.time(),
        List.of(one.channel()),
        at,
        one.stage(),
        incident,
        one.id());
  }

  private void render(
      Claimed one,
      Customer customer,
      Event event,
      @Nullable Incident incident,
      @Nullable Money gift,
      Rulebook published,
      Instant at,
      Prepared prepared) {
    ZoneId zone = customer.zone() == null ? published.policy().zone() : customer.zone();
    Rendering rendering =
        messages
            .of(one.revision())
            .render(
                one.campaign(),
                one.message(),
                customer.locale(),
                new MessageFacts(
                    customer,
                    event,
                    incident,
                    zone,
                    new MessageFacts.Company(
                        published.policy().company(), published.policy().phone()),
                    gift),
                Set.of(Channel.EMAIL));
    if (rendering instanceof Rendering.Rendered rendered
        && rendered.subject() != null
        && rendered.text() != null
        && rendered.html() != null
        && customer.email() != null) {
      prepared.ready.add(
          new Ready(
              one,
              new Mail(
                  one.id() + "." + installation + "@" + domain,
                  customer.email(),
                  customer.name(),
                  rendered.subject(),
                  rendered.text(),
                  rendered.html(),
                  rendered.language(),
                  at,
                  thread(one)),
              incident == null ? 0 : incident.version()));
    } else {
      prepared.moves.add(Move.to(one.id(), OutreachState.FAILED, "render", Reason.UNRENDERABLE));
    }
  }

  /**
   * Mail readers put one conversation's mails together; the name of it tells nobody whose it is.
   */
  private @Nullable String thread(Claimed one) {
    return one.thread() == null
        ? null
        : one.thread().replaceAll("[^A-Za-z0-9]+", ".").toLowerCase(Locale.ROOT)
            + "."
            + HexFormat.of().toHexDigits(Customer.hash(installation + one.customer()))
            + "@"
            + domain;
  }
}
