package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.beforehand.StormNight.Outage;
import org.beforehand.decide.Rulebooks;
import org.beforehand.goodwill.Request;
import org.beforehand.goodwill.Resolution;
import org.beforehand.intake.ColumnMap;
import org.beforehand.intake.FileImport;
import org.beforehand.intake.Intake;
import org.beforehand.intake.Lanes;
import org.beforehand.intake.StagedEvents;
import org.beforehand.studio.Approvals;
import org.beforehand.studio.Member;
import org.beforehand.studio.Role;
import org.beforehand.studio.RulesToTry;
import org.beforehand.studio.Simulation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A night of storm, simulated, and what customers, the call desk and the budget had of it. */
class StormNightTest {

  private static final int CALLS_AN_HOUR = 60;

  @TempDir Path folder;

  @Test
  void a_small_one() throws IOException {
    night(new StormNight(new StormNight.Size(3_000, 30, 4, 300, 90, 1_100), 20260114), 900);
  }

  @Tag("long")
  @Test
  void over_two_million_customers() throws IOException {
    night(
        new StormNight(new StormNight.Size(2_000_000, 300, 12, 20_000, 5_200, 140_000), 20260114),
        60_000);
  }

  /** Texts before mails for outages, a desk that has little room, and a gesture that asks. */
  private Path rules(int budget) {
    Map<String, String> files = new TreeMap<>(Repository.asShipped());
    files.keySet().removeIf(file -> file.startsWith("goodwill-gestures/"));
    files.computeIfPresent(
        "contact-policy.yaml",
        (file, text) ->
            text.replace("  service: [email]", "  service: [sms, email]")
                .replace("amount: 5000 EUR", "amount: " + budget + " EUR")
                .replace("at-least: 5 EUR", "at-least: 1 EUR")
                .replace("but: [goodwill-gestures, ", "but: [sorry-for-the-night, ")
                .replace("calls: []", "calls:\n  - {most: " + CALLS_AN_HOUR + ", per: 1h}"));
    files.put(
        "sorry-for-the-night/campaign.yaml",
        """
        title: Sorry for the night
        owner: customer-care
        purpose: goodwill
        status: live
        triggers: [incident.restored]
        key: incident
        expiry: 72h
        """);
    files.put(
        "sorry-for-the-night/rules.dslr",
        """
        rule "twelve hours are too long"
        when
          an outage of the customer's service is over
          the outage lasted at least 12 hours
        then
          give 15 EUR for "long outage" from "Storm goodwill" with the message "sorry"; if it cannot cover everyone in the outage, ask "head of care" first
        end
        """);
    files.put(
        "sorry-for-the-night/messages/sorry/en.md",
        "---\nsubject: \"Sorry for the night\"\n---\nWe have credited you {{gesture.amount}}.\n");
    files.put(
        "offers/campaign.yaml",
        """
        title: Offers
        owner: marketing
        purpose: marketing
        status: live
        triggers: [purchase.completed]
        key: event.order
        expiry: 72h
        """);
    files.put(
        "offers/rules.dslr",
        """
        rule "something that fits"
        when
          a purchase was completed
        then
          send "fits"
        end
        """);
    files.put(
        "offers/messages/fits/en.md",
        "---\nsubject: \"Something that fits\"\n---\nIt fits. {{link.unsubscribe}}\n");
    return Repository.write(files, folder.resolve("rules"));
  }

  private void night(StormNight storm, int budget) throws IOException {
    long began = System.nanoTime();
    DataSource source = TestDatabase.fresh().dataSource();
    JdbcClient db = JdbcClient.create(source);
    TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    RulesToTry.Reading reading = RulesToTry.read(rules(budget));
    assertThat(reading).isInstanceOf(RulesToTry.Reading.Good.class);
    Rulebooks rulebooks = new Rulebooks(db);
    rulebooks.publish(((RulesToTry.Reading.Good) reading).rules().rulebook(), StormNight.BEGINS);
    Path events = storm.events(folder.resolve("events.jsonl"));
    try (Lanes lanes = new Lanes(2)) {
      StagedEvents staged = new StagedEvents(source, events);
      staged.read(events, ColumnMap.AS_NAMED, rows -> {});
      new FileImport(
              storm.customers(folder.resolve("customers.jsonl")),
              ColumnMap.AS_NAMED,
              lanes.through(new Intake(db, transaction, rulebooks, () -> {}).history()),
              null,
              StormNight.BEGINS.minus(Duration.ofDays(1)),
              rows -> {})
          .customers();
      Instant noon = StormNight.MORNING.plus(Duration.ofHours(5));
      play(db, transaction, rulebooks, staged, lanes, StormNight.BEGINS, noon);
      gestures(db, transaction, rulebooks, storm, budget, noon);
      play(db, transaction, rulebooks, staged, lanes, noon.plusNanos(1_000), StormNight.ENDS);
    }
    paid(db, budget);
    Table table = new Table(db, storm);
    table.print((System.nanoTime() - began) / 1_000_000_000);
    table.holds();
  }

