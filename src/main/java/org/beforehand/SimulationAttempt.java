package org.beforehand;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.beforehand.SimulationRun.Progress;
import org.beforehand.SimulationRun.Request;
import org.beforehand.SimulationRun.Source;
import org.beforehand.decide.Rulebooks;
import org.beforehand.intake.FileImport;
import org.beforehand.intake.Intake;
import org.beforehand.intake.Lanes;
import org.beforehand.intake.StagedEvents;
import org.beforehand.studio.Fates;
import org.beforehand.studio.RulesToTry;
import org.beforehand.studio.Simulation;
import org.beforehand.studio.SimulationResult;
import org.beforehand.studio.StoredPast;
import org.beforehand.studio.Tally;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A simulation, played once through in one order. */
final class SimulationAttempt {

  private final Request request;
  private final Progress progress;
  private final Lanes lanes;
  private final Simulation.Order order;

  SimulationAttempt(Request request, Lanes lanes, Simulation.Order order, Progress progress) {
    this.request = request;
    this.progress = progress;
    this.lanes = lanes;
    this.order = order;
  }

  /**
   * Plays it.
   *
   * @param database the name of one that holds nothing but tables
   * @return empty if customers were played by themselves although one may have taken what another
   *     was not given
   */
  Optional<SimulationResult> in(Throwaway throwaway, String database) throws IOException {
    Laid laid;
    try (HikariDataSource pool = throwaway.blank(database)) {
      laid =
          request.source() instanceof Source.Files files
              ? laid(files, pool)
              : laid((Source.Stored) request.source(), pool);
      StagedEvents.settled(pool);
      if (request.against() == null) {
        return played(pool, throwaway, laid, null);
      }
    }
    try (HikariDataSource other = throwaway.copy(database, database + "_against")) {
      simulation(other, request.against(), laid.period(), "events (earlier rules)", null).play();
      Fates earlier = fates(other, request.against(), laid.period());
      if (mayDepend(earlier, request.against(), null)) {
        return Optional.empty();
      }
      try (HikariDataSource pool = throwaway.open(database)) {
        return played(pool, throwaway, laid, earlier);
      }
    }
  }

  /**
   * Whether somebody may have been given money that another was to have: which of them comes first
   * hangs on the order.
   */
  private boolean mayDepend(Fates fates, RulesToTry rules, @Nullable Tally counted)
      throws IOException {
    return order == Simulation.Order.BY_CUSTOMER
        && rules.rulebook().sharesMoney()
        && fates.moneyRanShort(counted == null ? fates.write(null) : counted);
  }

  private static Path unfinished(Path out) {
    return out.resolveSibling(out.getFileName() + ".unfinished");
  }

  /** What lies in the database before anything is played. */
  private record Laid(SimulationResult.Input input, Simulation.Period period) {}

  private Laid laid(Source.Files files, HikariDataSource pool) throws IOException {
    StagedEvents.Contents contents =
        new StagedEvents(pool, files.events())
            .read(
                files.events(), files.eventsMap(), rows -> progress.at("events read", rows, null));
    Simulation.Period period = period(contents);
    FileImport.Outcome customers = customers(files, pool, earlier(contents.first(), period.from()));
    return new Laid(
        new SimulationResult.Input(
            customers.accepted() + customers.repeated(), customers.rejected(), contents),
        period);
  }

  private Laid laid(Source.Stored stored, HikariDataSource pool) {
    Simulation.Period period =
        new Simulation.Period(
            Objects.requireNonNull(request.from()), Objects.requireNonNull(request.to()));
    StoredPast.Brought brought =
        new StoredPast(stored.company(), pool, period)
            .bring(customers -> progress.at("customers", customers, null));
    return new Laid(new SimulationResult.Input(brought.customers(), 0, brought.events()), period);
  }

  private Optional<SimulationResult> played(
      HikariDataSource pool, Throwaway throwaway, Laid laid, @Nullable Fates earlier)
      throws IOException {
    RulesToTry rules = request.funnel() ? request.rules().stepped() : request.rules();
    Path listed = request.source() instanceof Source.Files files ? files.events() : null;
    Simulation simulation = simulation(pool, rules, laid.period(), "events", listed);
    Simulation.Played played = simulation.play();
    Fates fates = fates(pool, rules, laid.period());
    Tally tally;
    Fates.Comparison comparison;
    Path out = request.out();
    if (out == null) {
      tally = fates.write(null);
      if (mayDepend(fates, rules, tally)) {
        return Optional.empty();
      }
      comparison = earlier == null ? null : fates.against(earlier, null);
    } else {
      Path unfinished = unfinished(out);
      Path changes = unfinished(SimulationRun.changes(out));
      throwaway.unfinished(unfinished);
      throwaway.unfinished(changes);
      tally = fates.write(unfinished);
      if (mayDepend(fates, rules, tally)) {
        return Optional.empty();
      }
      comparison = earlier == null ? null : fates.against(earlier, changes);
      move(unfinished, out);
      if (comparison != null) {
        move(changes, SimulationRun.changes(out));
      }
    }
    SimulationResult.Account account =
        new SimulationResult.Account(
            rules.rulebook().revision(),
            tally,
            fates.load(),
            fates.faults(),
            simulation.samples(),
            request.funnel() ? fates.funnels() : List.of());
    return Optional.of(
        new SimulationResult(laid.input(), laid.period(), played, account, comparison));
  }

  private static Fates fates(HikariDataSource pool, RulesToTry rules, Simulation.Period period) {
    return new Fates(pool, transaction(pool), rules, period.from());
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Simulation.Period period(StagedEvents.Contents contents) {
    Instant first = contents.first();
    Instant last = contents.last();
    Instant begins = first == null ? Instant.EPOCH : first;
    Instant from =
        firstOf(
            request.from(), () -> request.to() == null ? begins : earlier(begins, request.to()));
    Instant to =
        firstOf(
            request.to(),
            () ->
                (last == null || last.isBefore(from) ? from : last).plus(SimulationRun.AFTERWARDS));
    return new Simulation.Period(from, to);
  }

  private static Instant firstOf(@Nullable Instant given, Supplier<Instant> otherwise) {
    return given == null ? otherwise.get() : given;
  }

  private static Instant earlier(@Nullable Instant a, Instant b) {
    return a == null || b.isBefore(a) ? b : a;
  }

  private FileImport.Outcome customers(Source.Files files, HikariDataSource pool, Instant at)
      throws IOException {
    Rulebooks rulebooks = published(pool, request.rules(), at);
    Intake intake = new Intake(JdbcClient.create(pool), transaction(pool), rulebooks, () -> {});
    return new FileImport(
            files.customers(),
            files.customersMap(),
            lanes.through(intake.history()),
            null,
            at,
            rows -> progress.at("customers", rows, null))
        .customers();
  }

  private Simulation simulation(
      HikariDataSource pool,
      RulesToTry rules,
      Simulation.Period period,
      String what,
      @Nullable Path listed) {
    return new Simulation(
        JdbcClient.create(pool),
        transaction(pool),
        published(pool, rules, period.from()),
        new StagedEvents(pool, listed),
        period,
        lanes,
        order,
        (done, virtual) -> progress.at(what, done, virtual));
  }

  private static Rulebooks published(HikariDataSource pool, RulesToTry rules, Instant at) {
    Rulebooks rulebooks = new Rulebooks(JdbcClient.create(pool));
    rulebooks.publish(rules.rulebook(), at);
    return rulebooks;
  }

  private static TransactionTemplate transaction(HikariDataSource pool) {
    return new TransactionTemplate(new JdbcTransactionManager(pool));
  }
}
