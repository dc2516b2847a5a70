package org.beforehand.intake;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.beforehand.Repository;
import org.beforehand.TestClock;
import org.beforehand.TestDatabase;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.CapturedTexts;
import org.beforehand.deliver.Carriers;
import org.beforehand.deliver.Dispatcher;
import org.beforehand.deliver.Origin;
import org.beforehand.deliver.SignedLinks;
import org.beforehand.deliver.SmppCarrier;
import org.beforehand.deliver.SmppSettings;
import org.beforehand.deliver.SmscPeer;
import org.beforehand.deliver.SmtpCarrier;
import org.beforehand.deliver.SmtpPeer;
import org.beforehand.deliver.SmtpSettings;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.beforehand.goodwill.Fulfilment;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The whole corridor over a database and a mail peer of a test's own, on a clock it sets. */
public final class Corridor implements AutoCloseable {

  public static final SignedLinks LINKS =
      new SignedLinks("a secret of the tests", "https://care.beforehand.example");

  public final DataSource source;
  public final JdbcClient db;
  public final TransactionTemplate transaction;
  public final TestClock clock;
  public final SmtpPeer peer = SmtpPeer.start();
  public final Rulebooks rulebooks;
  public final Intake intake;
  public final Sweeper sweeper;
  public final Dispatcher dispatcher;
  public final Tick tick;
  private final Carriers carriers;
  private int events;

  /** Where text messages go; null where they are captured. */
  public final @Nullable SmscPeer center;

  private Corridor(String now, RuleFolder rules, int connections) {
    this(now, rules, connections, null);
  }

  private Corridor(String now, RuleFolder rules, int connections, @Nullable SmscPeer center) {
    this.center = center;
    TestDatabase database = TestDatabase.fresh();
    this.source = database.dataSource();
    this.db = JdbcClient.create(source);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
    this.clock = new TestClock(now);
    this.rulebooks = new Rulebooks(db);
    rulebooks.publish(Compiled.of(rules), clock.instant());
    this.carriers = carriers(connections);
    this.dispatcher = another(carriers, Duration.ofSeconds(20), transaction);
    this.intake = new Intake(db, transaction, rulebooks, dispatcher::nudge);
    this.sweeper = new Sweeper(db, transaction, rulebooks, dispatcher::nudge);
    carriers.reportTo(new TextReports(db, intake, clock)::take);
    this.tick = new Tick(intake, sweeper, dispatcher::tidy);
  }

  /** The dispatcher of another node over the same outbox, not started. */
  public Dispatcher another(int connections, Duration lease) {
    return another(connections, lease, transaction);
  }

  /** One that commits in a way of its own. */
  public Dispatcher another(int connections, Duration lease, TransactionTemplate commits) {
    return another(carriers(connections), lease, commits);
  }

  private Carriers carriers(int connections) {
    return new Carriers(
        new SmtpCarrier(SmtpSettings.parse(peer.url(connections))),
        center == null
            ? new CapturedTexts(db)
            : new SmppCarrier(SmppSettings.parse(center.url()).patience(Duration.ofSeconds(1))));
  }

  private Dispatcher another(Carriers carriers, Duration lease, TransactionTemplate commits) {
    return new Dispatcher(
        db,
        commits,
        rulebooks,
        carriers,
        clock,
        "node-" + UUID.randomUUID(),
        lease,
        new Origin("beforehand.example", LINKS));
  }

  /** With the repository's own rules, of which each message leaves by itself and at once. */
  public static Corridor open(String now) {
    return new Corridor(now, RuleFolder.of(Repository.atOnce()), 4);
  }

  /** With the repository's rules and these files added or replaced. */
  public static Corridor open(String now, Map<String, String> files) {
    Map<String, String> all = Repository.atOnce();
    all.putAll(files);
    return new Corridor(now, RuleFolder.of(all), 4);
  }

  /** With one campaign of {@code src/test/resources/sentences}, and none of the repository's. */
  public static Corridor ofSentences(String now, String campaign) {
    Map<String, String> files = Repository.atOnce();
    files.keySet().removeIf(file -> file.contains("/") && !file.equals("shared/layout.html"));
    RuleFolder.read(Path.of("src/test/resources/sentences")).files().entrySet().stream()
        .filter(file -> file.getKey().startsWith(campaign + "/"))
        .forEach(file -> files.put(file.getKey(), file.getValue()));
    return new Corridor(now, RuleFolder.of(files), 4);
  }