  private static void play(
      JdbcClient db,
      TransactionTemplate transaction,
      Rulebooks rulebooks,
      StagedEvents staged,
      Lanes lanes,
      Instant from,
      Instant to) {
    new Simulation(
            db,
            transaction,
            rulebooks,
            staged,
            new Simulation.Period(from, to),
            lanes,
            Simulation.Order.BY_TIME,
            (done, virtual) -> {})
        .play();
  }

  /** Nobody is paid before somebody was asked once; then everybody gets less. */
  private static void gestures(
      JdbcClient db,
      TransactionTemplate transaction,
      Rulebooks rulebooks,
      StormNight storm,
      int budget,
      Instant at) {
    assertThat(money(db, "reserved")).isEqualTo("0 0");
    Approvals approvals = new Approvals(db, transaction, rulebooks);
    List<Request> asked = approvals.latest(Request.State.OPEN, null, 10);
    assertThat(asked).as("requests").hasSize(1);
    Request request = asked.get(0);
    System.out.printf(
        "storm night: asked for %s, %s available%n", request.amount(), request.available());
    assertThat(request.amount().amount().intValueExact()).isGreaterThan(budget);
    approvals.decide(
        request.id(),
        Resolution.SMALLER,
        "everybody gets the same",
        new Member("head-of-care", Role.APPROVER),
        at);
    assertThat(storm.outages).isNotEmpty();
  }

  private static String money(JdbcClient db, String column) {
    return db.sql(
            "select coalesce(sum("
                + column
                + "), 0)::int || ' ' || (select count(*) from budget_entry where kind <> 'top_up')"
                + " from budget")
        .query(String.class)
        .single();
  }

  /** To the cent. */
  private static void paid(JdbcClient db, int budget) {
    Map<String, Object> sums =
        db.sql(
                """
                select count(*) as n, min(amount) as least, max(amount) as most, sum(amount) as sum
                  from gesture g join outreach o on o.id = g.outreach where o.state = 'sent'
                """)
            .query()
            .singleRow();
    System.out.printf(
        "storm night: %s gestures of %s EUR, %s EUR%n",
        sums.get("n"), sums.get("most"), sums.get("sum"));
    java.math.BigDecimal sum = (java.math.BigDecimal) sums.get("sum");
    assertThat(sums.get("least")).isEqualTo(sums.get("most"));
    assertThat(sum).isLessThanOrEqualTo(java.math.BigDecimal.valueOf(budget));
    assertThat(db.sql("select spent from budget").query(java.math.BigDecimal.class).single())
        .isEqualByComparingTo(sum);
  }

  /** What became of everybody, and whether that is as it should be. */
  private static final class Table {
    private final JdbcClient db;
    private final StormNight storm;
    private final Map<String, Long> fates = new TreeMap<>();

    Table(JdbcClient db, StormNight storm) {
      this.db = db;
      this.storm = storm;
      db.sql(
              """
              with affected as (
                select distinct c.customer, s.incident || '#' || s.episode || ':opened' as key
                  from sweep s join customer_scope c
                    on c.scope = any(s.scopes) and c.added <= s.at and c.removed > s.at
                 where s.state = 'done' and s.stage = 'opened'),
              fate as (
                select a.customer, a.key,
                       coalesce(
                         (select case
                                   when o.state in ('sent', 'delivered', 'in_doubt', 'complained',
                                                    'answered') then 'told'
                                   when o.state in ('held', 'scheduled', 'claimed', 'sending')
                                     then 'waiting'
                                   when o.state in ('failed', 'bounced') then 'failed'
                                   else 'dropped' end
                            from outreach o
                           where o.customer = a.customer and o.campaign = 'outage-notices'
                             and o.key = a.key),
                         (select case when v ->> 'reason' in ('unreachable', 'suppressed')
                                      then 'unreachable' else 'dropped' end
                            from decision d, jsonb_array_elements(d.why -> 'verdicts') v
                           where d.customer = a.customer and v ->> 'key' = a.key
                             and v ->> 'verdict' = 'drop' limit 1),
                         'no fate') as what
                  from affected a)
              select what, count(*) from fate group by what
              union all select 'affected', count(*) from affected
              """)
          .query(
              row -> {
                fates.put(row.getString(1), row.getLong(2));
              });
    }

    void print(long seconds) {
      System.out.printf(
          "storm night: %d customers, %d outages, %d s%n",
          storm.size.customers(), storm.outages.size(), seconds);
      fates.forEach((what, n) -> System.out.printf("  %-12s %9d%n", what, n));
      db.sql(
              """
              select campaign || ' ' || coalesce(regexp_replace(stage, '[.].*', ''), message) || ' '
                     || channel || ' ' || state || coalesce(' ' || reason, '') as what, count(*)
                from outreach group by what order by what
              """)
          .query(
              row -> {
                System.out.printf("  %-60s %9d%n", row.getString(1), row.getLong(2));
              });
    }

