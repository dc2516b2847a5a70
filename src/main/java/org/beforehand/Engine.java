package org.beforehand;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;
import org.beforehand.customer.Dossiers;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.CallScripts;
import org.beforehand.deliver.CapturedTexts;
import org.beforehand.deliver.Carriers;
import org.beforehand.deliver.Dispatcher;
import org.beforehand.deliver.Ledger;
import org.beforehand.deliver.Mailbox;
import org.beforehand.deliver.Origin;
import org.beforehand.deliver.SmppCarrier;
import org.beforehand.deliver.SmppSettings;
import org.beforehand.deliver.SmtpCarrier;
import org.beforehand.deliver.SmtpSettings;
import org.beforehand.desk.CallTasks;
import org.beforehand.goodwill.Codes;
import org.beforehand.incident.Incidents;
import org.beforehand.intake.Fulfilling;
import org.beforehand.intake.FulfilmentLoop;
import org.beforehand.intake.FulfilmentPost;
import org.beforehand.intake.FulfilmentRoutes;
import org.beforehand.intake.Gatherer;
import org.beforehand.intake.Inbox;
import org.beforehand.intake.Intake;
import org.beforehand.intake.OutageFeed;
import org.beforehand.intake.StillOut;
import org.beforehand.intake.SweepLoop;
import org.beforehand.intake.Sweeper;
import org.beforehand.intake.TextReports;
import org.beforehand.intake.Tick;
import org.beforehand.intake.Unsubscribing;
import org.beforehand.studio.Publishing;
import org.beforehand.studio.RolloutWatch;
import org.beforehand.studio.Silencing;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What decides and delivers, and in which order it comes to rest. */
@Configuration(proxyBeanMethods = false)
class Engine {

  /** Another one after each start: what the last one had in hand is then known to be an orphan. */
  private final String node = UUID.randomUUID().toString();

  /** Whoever needs the rules gets them published. */
  @Bean
  Publishing publishing(
      JdbcClient db,
      InstantSource clock,
      EarlyStart early,
      @Value("${beforehand.only-to:#{null}}") @Nullable String onlyTo) {
    return RulesAtStart.publish(db, early.rules(), onlyTo, clock.instant());
  }

  @Bean
  Rulebooks rulebooks(Publishing publishing) {
    return publishing.rulebooks();
  }

  @Bean(destroyMethod = "")
  RulesWatch rulesWatch(Publishing publishing, Rulebooks rulebooks, InstantSource clock) {
    return new RulesWatch(publishing, rulebooks, clock);
  }

  @Bean
  Running watching(RulesWatch watch) {
    return new Running(Running.RULES, watch::start, watch::close);
  }

  @Bean
  Mailbox mailbox(JdbcClient db) {
    return new Mailbox(db);
  }

  @Bean
  CapturedTexts capturedTexts(JdbcClient db) {
    return new CapturedTexts(db);
  }

  @Bean
  Origin origin(
      @Value("${beforehand.smtp-url:#{null}}") @Nullable String smtp,
      @Value("${beforehand.secret:#{null}}") @Nullable String secret,
      @Value("${beforehand.base-url:#{null}}") @Nullable String base,
      @Value("${server.port:8080}") int port,
      Codes codes) {
    return MailOrigin.of(smtp, secret, base, port).with(codes);
  }

  @Bean
  Codes codes(
      JdbcClient db,
      @Value("${beforehand.secret:#{null}}") @Nullable String secret,
      @Value("${beforehand.secret-before:#{null}}") @Nullable String before) {
    return CodesAtStart.of(db, secret, before);
  }

  /** Closed by the dispatcher, which uses them last. */
  @Bean(destroyMethod = "")
  Carriers carriers(
      Mailbox mailbox,
      CapturedTexts captured,
      @Value("${beforehand.smtp-url:#{null}}") @Nullable String smtp,
      @Value("${beforehand.smpp-url:#{null}}") @Nullable String smpp) {
    SmtpSettings relay = MailOrigin.relay(smtp);
    SmppSettings center = center(smpp);
    if (relay == null) {
      return new Carriers(mailbox, center == null ? captured : new SmppCarrier(center));
    }
    return new Carriers(
        new SmtpCarrier(relay), center == null ? captured : new SmppCarrier(center));
  }

  private static @Nullable SmppSettings center(@Nullable String address) {
    try {
      return address == null || address.isBlank() ? null : SmppSettings.parse(address);
    } catch (IllegalArgumentException e) {
      throw new CannotStart("BEFOREHAND_SMPP_URL: " + e.getMessage());
    }
  }

  /** Closed by its own stage, not as a bean: it must not start before the server answers. */
  @Bean(destroyMethod = "")
  Dispatcher dispatcher(
      JdbcClient db,
      TransactionTemplate transaction,
      Rulebooks rulebooks,
      Carriers carriers,
      InstantSource clock,
      Origin origin,
      @Value("${beforehand.lease}") Duration lease) {
    return new Dispatcher(db, transaction, rulebooks, carriers, clock, node, lease, origin);
  }

  /** What is reported of text messages comes in as events. */
  @Bean
  TextReports textReports(JdbcClient db, Intake intake, InstantSource clock, Carriers carriers) {
    TextReports reports = new TextReports(db, intake, clock);
    carriers.reportTo(reports::take);
    return reports;
  }

