package org.beforehand.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.beforehand.customer.Customers;
import org.beforehand.customer.Dossier;
import org.beforehand.customer.Timeline;
import org.beforehand.decide.Anew;
import org.beforehand.decide.Happening;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.Redecided;
import org.beforehand.deliver.WaitingMessages;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Share;
import org.beforehand.fact.Stage;
import org.beforehand.goodwill.Codes;
import org.beforehand.incident.Incidents;
import org.beforehand.intake.Seating.Question;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Messages that waited when their campaigns were published again go the rest of the corridor once
 * more, with the rules as they are now: what they follow from is decided anew for them alone. So do
 * those that met a moment, while they waited, in which a colleague calls instead. Until then they
 * are held; a node that ends in between leaves the rest to the next tick.
 */
final class Redeciding {

  private static final Logger LOG = LoggerFactory.getLogger(Redeciding.class);

  /** The rest has time until the next tick; there may be as many as there are customers. */
  private static final int PAGES = 20;

  private final TransactionTemplate transaction;
  private final Rulebooks rulebooks;
  private final Customers customers;
  private final Timeline timeline;
  private final Incidents incidents;
  private final Deciding deciding;
  private final WaitingMessages messages;

  Redeciding(JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks, Codes codes) {
    this.transaction = transaction;
    this.rulebooks = rulebooks;
    this.customers = new Customers(db);
    this.timeline = new Timeline(db);
    this.incidents = new Incidents(db);
    this.deciding = new Deciding(db, codes);
    this.messages = new WaitingMessages(db);
  }

  /** What one message follows from; what follows from the same is decided together. */
  private record Cause(String customer, Event.Key event, @Nullable Stage stage) {}

  /**
   * Decides some of them, a page after the other.
   *
   * @param share whose messages
   * @return how many
   */
  int some(Share share, Instant at) {
    int all = 0;
    long last = 0;
    for (int n = 0; n < PAGES; n++) {
      List<WaitingMessages.Anew> page = messages.anew(share, last, Intake.MOST);
      if (page.isEmpty()) {
        return all;
      }
      redecide(page, at);
      all += page.size();
      last = page.get(page.size() - 1).outreach();
    }
    return all;
  }

  /** One that cannot be decided anew waits on as it was; the others are decided. */
  private void redecide(List<WaitingMessages.Anew> page, Instant at) {
    try {
      transaction.executeWithoutResult(status -> decide(page, at));
    } catch (TransientDataAccessException unavailable) {
      throw unavailable;
    } catch (RuntimeException fault) {
      Unavailable.rethrow(fault);
      if (page.size() == 1) {
        LOG.warn("A message stays as it was: {}", Parking.kind(fault));
        transaction.executeWithoutResult(status -> messages.redecided(asTheyWere(page, at)));
      } else {
        int half = page.size() / 2;
        redecide(page.subList(0, half), at);
        redecide(page.subList(half, page.size()), at);
      }
    }
  }

  private static List<Redecided> asTheyWere(List<WaitingMessages.Anew> page, Instant at) {
    return page.stream().<Redecided>map(one -> new Redecided.AsItWas(one.outreach(), at)).toList();
  }

  private void decide(List<WaitingMessages.Anew> page, Instant at) {
    if (!rulebooks.hold()) {
      // Something else is published by now; it is taken up before the next tick or so.
      return;
    }
    Rulebook rulebook = rulebooks.current();
    Set<String> ids = page.stream().map(one -> one.id().customer()).collect(Collectors.toSet());
    customers.lock(ids);
    Map<Cause, Happening> happenings = happenings(page);
    Set<String> triggers =
        happenings.values().stream().map(Happening::trigger).collect(Collectors.toSet());
    Map<String, Dossier> dossiers = deciding.dossiers(ids, triggers, rulebook, at);
    Map<String, Long> sequences = new HashMap<>();
    dossiers.forEach((id, dossier) -> sequences.put(id, dossier.seq()));
    List<Question> questions = new ArrayList<>();
    happenings.forEach(
        (cause, happening) -> {
          Long seq = sequences.computeIfPresent(cause.customer(), (id, last) -> last + 1);
          if (seq != null) {
            questions.add(Question.about(happening, cause.customer(), seq, at));
          }
        });
    List<WaitingMessages.Anew> rest = new ArrayList<>(page);
    Set<Long> asked =
        questions.stream()
            .flatMap(one -> Objects.requireNonNull(one.happening().anew()).messages().stream())
            .map(Anew.Message::outreach)
            .collect(Collectors.toSet());
    rest.removeIf(one -> asked.contains(one.outreach()));
    messages.redecided(asTheyWere(rest, at));
    deciding.putAnew(deciding.decide(questions, dossiers, rulebook), rulebook.policy());
    customers.advance(sequences);
  }

  /** What each follows from, with the messages that do; without those that cannot be told again. */
  private Map<Cause, Happening> happenings(List<WaitingMessages.Anew> page) {
    Map<Event.Key, Event> events =
        timeline.find(page.stream().map(WaitingMessages.Anew::cause).collect(Collectors.toSet()));
    Set<String> about =
        page.stream()
            .map(WaitingMessages.Anew::incident)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    Map<String, Incident> now = about.isEmpty() ? Map.of() : incidents.find(about);
    Map<Cause, Happening> found = new LinkedHashMap<>();
    Map<Cause, List<Anew.Message>> theirs = new LinkedHashMap<>();
    for (WaitingMessages.Anew one : page) {
      Cause cause = new Cause(one.id().customer(), one.cause(), one.follows());
      Happening happening = happening(one, cause, events, now);
      if (happening != null) {
        found.putIfAbsent(cause, happening);
        theirs
            .computeIfAbsent(cause, none -> new ArrayList<>())
            .add(
                new Anew.Message(
                    one.outreach(), one.id().campaign(), one.id().key(), one.id().action()));
      }
    }
    found.replaceAll(
        (cause, happening) -> happening.anew(new Anew(Objects.requireNonNull(theirs.get(cause)))));
    return found;
  }

  /** Null where its event is kept without what it said, or the outage has begun again since. */
  private static @Nullable Happening happening(
      WaitingMessages.Anew one,
      Cause cause,
      Map<Event.Key, Event> events,
      Map<String, Incident> now) {
    Event event = events.get(one.cause());
    if (event == null || event.type().equals(CustomerReader.UPDATED)) {
      return null;
    }
    if (one.incident() == null) {
      return Happening.of(event);
    }
    Incident incident = now.get(one.incident());
    return incident == null || incident.episode() != one.episode() || cause.stage() == null
        ? null
        : Happening.of(event, cause.stage(), incident);
  }
}
