package org.beforehand.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.beforehand.customer.Customers;
import org.beforehand.customer.Dossier;
import org.beforehand.customer.Timeline;
import org.beforehand.decide.Decision;
import org.beforehand.decide.Happening;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.Outbox;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Stage;
import org.beforehand.incident.Incidents;
import org.beforehand.intake.SweepTable.Due;
import org.beforehand.intake.SweepTable.Member;
import org.beforehand.intake.SweepTable.Range;
import org.beforehand.intake.SweepTable.Running;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells an incident's stage to everybody it concerns, a page of customers a transaction: the page's
 * decisions and the cursor are one commit, so a crash resumes where it was. A page holds its
 * incident FOR SHARE; when the incident has moved on, the sweep is over.
 */
public final class Sweeper {

  private final TransactionTemplate transaction;
  private final Rulebooks rulebooks;
  private final SweepTable sweeps;
  private final Incidents incidents;
  private final Customers customers;
  private final Timeline timeline;
  private final Deciding deciding;
  private final Outbox outbox;
  private final Runnable afterCommit;

  /**
   * @param afterCommit told after each page that there may be something to send
   */
  public Sweeper(
      JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks, Runnable afterCommit) {
    this.transaction = transaction;
    this.rulebooks = rulebooks;
    this.sweeps = new SweepTable(db);
    this.incidents = new Incidents(db);
    this.customers = new Customers(db);
    this.timeline = new Timeline(db);
    this.deciding = new Deciding(db);
    this.outbox = new Outbox(db);
    this.afterCommit = afterCommit;
  }

  /**
   * Begins the sweeps whose time has come, each in a transaction that holds its incident FOR
   * UPDATE.
   *
   * @return how many began
   */
  int begin(Instant at) {
    sweeps.settle();
    int begun = 0;
    for (Due due : sweeps.due(at)) {
      Boolean began =
          transaction.execute(
              status -> {
                Incidents.Start start =
                    incidents.begin(
                        due.incident(),
                        due.stage(),
                        due.episode(),
                        at,
                        rulebooks.current().policy().incidents());
                if (start instanceof Incidents.Start.Begins begins) {
                  if (!sweeps.begin(due.id(), begins.stage(), begins.version(), at)) {
                    status.setRollbackOnly();
                    return false;
                  }
                  return true;
                }
                sweeps.end(due.id(), "superseded");
                return false;
              });
      begun += Boolean.TRUE.equals(began) ? 1 : 0;
    }
    return begun;
  }

  /**
   * Decides one page of whichever sweep has come least far.
   *
   * @return false if there was nothing to do
   */
  public boolean page(Instant at) {
    AtomicReference<@Nullable Range> working = new AtomicReference<>();
    try {
      transaction.executeWithoutResult(
          status -> sweeps.claim().ifPresent(range -> work(range, Intake.MOST, at, working)));
    } catch (RuntimeException fault) {
      isolate(fault, working.get(), Intake.MOST, at);
    }
    if (working.get() == null) {
      return false;
    }
    afterCommit.run();
    return true;
  }

  /** One customer who cannot be decided must not keep the others from hearing. */
  private void isolate(RuntimeException fault, @Nullable Range range, int failed, Instant at) {
    if (fault instanceof TransientDataAccessException || range == null) {
      throw fault;
    }
    Unavailable.rethrow(fault);
    int fewer = Math.max(failed / 8, 1);
    try {
      transaction.executeWithoutResult(
          status ->
              sweeps
                  .claim(range.sweep(), range.n())
                  .ifPresent(
                      again -> {
                        if (failed == 1) {
                          pass(again, fault, at);
                        } else {
                          work(again, fewer, at, new AtomicReference<>());
                        }
                      }));
    } catch (RuntimeException next) {
      if (failed == 1) {
        throw next;
      }
      isolate(next, range, fewer, at);
    }
  }

  private void work(Range range, int most, Instant at, AtomicReference<@Nullable Range> working) {
    working.set(range);
    Incident incident = incidents.share(sweeps.incidentOf(range.sweep()));
    Optional<Running> running = sweeps.running(range.sweep());
    if (incident == null || running.isEmpty() || running.get().version() != incident.version()) {
      sweeps.finish(range);
      return;
    }
    Running sweep = running.get();
    List<Member> page = sweeps.audience(range, beyondScopes(sweep), most);
    if (page.isEmpty()) {
      sweeps.finish(range);
      return;
    }
    decide(page, sweep, incident, at);
    sweeps.advance(range, page.get(page.size() - 1), page.size() < most, page.size());
  }

  /**
   * The next customer of the range could not be decided: that is recorded, and the cursor moves.
   */
  private void pass(Range range, RuntimeException fault, Instant at) {
    Incident incident = incidents.share(sweeps.incidentOf(range.sweep()));
    Optional<Running> running = sweeps.running(range.sweep());
    if (incident == null || running.isEmpty()) {
      return;
    }
    Running sweep = running.get();
    List<Member> next = sweeps.audience(range, beyondScopes(sweep), 1);
    if (next.isEmpty()) {
      return;
    }
    String customer = next.get(0).customer();
    deciding.put(
        List.of(
            Decision.failed(
                Happening.of(cause(sweep), sweep.stage(), incident),
                customer,
                at,
                rulebooks.current().revision(),
                Intake.kind(fault))),
        sweep.id());
    sweeps.advance(range, next.get(0), false, 1);
  }

  /** Later stages also go to whoever was written to and is no longer in the scopes. */
  private static boolean beyondScopes(Running sweep) {
    return sweep.stage().name() != Stage.Name.OPENED;
  }

  private Event cause(Running sweep) {
    return Objects.requireNonNull(timeline.find(List.of(sweep.cause())).get(sweep.cause()));
  }

  private void decide(List<Member> page, Running sweep, Incident incident, Instant at) {
    List<String> ids = page.stream().map(Member::customer).toList();
    customers.lock(ids);
    if (sweep.stage().closes()) {
      outbox.supersede(sweep.incident(), sweep.episode(), ids, at);
    }
    Rulebook rulebook = rulebooks.current();
    Happening happening = Happening.of(cause(sweep), sweep.stage(), incident);
    Map<String, Dossier> dossiers =
        deciding.dossiers(ids, Set.of(happening.trigger()), rulebook, at);
    List<Decision> decisions = new ArrayList<>();
    Map<String, Long> sequences = new HashMap<>();
    for (String id : ids) {
      Dossier dossier = dossiers.get(id);
      if (dossier != null) {
        long seq = dossier.seq() + 1;
        sequences.put(id, seq);
        decisions.add(Deciding.decide(happening, id, seq, dossiers, rulebook, at));
      }
    }
    deciding.put(decisions, sweep.id());
    customers.advance(sequences);
  }
}
