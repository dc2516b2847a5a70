package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.beforehand.Repository;
import org.beforehand.intake.Corridor;
import org.beforehand.studio.Publishing.Result;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules are published again and again while events come in. */
class PublishingUnderLoadTest {
  private static final Instant NOON = Instant.parse("2026-03-12T12:00:00Z");
  private static final String CAMPAIGN = "follow-up-calls/campaign.yaml";

  @TempDir Path folder;

  @Test
  void twenty_times() throws Exception {
    publish(20);
  }

  @Tag("long")
  @Test
  void five_hundred_times() throws Exception {
    publish(500);
  }

  private void publish(int times) throws Exception {
    write(Repository.atOnce());
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Corridor corridor = Corridor.open(NOON.toString())) {
      Publishing publishing = new Publishing(corridor.rulebooks);
      assertThat(publishing.publish(folder, NOON)).isInstanceOf(Result.Published.class);
      corridor.customer("kari");
      Future<Integer> events = thread.submit(() -> events(corridor, done));
      Used early = null;
      for (int i = 1; i <= times; i++) {
        change(i);
        assertThat(publishing.republishIfChanged(NOON)).isInstanceOf(Result.Published.class);
        if (i == times / 2) {
          early = Used.now();
        }
      }
      Used late = Used.now();
      done.set(true);
      int accepted = events.get();

      System.out.printf("%d publishes over %d events: %s, then %s%n", times, accepted, early, late);
      assertThat(late.classes()).isLessThan((int) (early.classes() * 1.05));
      assertThat(late.heap()).isLessThan((long) (early.heap() * 1.25));
      assertThat(count(corridor, "select count(*) from decision")).isEqualTo(accepted);
      assertThat(
              count(
                  corridor,
                  "select count(*) from decision d join revision r on r.hash = d.revision"))
          .isEqualTo(accepted);
      assertThat(count(corridor, "select count(distinct revision) from decision")).isGreaterThan(1);
    } finally {
      done.set(true);
      thread.shutdown();
    }
  }

  private static int events(Corridor corridor, AtomicBoolean done) {
    int accepted = 0;
    while (!done.get()) {
      corridor.post(
          "ticket.closed", "customer:kari", Map.of("ticket", "T" + accepted, "resolved", true));
      accepted++;
    }
    return accepted;
  }

  private static int count(Corridor corridor, String sql) {
    return corridor.db.sql(sql).query(Integer.class).single();
  }

  private void write(Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.createDirectories(folder.resolve(file.getKey()).getParent());
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private void change(int to) throws IOException {
    Path file = folder.resolve(CAMPAIGN);
    String text = Files.readString(file).replaceFirst("title: .*", "title: Follow-up calls " + to);
    Files.writeString(file, text);
    // Also where the clock of the file system is coarse.
    Files.setLastModifiedTime(file, FileTime.from(NOON.plusSeconds(to)));
  }

  /** What is used once everything that nobody refers to is gone. */
  private record Used(int classes, long heap) {
    static Used now() {
      for (int i = 0; i < 3; i++) {
        System.gc();
      }
      return new Used(
          ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    @Override
    public String toString() {
      return "%,d classes, %,d MB".formatted(classes, heap >> 20);
    }
  }
}
