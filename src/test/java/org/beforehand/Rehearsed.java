package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebooks;
import org.beforehand.fact.Event;
import org.beforehand.intake.ColumnMap;
import org.beforehand.intake.FileImport;
import org.beforehand.intake.Intake;
import org.beforehand.intake.Lanes;
import org.beforehand.intake.StagedEvents;
import org.beforehand.studio.Fates;
import org.beforehand.studio.RulesToTry;
import org.beforehand.studio.Simulation;
import org.beforehand.studio.StoredPast;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A simulation in a test's own database.
 *
 * @param out the outcomes, as they were written
 */
public record Rehearsed(Path out, Simulation.Played played, JdbcClient db) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is asked for. */
  public record Play(Path customers, Path events, Path rules, Instant from, Instant to, int lanes) {

    /** Plays it. */
    public Rehearsed run(Path out) throws IOException {
      TestDatabase database = TestDatabase.fresh();
      JdbcClient db = JdbcClient.create(database.dataSource());
      TransactionTemplate transaction =
          new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
      RulesToTry.Reading reading = RulesToTry.read(rules);
      assertThat(reading).isInstanceOf(RulesToTry.Reading.Good.class);
      RulesToTry read = ((RulesToTry.Reading.Good) reading).rules();
      Rulebooks rulebooks = new Rulebooks(db);
      rulebooks.publish(read.rulebook(), from);
      try (Lanes running = new Lanes(lanes)) {
        StagedEvents staged = new StagedEvents(database.dataSource(), events);
        staged.read(events, ColumnMap.AS_NAMED, rows -> {});
        new FileImport(
                customers,
                ColumnMap.AS_NAMED,
                running.through(new Intake(db, transaction, rulebooks, () -> {}).history()),
                null,
                from,
                rows -> {})
            .customers();
        Simulation.Played played =
            new Simulation(
                    db,
                    transaction,
                    rulebooks,
                    staged,
                    new Simulation.Period(from, to),
                    running,
                    Simulation.Order.BY_CUSTOMER,
                    (done, virtual) -> {})
                .play();
        new Fates(database.dataSource(), transaction, read, from).write(out);
        return new Rehearsed(out, played, db);
      }
    }
  }

  /** Plays what a database holds, with the repository's own rules. */
  public static Rehearsed stored(DataSource company, Instant from, Instant to, Path out)
      throws IOException {
    return stored(company, RulesToTry.read(RuleFolder.read(Path.of("rules"))), from, to, out);
  }

  /** The same with rules of one's own. */
  public static Rehearsed stored(
      DataSource company, RulesToTry.Reading rules, Instant from, Instant to, Path out)
      throws IOException {
    assertThat(rules).isInstanceOf(RulesToTry.Reading.Good.class);
    RulesToTry read = ((RulesToTry.Reading.Good) rules).rules();
    DataSource copy = TestDatabase.fresh().dataSource();
    JdbcClient db = JdbcClient.create(copy);
    TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(copy));
    Simulation.Period period = new Simulation.Period(from, to);
    new StoredPast(company, copy, period).bring(customers -> {});
    Rulebooks rulebooks = new Rulebooks(db);
    rulebooks.publish(read.rulebook(), from);
    // Who is given what is left must not hang on which thread is faster.
    boolean shared = read.rulebook().sharesMoney();
    try (Lanes running = new Lanes(shared ? 1 : 2)) {
      Simulation.Played played =
          new Simulation(
                  db,
                  transaction,
                  rulebooks,
                  new StagedEvents(copy, null),
                  period,
                  running,
                  shared ? Simulation.Order.BY_TIME : Simulation.Order.BY_CUSTOMER,
                  (done, virtual) -> {})
              .play();
      new Fates(copy, transaction, read, from).write(out);
      return new Rehearsed(out, played, db);
    }
  }

  /** Writes records as JSON Lines. */
  public static Path lines(Path file, Collection<? extends Map<String, Object>> records)
      throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Map<String, Object> record : records) {
        out.write(JSON.writeValueAsString(record));
        out.newLine();
      }
    }
    return file;
  }

  /** An event as a file holds it. */
  public static Map<String, Object> line(Event event) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("specversion", "1.0");
    line.put("source", event.source());
    line.put("id", event.id());
    line.put("type", event.type());
    line.put("subject", event.subject().toString());
    line.put("time", event.time().toString());
    line.put("data", event.data());
    return line;
  }

  /** Every outcome. */
  public List<JsonNode> outcomes() throws IOException {
    List<JsonNode> outcomes = new ArrayList<>();
    for (String line : Files.readAllLines(out)) {
      outcomes.add(JSON.readTree(line));
    }
    return outcomes;
  }

  /** Each outcome as these of its fields. */
  public TreeSet<String> told(String... fields) throws IOException {
    TreeSet<String> told = new TreeSet<>();
    for (JsonNode outcome : outcomes()) {
      List<String> values = new ArrayList<>();
      for (String field : fields) {
        values.add(outcome.get(field).isNull() ? "-" : outcome.get(field).asText());
      }
      told.add(String.join(" ", values));
    }
    return told;
  }
}
