package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was answered 202 is there, whatever happened next. */
class DoorUnderStressTest {

  private static HttpResponse<String> post(Program program, String id) {
    return program.send(
        program
            .request("/api/events")
            .header("Content-Type", "application/cloudevents+json")
            .POST(
                BodyPublishers.ofString(
                    "{\"specversion\":\"1.0\",\"id\":\""
                        + id
                        + "\",\"source\":\"/s\",\"type\":\"call.dropped\","
                        + "\"subject\":\"customer:c\"}")));
  }

  @Test
  void a_program_told_to_stop_under_load_has_stored_all_it_accepted() throws Exception {
    TestDatabase database = TestDatabase.fresh();
    Set<String> accepted = ConcurrentHashMap.newKeySet();
    AtomicBoolean wrong = new AtomicBoolean();
    try (Program program =
        Program.serve(Map.of("BEFOREHAND_DATABASE_URL", database.url())).ready()) {
      program.put("/api/customers/c", "{}");
      List<Thread> senders = new ArrayList<>();
      for (int s = 0; s < 12; s++) {
        int sender = s;
        Thread thread = new Thread(() -> send(program, sender, accepted, wrong));
        thread.start();
        senders.add(thread);
      }
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> accepted.size() > 300);
      assertThat(program.terminate()).isIn(0, 143);
      for (Thread sender : senders) {
        sender.join();
      }
      assertThat(program.complaint()).isEmpty();
    }
    assertThat(wrong).isFalse();
    Set<String> stored =
        new HashSet<>(
            JdbcClient.create(database.dataSource())
                .sql("select id from event where outcome = 'decided'")
                .query(String.class)
                .list());
    assertThat(stored).containsAll(accepted);
  }

  private static void send(Program program, int sender, Set<String> accepted, AtomicBoolean wrong) {
    for (int n = 0; ; n++) {
      String id = sender + "-" + n;
      try {
        int status = post(program, id).statusCode();
        if (status == 202) {
          accepted.add(id);
        } else if (status != 503) {
          wrong.set(true);
        }
      } catch (UncheckedIOException closed) {
        return;
      }
    }
  }

  @Test
  void while_the_database_is_away_senders_are_told_to_come_again(@TempDir Path data)
      throws IOException {
    int port = Program.freePort();
    EmbeddedPostgres server = postgres(data, port);
    String url = server.getJdbcUrl("postgres", "postgres");
    try (Program program = Program.serve(Map.of("BEFOREHAND_DATABASE_URL", url)).ready()) {
      program.put("/api/customers/c", "{}");
      assertThat(post(program, "before").statusCode()).isEqualTo(202);
      server.close();

      HttpResponse<String> away = post(program, "meanwhile");
      assertThat(away.statusCode()).isEqualTo(503);
      assertThat(away.headers().firstValue("Retry-After")).isPresent();
      assertThat(away.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(away.body()).doesNotContain("Exception", "java.");
      HttpResponse<String> batch =
          program.send(
              program
                  .request("/api/events")
                  .header("Content-Type", "application/cloudevents-batch+json")
                  .POST(
                      BodyPublishers.ofString(
                          "[{\"specversion\":\"1.0\",\"id\":\"b\",\"source\":\"/s\","
                              + "\"type\":\"t\",\"subject\":\"customer:c\"}]")));
      assertThat(batch.statusCode()).isEqualTo(503);
      assertThat(batch.headers().firstValue("Retry-After")).isPresent();
      assertThat(program.put("/api/customers/d", "{}").statusCode()).isEqualTo(503);
      assertThat(program.get("/api/outreach").statusCode()).isEqualTo(503);

      server = postgres(data, port);
      Awaitility.await()
          .atMost(Duration.ofSeconds(40))
          .until(() -> post(program, "meanwhile").statusCode() == 202);
      JdbcClient db = JdbcClient.create(server.getPostgresDatabase());
      assertThat(
              db.sql("select id from event where source = '/s' order by id")
                  .query(String.class)
                  .list())
          .containsExactly("before", "meanwhile");
      assertThat(
              db.sql("select event from decision where source = '/s' order by event")
                  .query(String.class)
                  .list())
          .containsExactly("before", "meanwhile");
    } finally {
      server.close();
    }
  }

  private static EmbeddedPostgres postgres(Path data, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data.resolve("pg"))
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }
}
