package org.beforehand;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.beforehand.deliver.CapturedMail;
import org.beforehand.deliver.Ledger;
import org.beforehand.deliver.Mailbox;
import org.beforehand.desk.CallTasks;
import org.beforehand.intake.ColumnMap;
import org.beforehand.intake.CustomerReader;
import org.beforehand.intake.EventReader;
import org.beforehand.intake.Format;
import org.beforehand.intake.Intake;
import org.beforehand.intake.Read;
import org.beforehand.intake.Sweeper;

/**
 * Plays three days at a small provider on the story clock, in about a minute, through the same door
 * as everything else, and says what came of it. Played again, it changes nothing: its events happen
 * once.
 */
final class Demo {

  /** When the story begins: a Tuesday, seven o'clock in Oslo. */
  static final Instant START = Instant.parse("2026-03-10T06:00:00Z");

  private static final Instant END = Instant.parse("2026-03-12T12:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(5);

  /** After a step in which something happened, so that it can be read. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** More than one step leads to. */
  private static final int LATEST = 300;

  /** The mails of one happening to many, shown one by one up to so many. */
  private static final int SHOWN = 3;

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH).withZone(ZoneId.of("Europe/Oslo"));

  private final Intake intake;
  private final StoryClock clock;
  private final Consumer<Instant> tick;
  private final Mailbox mailbox;
  private final CallTasks calls;
  private final Sweeper sweeper;
  private final Ledger ledger;
  private final PrintStream out;
  private final Set<String> shown = new HashSet<>();

  Demo(
      Intake intake,
      StoryClock clock,
      Consumer<Instant> tick,
      Mailbox mailbox,
      CallTasks calls,
      Sweeper sweeper,
      Ledger ledger,
      PrintStream out) {
    this.intake = intake;
    this.clock = clock;
    this.tick = tick;
    this.mailbox = mailbox;
    this.calls = calls;
    this.sweeper = sweeper;
    this.ledger = ledger;
    this.out = out;
  }

  /**
   * Plays from wherever the clock stands, and returns at the end of the story.
   *
   * @throws InterruptedException if the program is told to stop meanwhile
   */
  void play(int port) throws InterruptedException {
    if (clock.instant().isBefore(END)) {
      customers();
      out.println("Three days at a small provider, played in a minute (hours are Oslo's):");
    }
    List<Read.Good> events = events();
    Instant before = clock.instant().minus(STEP);
    while (clock.instant().isBefore(END)) {
      Instant now = clock.instant();
      boolean eventful = false;
      for (Read.Good event : events) {
        Instant time = event.event().time();
        if (time.isAfter(before) && !time.isAfter(now)) {
          say(now, "happens", event.event().type() + " " + event.event().subject());
          intake.accept(List.of(event), now);
          eventful = true;
        }
      }
      tick.accept(now);
      settle(now);
      eventful |= show(now);
      if (eventful) {
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      }
      before = now;
      clock.moveTo(now.plus(STEP));
    }
    out.printf(
        "%d mails and %d calls so far: http://localhost:%d/mailbox and http://localhost:%d/calls%n"
            + "Ctrl-C ends it; started again, it finds everything where it was.%n",
        mailbox.count(), calls.open(clock.instant(), 1000).size(), port, port);
  }

  /** Whatever has to be decided and sent by now is, before time goes on. */
  private void settle(Instant now) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!(sweeper.idle(now) && ledger.due(now) == 0) && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(5);
      // What waited for a message that has now left.
      tick.accept(now);
    }
  }

  private boolean show(Instant now) {
    boolean any = false;
    Map<String, List<CapturedMail>> same = new LinkedHashMap<>();
    List<CapturedMail> mails = new ArrayList<>(mailbox.latest(LATEST));
    Collections.reverse(mails);
    for (CapturedMail mail : mails) {
      if (shown.add(mail.messageId())) {
        same.computeIfAbsent(mail.subject(), subject -> new ArrayList<>()).add(mail);
      }
    }
    for (List<CapturedMail> alike : same.values()) {
      any = true;
      for (CapturedMail mail : alike.subList(0, Math.min(SHOWN, alike.size()))) {
        say(now, "mail", mail.recipient() + ": " + mail.subject());
      }
      if (alike.size() > SHOWN) {
        say(now, "", "and " + (alike.size() - SHOWN) + " more with that subject");
      }
    }
    for (CallTasks.Task task : calls.open(now, 100)) {
      if (shown.add("call " + task.outreach())) {
        any = true;
        say(now, "call", task.customer() + ", " + task.skill() + ", by " + HOUR.format(task.due()));
      }
    }
    return any;
  }

  private void say(Instant at, String what, String text) {
    out.printf("  %s  %-8s %s%n", HOUR.format(at), what, text);
  }

  private void customers() {
    List<Read.Good> records = new ArrayList<>();
    CustomerReader reader = new CustomerReader();
    try (InputStream file = sample("customers.jsonl")) {
      Iterator<CustomerReader.Row> rows =
          reader.rows(file, Format.of("customers.jsonl"), ColumnMap.AS_NAMED, START);
      while (rows.hasNext()) {
        if (rows.next() instanceof CustomerReader.Row.Good good) {
          records.add(reader.event(good, "sample", "customer-" + good.data().get("id"), START));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    intake.accept(records, START);
  }

  private static List<Read.Good> events() {
    List<Read.Good> events = new ArrayList<>();
    try (InputStream file = sample("events.jsonl")) {
      Iterator<Read> rows =
          new EventReader().rows(file, Format.of("events.jsonl"), ColumnMap.AS_NAMED, END);
      while (rows.hasNext()) {
        if (rows.next() instanceof Read.Good good) {
          events.add(good);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return events;
  }

  private static InputStream sample(String name) {
    InputStream file = Demo.class.getResourceAsStream("/sample/" + name);
    if (file == null) {
      throw new IllegalStateException("the program lacks its sample " + name);
    }
    return file;
  }
}
