package org.beforehand;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.beforehand.console.Console;
import org.beforehand.deliver.Ledger;
import org.beforehand.deliver.Mailbox;
import org.beforehand.desk.CallTasks;
import org.beforehand.intake.Intake;
import org.beforehand.intake.RouteBeans;
import org.beforehand.intake.Sweeper;
import org.beforehand.schedule.Timetable;
import org.beforehand.studio.Simulations;
import org.quartz.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.quartz.SchedulerFactoryBeanCustomizer;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is made of what. Beans are closed in the reverse of this order, so the database, which needs
 * nobody, goes last.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({
  Frame.class,
  Engine.class,
  Workshop.class,
  MailToStaff.class,
  Entrance.class,
  RouteBeans.class,
  Console.class
})
class Wiring {
  private static final Logger log = LoggerFactory.getLogger("beforehand");

  /** The program, ready to be run. */
  static SpringApplication program() {
    SpringApplication program = new SpringApplication(Wiring.class);
    program.setBannerMode(Banner.Mode.OFF);
    program.setLogStartupInfo(false);
    program.addListeners(new RoutesFolder(), new EarlyStart());
    return program;
  }

  @Bean(destroyMethod = "close")
  Database database(EarlyStart early) {
    return early.database();
  }

  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(Database database) {
    return database.pool();
  }

  @Bean
  @ConditionalOnProperty("beforehand.story")
  StoryClock storyClock(JdbcClient jdbc, @Value("${beforehand.story}") String start) {
    return new StoryClock(new StoryClockTable(jdbc), Instant.parse(start));
  }

  @Bean
  @ConditionalOnProperty("beforehand.story")
  StoryClockDial storyClockDial(StoryClock clock, Consumer<Instant> tick) {
    return new StoryClockDial(clock, tick);
  }

  @Bean
  @ConditionalOnProperty(name = "beforehand.story", matchIfMissing = true, havingValue = "false")
  InstantSource clock() {
    // As fine as the database keeps it: what is decided at an instant can be decided again at it.
    return Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
  }

  @Bean(initMethod = "begin")
  Timetable timetable(Scheduler scheduler, InstantSource clock, Consumer<Instant> tick) {
    return new Timetable(scheduler, clock, tick);
  }

  /** Stopped after everything that a tick could start, so that no tick comes too late. */
  @Bean
  SchedulerFactoryBeanCustomizer timetableStopsLast() {
    return factory -> factory.setPhase(Running.TIMETABLE);
  }

  @Bean(destroyMethod = "")
  @ConditionalOnProperty("beforehand.demo")
  DemoLoop demoLoop(
      Intake intake,
      StoryClock clock,
      Consumer<Instant> tick,
      Mailbox mailbox,
      CallTasks calls,
      Sweeper sweeper,
      Ledger ledger,
      ServletWebServerApplicationContext context) {
    return new DemoLoop(
        new Demo(intake, clock, tick, mailbox, calls, sweeper, ledger, System.out),
        () -> context.getWebServer().getPort());
  }

  @Bean
  @ConditionalOnProperty("beforehand.demo")
  Running demonstrating(DemoLoop demo) {
    return new Running(Running.DEMO, () -> {}, demo::close);
  }

  @Bean
  @ConditionalOnProperty("beforehand.demo")
  ApplicationListener<ApplicationReadyEvent> demoStarts(DemoLoop demo) {
    return ready -> demo.start();
  }

  /** Beside what runs, and never part of it: each has a PostgreSQL of its own. */
  @Bean(destroyMethod = "close")
  Simulations simulations(Database database) {
    SimulationPlayer player = new SimulationPlayer(database.unpooled());
    return new Simulations(player::play, player::stop);
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> whereEverythingIs(
      ServletWebServerApplicationContext context, Database database) {
    return ready ->
        log.info(
            "Ready after {} s: the pages are at http://localhost:{}/, the data is in {}.",
            ready.getTimeTaken() == null ? "?" : ready.getTimeTaken().toMillis() / 1000.0,
            context.getWebServer().getPort(),
            database.name());
  }
}
