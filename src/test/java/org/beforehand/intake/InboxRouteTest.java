package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxRouteTest {
  @TempDir Path folder;

  /** Stands in for the inbox: moves the file away, as it does. */
  public static final class Taker {
    final List<String> taken = new CopyOnWriteArrayList<>();
    final AtomicInteger resumed = new AtomicInteger();

    public void take(File file) {
      taken.add(file.getName());
      assertThat(file.delete()).isTrue();
    }

    public void resume() {
      resumed.incrementAndGet();
    }
  }

  @Test
  void the_route_hands_whole_files_to_the_inbox_and_nothing_else() throws Exception {
    Taker inbox = new Taker();
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      Properties settings = new Properties();
      settings.setProperty("beforehand.inbox", folder.toString());
      camel.getPropertiesComponent().setInitialProperties(settings);
      camel.getRegistry().bind("inbox", inbox);
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              ResourceHelper.resolveMandatoryResource(
                  camel, "classpath:routes/intake-inbox.camel.yaml"));
      Files.writeString(folder.resolve("a.jsonl"), "{}");
      Files.writeString(folder.resolve("b.CSV"), "id\n");
      Files.writeString(folder.resolve("c.txt"), "no");
      Files.createDirectories(folder.resolve(".work/x"));
      Files.writeString(folder.resolve(".work/x/d.csv"), "id\n");
      camel.start();
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> assertThat(inbox.taken).containsExactlyInAnyOrder("a.jsonl", "b.CSV"));
      Files.writeString(folder.resolve("a.jsonl"), "{}");
      await().atMost(Duration.ofSeconds(20)).until(() -> inbox.taken.size() == 3);
      assertThat(inbox.resumed).hasValueGreaterThan(0);
    }
    assertThat(folder.resolve("c.txt")).exists();
    assertThat(folder.resolve(".work/x/d.csv")).exists();
  }
}
