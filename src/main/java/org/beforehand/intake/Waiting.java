package org.beforehand.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.customer.Customers;
import org.beforehand.customer.Dossier;
import org.beforehand.customer.Timeline;
import org.beforehand.customer.Timeline.Entry;
import org.beforehand.decide.Happening;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.Outbox;
import org.beforehand.fact.Event;
import org.beforehand.goodwill.Codes;
import org.beforehand.intake.Seating.Question;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Events that came before their customer's record. Once that is there they go the rest of the
 * corridor: they are remembered already, so what is left is to give them their place and decide.
 */
final class Waiting {

  private final TransactionTemplate transaction;
  private final Rulebooks rulebooks;
  private final Customers customers;
  private final Timeline timeline;
  private final Deciding deciding;
  private final Outbox outbox;
  private final WaitingList waitingList;

  Waiting(JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks, Codes codes) {
    this.transaction = transaction;
    this.rulebooks = rulebooks;
    this.customers = new Customers(db);
    this.timeline = new Timeline(db);
    this.deciding = new Deciding(db, codes);
    this.outbox = new Outbox(db);
    this.waitingList = new WaitingList(db);
  }

  /**
   * Decides some of those whose customers are known now.
   *
   * @return how many
   */
  int retry(Instant at) {
    List<Entry> waiting = timeline.nowKnown(Intake.MOST);
    if (!waiting.isEmpty()) {
      retry(waiting, at);
    }
    return waiting.size();
  }

  private void retry(List<Entry> waiting, Instant at) {
    try {
      transaction.executeWithoutResult(status -> decideNow(waiting, at));
    } catch (TransientDataAccessException unavailable) {
      throw unavailable;
    } catch (RuntimeException fault) {
      Unavailable.rethrow(fault);
      if (waiting.size() == 1) {
        Entry poison = waiting.get(0);
        transaction.executeWithoutResult(
            status ->
                timeline.settle(
                    List.of(
                        Sorting.as(poison, Timeline.Outcome.PARKED, null, Parking.kind(fault)))));
      } else {
        int half = waiting.size() / 2;
        retry(waiting.subList(0, half), at);
        retry(waiting.subList(half, waiting.size()), at);
      }
    }
  }

  private void decideNow(List<Entry> waiting, Instant at) {
    Rulebook rulebook = rulebooks.current();
    Set<String> ids = new LinkedHashSet<>();
    waiting.forEach(entry -> ids.add(Intake.customer(entry.event())));
    customers.lock(ids);
    Map<String, Long> sequences = new HashMap<>(customers.sequences(ids));
    List<Entry> settled = new ArrayList<>();
    Set<String> triggers = new LinkedHashSet<>();
    for (Entry entry : waiting) {
      Long seq = sequences.computeIfPresent(Intake.customer(entry.event()), (id, last) -> last + 1);
      boolean listened = rulebook.listensTo(entry.event().type());
      triggers.add(entry.event().type());
      settled.add(
          Sorting.as(
              entry,
              listened ? Timeline.Outcome.DECIDED : Timeline.Outcome.NO_LISTENER,
              seq,
              null));
    }
    Set<Event.Key> ours = timeline.settle(settled);
    settled.removeIf(entry -> !ours.contains(entry.event().key()));
    outbox.withdraw(customers.consent(Sorting.optOuts(settled, at)), at);
    Map<String, Dossier> dossiers = deciding.dossiers(ids, triggers, rulebook, at);
    List<Question> questions = new ArrayList<>();
    for (Entry entry : settled) {
      if (entry.outcome() == Timeline.Outcome.DECIDED && entry.seq() != null) {
        // Its own time is in the dossier already: it was remembered when it came.
        questions.add(
            Question.about(
                Happening.of(entry.event()), Intake.customer(entry.event()), entry.seq(), at));
      }
    }
    deciding.put(deciding.decide(questions, dossiers, rulebook), null, rulebook.policy());
    waitingList.take(settled.stream().map(Entry::event).toList(), When.at(at));
    customers.advance(sequences);
  }
}