  @Bean
  Unsubscribing unsubscribing(JdbcClient db, Intake intake, InstantSource clock, Origin origin) {
    return new Unsubscribing(db, intake, clock, origin.links());
  }

  @Bean
  StillOut stillOut(JdbcClient db, Intake intake, InstantSource clock, Origin origin) {
    return new StillOut(db, intake, clock, origin.links());
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> dispatcherStarts(Dispatcher dispatcher) {
    return ready -> dispatcher.start();
  }

  @Bean
  Running dispatching(Dispatcher dispatcher) {
    return new Running(Running.DISPATCHER, () -> {}, dispatcher::close);
  }

  @Bean
  Intake intake(
      JdbcClient db,
      TransactionTemplate transaction,
      Rulebooks rulebooks,
      Codes codes,
      Dispatcher dispatcher) {
    return new Intake(db, transaction, rulebooks, codes, dispatcher::nudge);
  }

  @Bean
  Sweeper sweeper(
      JdbcClient db,
      TransactionTemplate transaction,
      Rulebooks rulebooks,
      Codes codes,
      Dispatcher dispatcher) {
    return new Sweeper(db, transaction, rulebooks, codes, dispatcher::nudge);
  }

  @Bean(destroyMethod = "")
  SweepLoop sweepLoop(Sweeper sweeper, InstantSource clock) {
    return new SweepLoop(sweeper, clock);
  }

  @Bean
  Running sweeping(SweepLoop loop) {
    return new Running(Running.SWEEPS, loop::start, loop::close);
  }

  /** The name the route calls it by is this method's. */
  @Bean
  FulfilmentPost billing(@Value("${beforehand.billing-url:}") String address) {
    return post("BEFOREHAND_BILLING_URL", address);
  }

  /** The name the routes call it by is this method's. */
  @Bean
  FulfilmentPost voucherShop(@Value("${beforehand.voucher-url:}") String address) {
    return post("BEFOREHAND_VOUCHER_URL", address);
  }

  private static FulfilmentPost post(String setting, String address) {
    try {
      return FulfilmentPost.to(address, Duration.ofSeconds(10));
    } catch (IllegalArgumentException e) {
      throw new CannotStart(setting + ": " + e.getMessage());
    }
  }

  @Bean
  Fulfilling fulfilling(
      JdbcClient db,
      TransactionTemplate transaction,
      Rulebooks rulebooks,
      Dispatcher dispatcher,
      FulfilmentRoutes routes) {
    return new Fulfilling(db, transaction, rulebooks, routes::handOver, dispatcher::nudge);
  }

  @Bean(destroyMethod = "")
  FulfilmentLoop fulfilmentLoop(Fulfilling fulfilling, InstantSource clock) {
    return new FulfilmentLoop(fulfilling, clock);
  }

  /** The routes have begun by then. */
  @Bean
  ApplicationListener<ApplicationReadyEvent> fulfilmentStarts(FulfilmentLoop loop) {
    return ready -> loop.start();
  }

  @Bean
  Running fulfilmentEnds(FulfilmentLoop loop) {
    return new Running(Running.SWEEPS, () -> {}, loop::close);
  }

  @Bean(destroyMethod = "")
  Gatherer gatherer(
      Intake intake, InstantSource clock, @Value("${beforehand.gather}") Duration linger) {
    return new Gatherer(intake, clock, linger);
  }

  @Bean
  Running gathering(Gatherer gatherer) {
    return new Running(Running.GATHERER, () -> {}, gatherer::close);
  }

  @Bean
  Consumer<Instant> tick(
      Intake intake,
      Sweeper sweeper,
      Dispatcher dispatcher,
      SweepLoop loop,
      RolloutWatch rollouts,
      Silencing silencing) {
    Tick tick = new Tick(intake, sweeper, dispatcher::tidy);
    return at -> {
      tick.at(at);
      rollouts.at(at);
      silencing.at(at);
      loop.nudge();
      dispatcher.nudge();
    };
  }

  /** The name the route calls it by is this method's. */
  @Bean
  Inbox inbox(
      @Value("${beforehand.inbox}") String folder,
      JdbcClient db,
      Intake intake,
      InstantSource clock) {
    return new Inbox(Path.of(folder), node, db, intake, clock);
  }

  /** The name the route calls it by is this method's. */
  @Bean
  OutageFeed outageFeed(
      @Value("${beforehand.feed:}") String file,
      @Value("${beforehand.feed-url:}") String address,
      @Value("${beforehand.routes:}") String routes,
      JdbcClient db,
      Intake intake,
      InstantSource clock) {
    return FeedAtStart.feed(
        file,
        address,
        routes,
        (name, text) -> OutageFeed.of(name, text, address, node, db, intake, clock));
  }

  @Bean
  Ledger ledger(JdbcClient db) {
    return new Ledger(db);
  }

  @Bean
  CallTasks callTasks(JdbcClient db) {
    return new CallTasks(db);
  }

  @Bean
  CallScripts callScripts(JdbcClient db, Rulebooks rulebooks) {
    return new CallScripts(db, rulebooks);
  }

  @Bean
  Incidents incidents(JdbcClient db) {
    return new Incidents(db);
  }

  @Bean
  Dossiers dossiers(JdbcClient db) {
    return new Dossiers(db);
  }
}
