package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.beforehand.decide.RuleFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One outage for everybody, and kill -9 while it is being told. */
class SweepKilledTest {

  /** At night, so that nothing leaves before everything is looked at. */
  private static final String NIGHT = "2026-03-10T02:00:00Z";

  /** Everybody is like the first customer, who came in by the door. */
  private static final String CUSTOMERS =
      """
      with made as (
        select 'c' || n as id, profile, seq, version,
               ('x' || substr(encode(sha256(('c' || n)::bytea), 'hex'), 1, 16))::bit(64)::bigint
                 as hash
          from customer, generate_series(1, :last) n where id = 'c0'),
      customers as (
        insert into customer (id, hash, seq, version, profile)
        select id, hash, seq, version, replace(profile::text, 'c0', id)::jsonb from made)
      insert into customer_scope (scope, hash, customer, added)
      select s.scope, made.hash, made.id, s.added
        from made, customer_scope s where s.customer = 'c0'
      """;

  @TempDir Path folder;

  private final TestDatabase database = TestDatabase.fresh();
  private final JdbcClient db = JdbcClient.create(database.dataSource());

  @Test
  void everybody_is_decided_once_however_often_it_is_killed() throws IOException {
    through(10_000, 2);
  }

  @Test
  @Tag("long")
  void a_million_are_decided_once_though_it_is_killed_halfway() throws IOException {
    through(1_000_000, 2);
  }

  private void through(int customers, int parts) throws IOException {
    Path rules = rules();
    Program program = serve(rules);
    try {
      assertThat(
              program
                  .put(
                      "/api/customers/c0",
                      """
                      {"email": "c0@customers.example", "zone": "Europe/Oslo", "locale": "nb-NO",
                       "scopes": ["area:all"]}
                      """)
                  .statusCode())
          .isBetween(200, 202);
      db.sql(CUSTOMERS).param("last", customers - 1).update();
      db.sql("analyze").update();
      assertThat(opened(program)).isEqualTo(202);
      long began = System.nanoTime();
      tick(program);
      for (int part = 1; part < parts; part++) {
        long point = (long) customers * part / parts;
        Awaitility.await()
            .atMost(Duration.ofMinutes(5))
            .pollInterval(Duration.ofMillis(5))
            .until(() -> decided() >= point);
        program.kill();
        long left = customers - decided();
        assertThat(left).as("left when it was killed").isPositive();
        System.out.printf("sweep: killed with %d of %d left%n", left, customers);
        program = serve(rules);
      }
      Awaitility.await()
          .atMost(Duration.ofMinutes(5))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> decided() >= customers);
      tick(program);
      System.out.printf(
          "sweep: %d customers, %d starts, %d s%n",
          customers, parts, (System.nanoTime() - began) / 1_000_000_000);
      Map<String, Long> outbox = new TreeMap<>();
      db.sql(
              """
              select state || ' ' || reason, count(*) from outreach
               where key = 'all#1:opened' group by 1
              """)
          .query(
              row -> {
                outbox.put(row.getString(1), row.getLong(2));
              });
      assertThat(outbox).isEqualTo(Map.of("scheduled quiet_hours", (long) customers));
      assertThat(count("select count(*) from outreach")).isEqualTo(customers);
      assertThat(count("select count(distinct customer) from outreach")).isEqualTo(customers);
      assertThat(count("select count(*) from decision where stage = 'opened'"))
          .isEqualTo(customers);
      assertThat(
              count(
                  "select count(*) from customer c join outreach o on o.customer = c.id"
                      + " and o.hash = c.hash"))
          .isEqualTo(customers);
      assertThat(count("select count(*) from sweep where state <> 'done'")).isZero();
    } finally {
      program.close();
    }
  }

  /** Ours, but with night for everything, and without the scenarios that know better. */
  private Path rules() throws IOException {
    Path rules = folder.resolve("rules");
    for (Map.Entry<String, String> file : RuleFolder.read(Path.of("rules")).files().entrySet()) {
      if (file.getKey().endsWith("scenarios.yaml")) {
        continue;
      }
      Path copy = rules.resolve(file.getKey());
      Files.createDirectories(copy.getParent());
      Files.writeString(
          copy,
          file.getValue().replace("  - {purpose: service, channel: email, hours: any}\n", ""));
    }
    return rules;
  }

  private Program serve(Path rules) {
    return Program.serve(
            Map.of("BEFOREHAND_DATABASE_URL", database.url(), "BEFOREHAND_LEASE", "2s"),
            "--rules",
            rules.toString(),
            "--story",
            NIGHT)
        .ready();
  }

  private static int opened(Program program) {
    return program
        .send(
            program
                .request("/api/events")
                .header("Content-Type", "application/cloudevents+json")
                .POST(
                    BodyPublishers.ofString(
                        """
                        {"specversion": "1.0", "source": "noc", "id": "1",
                         "type": "incident.opened", "subject": "incident:all",
                         "time": "2026-03-10T01:00:00Z",
                         "data": {"service": "broadband", "scopes": ["area:all"]}}
                        """)))
        .statusCode();
  }

  private static void tick(Program program) {
    assertThat(program.put("/api/clock", "{\"instant\":\"" + NIGHT + "\"}").statusCode())
        .isEqualTo(200);
  }

  private long decided() {
    return count("select coalesce(sum(decided), 0) from sweep_range");
  }

  private long count(String sql) {
    return db.sql(sql).query(Long.class).single();
  }
}
