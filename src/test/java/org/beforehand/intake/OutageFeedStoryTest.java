package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a file that somebody writes to the mail that a customer reads, by the route itself. */
class OutageFeedStoryTest {
  private static final String NORTH =
      "{\"id\":\"N\",\"circuit\":1201,\"start\":\"2026-03-01T07:58:00Z\",\"cause\":\"a storm\"}";
  private static final String SOUTH = "{\"id\":\"S\",\"circuit\":77}";

  private static final String FILE =
      """
      feed: grid
      every: 60s
      fields:
        outage: id
        start: {field: start, time: iso}
        service: =broadband
        cause: cause
        scopes: circuit:{circuit}
      """;

  @TempDir Path folder;

  @Test
  void customers_hear_what_a_feed_that_only_lists_does_not_say() throws Exception {
    Path file = folder.resolve("outages.json");
    write(file, "[" + SOUTH + "]");
    try (Corridor corridor = Corridor.open("2026-03-01T08:00:00Z");
        DefaultCamelContext camel = new DefaultCamelContext()) {
      corridor.customer("kari", "circuit:1201");
      corridor.customer("ola", "circuit:9");
      Properties settings = new Properties();
      settings.setProperty("beforehand.feed-tick", "20");
      camel.getPropertiesComponent().setInitialProperties(settings);
      camel
          .getRegistry()
          .bind(
              "outageFeed",
              OutageFeed.of(
                  "feed.yaml",
                  FILE,
                  "file:" + file,
                  "node",
                  corridor.db,
                  corridor.intake,
                  corridor.clock));
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              ResourceHelper.resolveMandatoryResource(
                  camel, "classpath:routes/intake-outage-feed.camel.yaml"));
      camel.start();
      looked(corridor);

      write(file, "[" + SOUTH + "," + NORTH + "]");
      minutes(corridor, 1);
      assertThat(corridor.mailsTo("kari")).isEmpty();
      // Ten minutes after it began, which is two minutes before the first look.
      minutes(corridor, 6);
      assertThat(corridor.mailsTo("kari")).isEmpty();
      minutes(corridor, 1);
      assertThat(corridor.mailsTo("kari")).hasSize(1);

      write(file, "[" + SOUTH + "]");
      minutes(corridor, 1);
      write(file, "[" + SOUTH + "," + NORTH + "]");
      minutes(corridor, 30);
      write(file, "[" + SOUTH + "," + NORTH.substring(0, 20));
      minutes(corridor, 30);
      write(file, "[]");
      minutes(corridor, 30);
      assertThat(corridor.mailsTo("kari")).hasSize(1);

      write(file, "[" + SOUTH + "]");
      // Ten minutes to confirm that it is gone, five that it holds.
      minutes(corridor, 15);
      assertThat(corridor.mailsTo("kari")).hasSize(1);
      minutes(corridor, 1);
      assertThat(corridor.mailsTo("kari")).hasSize(2);
      assertThat(corridor.outreach("kari")).containsExactly("opened sent", "restored sent");
      assertThat(corridor.mailsTo("ola")).isEmpty();
      assertThat(
              corridor.texts(
                  "select substr(type, 10) || ' ' || id from event where source = 'feed:grid' order by received, id"))
          .containsExactly("opened S#1", "opened N#1", "restored N#2");
    }
  }

  /** Lets time pass, a minute and a look at a time. */
  private static void minutes(Corridor corridor, int minutes) {
    for (int i = 0; i < minutes; i++) {
      corridor.clock.tick(Duration.ofMinutes(1));
      looked(corridor);
      corridor.settle();
    }
  }

  private static void looked(Corridor corridor) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(10))
        .until(
            () ->
                corridor
                        .db
                        .sql(
                            """
                        select count(*) from outage_feed
                         where polled_at = :now and polled_by is null
                        """)
                        .param("now", corridor.clock.instant().atOffset(java.time.ZoneOffset.UTC))
                        .query(Long.class)
                        .single()
                    == 1);
  }

  /** At once, as whoever writes such a file has to. */
  private static void write(Path file, String json) throws IOException {
    Path beside = file.resolveSibling("new");
    Files.writeString(beside, json);
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
