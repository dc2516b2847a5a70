package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.beforehand.intake.OutageFeed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class FeedAtStartTest {
  @TempDir Path folder;

  private final List<String> read = new ArrayList<>();

  private BiFunction<String, String, OutageFeed> reading(String address) {
    return (name, text) -> {
      read.add(name);
      return OutageFeed.of(
          name,
          text,
          address,
          "node",
          JdbcClient.create(TestDatabase.fresh().dataSource()),
          (events, at, alongside) -> List.of(),
          new TestClock("2026-03-01T09:00:00Z"));
    };
  }

  @Test
  void nothing_is_looked_at_unless_it_is_asked_for() {
    FeedAtStart.feed("", "", "", reading(""));
    assertThat(read).isEmpty();
  }

  @Test
  void an_address_alone_takes_the_file_beside_the_routes() {
    FeedAtStart.feed("", "file:x.json", "", reading("file:x.json"));
    FeedAtStart.feed("", "file:x.json", "routes", reading("file:x.json"));
    assertThat(read).containsExactly("routes/outage-feed.yaml", "routes/outage-feed.yaml");
  }

  @Test
  void what_is_wrong_is_said_with_its_place() throws IOException {
    Path file = folder.resolve("feed.yaml");
    assertThatThrownBy(() -> FeedAtStart.feed(file.toString(), "", "", reading("")))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("check BEFOREHAND_FEED");
    Files.copy(Path.of("routes/outage-feed.yaml"), file);
    assertThatThrownBy(() -> FeedAtStart.feed(file.toString(), "", "", reading("")))
        .isInstanceOf(CannotStart.class)
        .hasMessage(
            "BEFOREHAND_FEED_URL: expected an address such as https://grid.example/outages.json,"
                + " or file:PATH");
    Files.writeString(file, "feed: grid\nevery: often\n");
    assertThatThrownBy(() -> FeedAtStart.feed(file.toString(), "", "", reading("")))
        .isInstanceOf(CannotStart.class)
        .hasMessageStartingWith(file + ":1: expected a line \"fields: ...\"");
  }
}
