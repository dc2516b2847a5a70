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
import java.util.stream.Collectors;
import org.beforehand.customer.Customers;
import org.beforehand.customer.Dossier;
import org.beforehand.decide.Decision;
import org.beforehand.decide.Happening;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Stage;
import org.beforehand.goodwill.Codes;
import org.beforehand.incident.Incidents;
import org.beforehand.intake.RangeTable.Member;
import org.beforehand.intake.RangeTable.Range;
import org.beforehand.intake.Seating.Question;
import org.beforehand.intake.SweepTable.Due;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells an incident's stage, or what a schedule is for, to everybody it concerns, a page of
 * customers a transaction: the page's decisions and the cursor are one commit, so a crash resumes
 * where it was.
 */
public final class Sweeper {

  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  /** How many incidents a warning names; all are in their histories. */
  private static final int SHOWN = 10;

  private final TransactionTemplate transaction;
  private final Rulebooks rulebooks;
  private final SweepTable sweeps;
  private final RangeTable ranges;
  private final Incidents incidents;
  private final IncidentDesk desk;
  private final Customers customers;
  private final Telling.Finder tellings;
  private final Deciding deciding;
  private final Schedules schedules;
  private final Runnable afterCommit;

  /**
   * @param afterCommit told after each page that there may be something to send
   */
  public Sweeper(
      JdbcClient db,
      TransactionTemplate transaction,
      Rulebooks rulebooks,
      Codes codes,
      Runnable afterCommit) {
    this.transaction = transaction;
    this.rulebooks = rulebooks;
    this.sweeps = new SweepTable(db);
    this.ranges = new RangeTable(db);
    this.incidents = new Incidents(db);
    this.desk = new IncidentDesk(db);
    this.customers = new Customers(db);
    this.tellings = Telling.Finder.over(db);
    this.deciding = new Deciding(db, codes);
    this.schedules = new Schedules(db, transaction, rulebooks);
    this.afterCommit = afterCommit;
  }

  /** Of an installation that has no secret. */
  public Sweeper(
      JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks, Runnable afterCommit) {
    this(db, transaction, rulebooks, new Codes(db), afterCommit);
  }

  /**
   * Begins the sweeps whose time has come: those of schedules, and those of incidents, each of them
   * in a transaction that holds its incident FOR UPDATE.
   *
   * @return how many began
   */
  int begin(Instant at) {
    sweeps.settle();
    lapse(at);
    int begun = schedules.begin(at);
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
                  Stage stage = due.anew() == 0 ? begins.stage() : begins.stage().anew(due.anew());
                  if (!sweeps.begin(due.id(), stage, begins.version(), at)) {
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

  private void lapse(Instant at) {
    List<Incident> lapsed =
        Objects.requireNonNull(
            transaction.execute(
                status -> {
                  desk.warn(at, rulebooks.current());
                  return desk.lapse(at, rulebooks.current());
                }));
    if (!lapsed.isEmpty()) {
      LOG.warn(
          "{} incidents without the news that customers were promised by now: {}{}",
          lapsed.size(),
          lapsed.stream().limit(SHOWN).map(Incident::id).collect(Collectors.joining(", ")),
          lapsed.size() > SHOWN ? " and others" : "");
    }
  }

  /**
   * How far the telling of an incident has come.
   *
   * @param decided for how many customers it was decided
   * @param done whether nothing of it is planned or under way
   */
  public record Progress(long decided, boolean done) {}

  /** Over all stages of the incident that were planned so far. */
  public Progress progress(String incident) {
    return sweeps.progress(incident);
  }

  /** When the clock makes a campaign look by itself next, after a tick at this instant. */
  public Instant nextSchedule(Instant after) {
    return schedules.next(after);
  }

  /** Whether nothing is being told, and nothing is to be told by this instant. */
  public boolean idle(Instant at) {
    return sweeps.idle(at);
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
          status -> ranges.claim().ifPresent(range -> work(range, Intake.MOST, at, working)));
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
              ranges
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
    Optional<Telling> telling = tellings.of(range);
    List<Member> page = telling.map(told -> told.audience(range, most)).orElse(List.of());
    if (telling.isEmpty() || page.isEmpty()) {
      ranges.finish(range);
      return;
    }
    decide(page, range.sweep(), telling.get(), at);
    ranges.advance(range, page.get(page.size() - 1), page.size() < most, page.size());
  }

  /**
   * The next customer of the range could not be decided: that is recorded, and the cursor moves.
   */
  private void pass(Range range, RuntimeException fault, Instant at) {
    Optional<Telling> telling = tellings.of(range);
    List<Member> next = telling.map(told -> told.audience(range, 1)).orElse(List.of());
    if (telling.isEmpty() || next.isEmpty()) {
      return;
    }
    deciding.put(
        List.of(
            Decision.failed(
                telling.get().happening(),
                next.get(0).customer(),
                at,
                rulebooks.current().revision(),
                Parking.kind(fault))),
        range.sweep(),
        rulebooks.current().policy());
    ranges.advance(range, next.get(0), false, 1);
  }

  private void decide(List<Member> page, long sweep, Telling telling, Instant at) {
    List<String> ids = page.stream().map(Member::customer).toList();
    customers.lock(ids);
    telling.before(ids, at);
    Rulebook rulebook = rulebooks.current();
    Happening happening = telling.happening();
    Map<String, Dossier> dossiers =
        deciding.dossiers(ids, Set.of(happening.trigger()), rulebook, at);
    List<Question> questions = new ArrayList<>();
    Map<String, Long> sequences = new HashMap<>();
    for (String id : ids) {
      Dossier dossier = dossiers.get(id);
      if (dossier != null) {
        long seq = dossier.seq() + 1;
        sequences.put(id, seq);
        questions.add(Question.about(happening, id, seq, at));
      }
    }
    deciding.put(deciding.decide(questions, dossiers, rulebook), sweep, rulebook.policy());
    customers.advance(sequences);
  }
}