    void holds() {
      assertThat(fates.getOrDefault("no fate", 0L)).as("affected, without a fate").isZero();
      long all =
          fates.entrySet().stream()
              .filter(one -> !one.getKey().equals("affected"))
              .mapToLong(Map.Entry::getValue)
              .sum();
      assertThat(all).isEqualTo(fates.get("affected")).isPositive();
      assertThat(
              number(
                  """
                  select coalesce(max(n), 0) from (
                    select count(*) as n from outreach
                     where purpose = 'service' and state = 'sent' group by customer) c
                  """))
          .as("notices to one customer")
          .isPositive()
          .isLessThanOrEqualTo(5);
      conversations();
      morning();
      leftAlone();
      assertThat(
              number(
                  """
                  select coalesce(max(n), 0) from (
                    select count(*) as n from outreach where channel = 'call' and state = 'sent'
                     group by date_trunc('hour', settled_at)) c
                  """))
          .as("calls in one hour")
          .isPositive()
          .isLessThanOrEqualTo(CALLS_AN_HOUR);
    }

    private long number(String sql) {
      return db.sql(sql).query(Long.class).single();
    }

    private record Told(int customer, String stage, String incident, Instant at, String channel) {}

    private List<Told> told() {
      return db.sql(
              """
              select substring(customer from 3)::int, stage, incident, settled_at, channel
                from outreach
               where campaign = 'outage-notices' and state = 'sent' order by customer, settled_at
              """)
          .query(
              (row, n) ->
                  new Told(
                      row.getInt(1),
                      row.getString(2),
                      row.getString(3),
                      row.getObject(4, OffsetDateTime.class).toInstant(),
                      row.getString(5)))
          .list();
    }

    /** Never "back" while another one holds, nor to the untold; never "down" about what is over. */
    private void conversations() {
      Map<String, Outage> byId = new HashMap<>();
      storm.outages.forEach(one -> byId.put(one.id(), one));
      Map<Integer, Boolean> down = new HashMap<>();
      List<String> wrong = new ArrayList<>();
      for (Told one : told()) {
        if (one.stage().equals("opened")) {
          down.put(one.customer(), true);
          if (one.at().isAfter(byId.get(one.incident()).to())) {
            wrong.add("down though over: " + one);
          }
        } else if (one.stage().equals("restored")) {
          if (!down.getOrDefault(one.customer(), false)) {
            wrong.add("back, untold: " + one);
          }
          down.put(one.customer(), false);
          for (Outage other : storm.of(one.customer())) {
            if (other.from().isBefore(one.at()) && one.at().isBefore(other.to())) {
              wrong.add("back while " + other.id() + " holds: " + one);
            }
          }
        }
      }
      assertThat(wrong).isEmpty();
    }

    /** Texts that waited for the morning leave over half an hour. */
    private void morning() {
      Map<Instant, Integer> minutes = new TreeMap<>();
      int texts = 0;
      for (Told one : told()) {
        if (one.channel().equals("sms")) {
          assertThat(one.at().isBefore(StormNight.MORNING) && !one.at().isBefore(night()))
              .as("a text in the night: %s", one)
              .isFalse();
          if (one.stage().equals("opened")
              && one.at().isBefore(StormNight.MORNING.plus(Duration.ofMinutes(31)))) {
            texts++;
            minutes.merge(
                one.at().truncatedTo(java.time.temporal.ChronoUnit.MINUTES), 1, Integer::sum);
          }
        }
      }
      System.out.println(
          "storm night: texts in the morning " + texts + ", by minute " + minutes.values());
      assertThat(texts).isPositive();
      assertThat(minutes.size()).as("minutes in which they left").isGreaterThan(20);
    }

    private static Instant night() {
      return StormNight.BEGINS;
    }

    /** Nobody who was without service gets a wish, an offer or a survey until a day after. */
    private void leftAlone() {
      List<String> wrong = new ArrayList<>();
      db.sql(
              """
              select substring(customer from 3)::int, campaign, settled_at from outreach
               where state = 'sent'
                 and (purpose = 'marketing' or action = 'survey' or campaign = 'birthday-surprises')
              """)
          .query(
              row -> {
                int customer = row.getInt(1);
                Instant at = row.getObject(3, OffsetDateTime.class).toInstant();
                for (Outage one : storm.of(customer)) {
                  if (at.isAfter(one.from().plus(Duration.ofMinutes(1)))
                      && at.isBefore(one.to().plus(Duration.ofHours(24)))) {
                    wrong.add(
                        row.getString(2)
                            + " at "
                            + at.atOffset(ZoneOffset.UTC)
                            + " to c-"
                            + customer
                            + ", "
                            + one);
                  }
                }
              });
      assertThat(wrong).as("not left alone").isEmpty();
      assertThat(
              number("select count(*) from outreach where campaign = 'offers' and state = 'sent'"))
          .isPositive();
    }
  }
}
