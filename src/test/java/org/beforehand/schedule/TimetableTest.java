package org.beforehand.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.beforehand.TestDatabase;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;

class TimetableTest {
  private static final Instant STORY = Instant.parse("2024-02-05T00:00:00Z");

  private final TestDatabase database = TestDatabase.fresh();

  @Test
  void it_ticks_every_second_with_the_time_of_the_clock_it_was_given() throws Exception {
    List<Instant> ticks = new CopyOnWriteArrayList<>();
    SchedulerFactoryBean node = node(ticks::add);

    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> ticks.size() >= 3);
    node.destroy();

    assertThat(ticks).containsOnly(STORY);
  }

  @Test
  void of_two_nodes_one_ticks_and_a_failing_tick_does_not_end_it() throws Exception {
    List<Long> ticks = new CopyOnWriteArrayList<>();
    Consumer<Instant> failing =
        instant -> {
          ticks.add(System.nanoTime());
          throw new IllegalStateException("on purpose");
        };
    SchedulerFactoryBean one = node(failing);
    SchedulerFactoryBean other = node(failing);

    Thread.sleep(5_000);
    one.destroy();
    other.destroy();

    assertThat(ticks).hasSizeBetween(3, 7);
  }

  @Test
  void the_seconds_a_slow_tick_took_are_not_made_up_for() throws Exception {
    List<Long> starts = new CopyOnWriteArrayList<>();
    SchedulerFactoryBean node =
        node(
            instant -> {
              starts.add(System.nanoTime());
              if (starts.size() == 1) {
                sleep(4_000);
              }
            });

    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> starts.size() >= 4);
    node.destroy();

    // Made up for, the second to the fifth would come at once.
    long third = starts.get(3) - starts.get(1);
    assertThat(Duration.ofNanos(third)).isGreaterThan(Duration.ofMillis(1_000));
  }

  private SchedulerFactoryBean node(Consumer<Instant> tick) throws Exception {
    Properties quartz = new Properties();
    quartz.setProperty("org.quartz.scheduler.instanceName", "beforehand");
    quartz.setProperty("org.quartz.scheduler.instanceId", "AUTO");
    quartz.setProperty("org.quartz.threadPool.threadCount", "2");
    quartz.setProperty(
        "org.quartz.jobStore.driverDelegateClass",
        "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
    quartz.setProperty("org.quartz.jobStore.isClustered", "true");
    quartz.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
    quartz.setProperty("org.quartz.jobStore.useProperties", "true");
    SchedulerFactoryBean factory = new SchedulerFactoryBean();
    factory.setDataSource(database.dataSource());
    factory.setQuartzProperties(quartz);
    factory.setWaitForJobsToCompleteOnShutdown(true);
    factory.afterPropertiesSet();
    Scheduler scheduler = factory.getObject();
    new Timetable(scheduler, InstantSource.fixed(STORY), tick).begin();
    factory.start();
    return factory;
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