  /** With these rules only: a few compile faster than all. */
  public static Corridor open(String now, RuleFolder rules) {
    return new Corridor(now, rules, 4);
  }

  /** With these rules only, and text messages go to a message centre. */
  public static Corridor texting(String now, RuleFolder rules) {
    return new Corridor(now, rules, 4, SmscPeer.start());
  }

  /** Publishes the repository's rules with these files added or replaced. */
  public void publish(Map<String, String> files) {
    Map<String, String> all = Repository.atOnce();
    all.putAll(files);
    rulebooks.publish(Compiled.of(RuleFolder.of(all)), clock.instant());
  }

  /** A customer with an address and a language, in Oslo, on these circuits. */
  public void customer(String id, String... scopes) {
    customer(
        Map.of(
            "id",
            id,
            "given",
            "Kari",
            "email",
            id + "@customers.example",
            "phone",
            "+4799999999",
            "locale",
            "nb-NO",
            "zone",
            "Europe/Oslo",
            "scopes",
            List.of(scopes)));
  }

  /** A customer with this record. */
  public void customer(Map<String, Object> record) {
    post("customer.updated", "customer:" + record.get("id"), record);
  }

  /** Posts one event that happens now. */
  public Receipt post(String type, String subject, Map<String, Object> data) {
    return post(event(type, subject, clock.instant(), data)).get(0);
  }

  /** Posts events together. */
  public List<Receipt> post(Read.Good... posted) {
    return intake.accept(List.of(posted), clock.instant());
  }

  /** Posts events of a story, as many at a time as a source may. */
  public List<Receipt> postAll(List<Event> story) {
    List<Receipt> receipts = new ArrayList<>();
    for (int from = 0; from < story.size(); from += Intake.MOST) {
      receipts.addAll(
          intake.accept(
              story.subList(from, Math.min(story.size(), from + Intake.MOST)).stream()
                  .map(Corridor::good)
                  .toList(),
              clock.instant()));
    }
    return receipts;
  }

  private static Read.Good good(Event event) {
    return new Read.Good(
        event, Fingerprint.of(event.type(), event.subject(), event.time(), event.data()));
  }

  /** An event with an id of its own. */
  public Read.Good event(String type, String subject, Instant time, Map<String, Object> data) {
    return event("event-" + ++events, type, subject, time, data);
  }

  public Read.Good event(
      String id, String type, String subject, Instant time, Map<String, Object> data) {
    return good(new Event("test", id, type, Subject.parse(subject), time, data));
  }

  /** Lets time pass and everything happen that is due by then. */
  public void advance(Duration duration) {
    clock.tick(duration);
    settle();
  }

  /** Does everything that is due now, until nothing is left to do. */
  public void settle() {
    tick.at(clock.instant());
    sweep();
    // A sweep that ended lets the next stage begin.
    tick.at(clock.instant());
    sweep();
    dispatcher.drain(clock.instant());
  }

  /** The same, where what is handed over to be done is done at once. */
  public void settleAndFulfil() {
    Fulfilling fulfilling =
        new Fulfilling(
            db, transaction, rulebooks, one -> new Fulfilment.Done(null), dispatcher::nudge);
    do {
      settle();
    } while (fulfilling.page(clock.instant()));
  }

  public void sweep() {
    while (sweeper.page(clock.instant())) {
      // Another page.
    }
  }

  /** The subjects of the mails somebody got, in order. */
  public List<String> mailsTo(String customer) {
    List<String> subjects = new ArrayList<>();
    for (SmtpPeer.Accepted mail : peer.accepted()) {
      if (mail.to().equals(customer + "@customers.example")) {
        subjects.add(mail.subject());
      }
    }
    return subjects;
  }

  /** One column of one query, as texts. */
  public List<String> texts(String sql) {
    return db.sql(sql).query(String.class).list();
  }

  /** The state and reason of a customer's outreach, in the order it was put. */
  public List<String> outreach(String customer) {
    return db.sql(
            """
            select coalesce(stage, message) || ' ' || state || coalesce(' ' || reason, '')
              from outreach where customer = :customer order by id
            """)
        .param("customer", customer)
        .query(String.class)
        .list();
  }

  @Override
  public void close() {
    dispatcher.close();
    peer.close();
    if (center != null) {
      center.close();
    }
  }
}
