package org.beforehand;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.beforehand.decide.Rulebooks;
import org.beforehand.intake.ColumnMap;
import org.beforehand.intake.FileImport;
import org.beforehand.intake.Intake;
import org.beforehand.intake.Lanes;
import org.beforehand.intake.StagedEvents;
import org.beforehand.studio.Fates;
import org.beforehand.studio.RulesToTry;
import org.beforehand.studio.Simulation;
import org.beforehand.studio.Tally;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A simulation from its files to its result, in a database of its own. */
final class SimulationRun {

  /** So long after the last event virtual time goes on, unless told. */
  static final Duration AFTERWARDS = Duration.ofHours(24);

  private final Request request;
  private final Progress progress;
  private final Lanes lanes;

  /**
   * What is to be simulated.
   *
   * @param from null for the first event's time
   * @param to null for {@link #AFTERWARDS} after the last event
   * @param against earlier rules to hold the others against, or null
   * @param out where the outcomes go, or null
   */
  record Request(
      Path customers,
      ColumnMap customersMap,
      Path events,
      ColumnMap eventsMap,
      @Nullable Instant from,
      @Nullable Instant to,
      RulesToTry rules,
      @Nullable RulesToTry against,
      @Nullable Path out) {}

  /** What it came to. */
  record Result(
      FileImport.Outcome customers,
      StagedEvents.Contents events,
      Simulation.Period period,
      Simulation.Played played,
      Tally tally,
      long faults,
      Fates.@Nullable Comparison comparison) {}

  /** Somebody who wants to know how far it is. */
  interface Progress {
    /** What is done now, how many of it, and where virtual time is. */
    void at(String what, long done, @Nullable Instant virtual);
  }

  SimulationRun(Request request, int lanes, Progress progress) {
    this.request = request;
    this.progress = progress;
    this.lanes = new Lanes(lanes);
  }

  /** Where the differences between two sets of rules go. */
  static Path changes(Path out) {
    return out.resolveSibling(out.getFileName() + ".changes");
  }

  private static Path unfinished(Path out) {
    return out.resolveSibling(out.getFileName() + ".unfinished");
  }

  Result run(Throwaway throwaway) throws IOException {
    try (lanes) {
      FileImport.Outcome customers;
      StagedEvents.Contents contents;
      Simulation.Period period;
      try (HikariDataSource pool = throwaway.first()) {
        contents =
            new StagedEvents(pool, request.events())
                .read(
                    request.events(),
                    request.eventsMap(),
                    rows -> progress.at("events read", rows, null));
        period = period(contents);
        customers = customers(pool, earlier(contents.first(), period.from()));
        if (request.against() == null) {
          return played(pool, throwaway, customers, contents, period, null);
        }
      }
      try (HikariDataSource other = throwaway.copy("against")) {
        Simulation.Played unused = play(other, request.against(), period, null);
        Fates earlier = new Fates(other, transaction(other), request.against());
        try (HikariDataSource pool = throwaway.first()) {
          return played(pool, throwaway, customers, contents, period, earlier);
        }
      }
    }
  }

  private Result played(
      HikariDataSource pool,
      Throwaway throwaway,
      FileImport.Outcome customers,
      StagedEvents.Contents contents,
      Simulation.Period period,
      @Nullable Fates earlier)
      throws IOException {
    Simulation.Played played = play(pool, request.rules(), period, request.events());
    Fates fates = new Fates(pool, transaction(pool), request.rules());
    Path out = request.out();
    if (out == null) {
      Fates.Comparison comparison = earlier == null ? null : fates.against(earlier, null);
      return new Result(
          customers, contents, period, played, fates.write(null), fates.faults(), comparison);
    }
    Path unfinished = unfinished(out);
    Path changes = unfinished(changes(out));
    throwaway.unfinished(unfinished);
    throwaway.unfinished(changes);
    Tally tally = fates.write(unfinished);
    Fates.Comparison comparison = earlier == null ? null : fates.against(earlier, changes);
    move(unfinished, out);
    if (comparison != null) {
      move(changes, changes(out));
    }
    return new Result(customers, contents, period, played, tally, fates.faults(), comparison);
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
            () -> (last == null || last.isBefore(from) ? from : last).plus(AFTERWARDS));
    return new Simulation.Period(from, to);
  }

  private static Instant firstOf(@Nullable Instant given, Supplier<Instant> otherwise) {
    return given == null ? otherwise.get() : given;
  }

  private static Instant earlier(@Nullable Instant a, Instant b) {
    return a == null || b.isBefore(a) ? b : a;
  }

  private FileImport.Outcome customers(HikariDataSource pool, Instant at) throws IOException {
    Rulebooks rulebooks = published(pool, request.rules(), at);
    Intake intake = new Intake(JdbcClient.create(pool), transaction(pool), rulebooks, () -> {});
    FileImport.Outcome outcome =
        new FileImport(
                request.customers(),
                request.customersMap(),
                lanes.through(intake.history()),
                at,
                rows -> progress.at("customers", rows, null))
            .customers();
    StagedEvents.settled(pool);
    return outcome;
  }

  private Simulation.Played play(
      HikariDataSource pool, RulesToTry rules, Simulation.Period period, @Nullable Path listed) {
    return new Simulation(
            JdbcClient.create(pool),
            transaction(pool),
            published(pool, rules, period.from()),
            new StagedEvents(pool, listed),
            period,
            lanes,
            (done, virtual) ->
                progress.at(listed == null ? "events (earlier rules)" : "events", done, virtual))
        .play();
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
