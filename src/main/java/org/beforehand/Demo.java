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
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.beforehand.deliver.CapturedMail;
import org.beforehand.deliver.Mailbox;
import org.beforehand.desk.CallTasks;
import org.beforehand.intake.ColumnMap;
import org.beforehand.intake.CustomerReader;
import org.beforehand.intake.EventReader;
import org.beforehand.intake.Format;
import org.beforehand.intake.Intake;
import org.beforehand.intake.Read;

/**
 * Plays a morning at a small provider on the story clock, in half a minute, through the same door
 * as everything else, and says what came of it. Played again, it changes nothing: its events happen
 * once.
 */
final class Demo {

  /** When the story begins: a Tuesday, a quarter to nine in Oslo. */
  static final Instant START = Instant.parse("2026-03-10T07:45:00Z");

  private static final Instant END = Instant.parse("2026-03-10T12:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneId.of("Europe/Oslo"));

  private final Intake intake;
  private final StoryClock clock;
  private final Consumer<Instant> tick;
  private final Mailbox mailbox;
  private final CallTasks calls;
  private final PrintStream out;
  private final Set<String> shown = new HashSet<>();

  Demo(
      Intake intake,
      StoryClock clock,
      Consumer<Instant> tick,
      Mailbox mailbox,
      CallTasks calls,
      PrintStream out) {
    this.intake = intake;
    this.clock = clock;
    this.tick = tick;
    this.mailbox = mailbox;
    this.calls = calls;
    this.out = out;
  }

  /**
   * Plays from wherever the clock stands, and returns at the end of the story.
   *
   * @throws InterruptedException if the program is told to stop meanwhile
   */
  void play(int port) throws InterruptedException {
    customers();
    List<Read.Good> events = events();
    if (clock.instant().isBefore(END)) {
      out.println("A morning at a small provider, played in half a minute (hours are Oslo's):");
    }
    while (clock.instant().isBefore(END)) {
      Instant now = clock.instant();
      for (Read.Good event : events) {
        Instant time = event.event().time();
        if (time.isAfter(now.minus(STEP)) && !time.isAfter(now)) {
          say(now, "happens", event.event().type() + " " + event.event().subject());
          intake.accept(List.of(event), now);
        }
      }
      tick.accept(now);
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      show(now);
      clock.moveTo(now.plus(STEP));
    }
    show(clock.instant());
    out.printf(
        "%d mails and %d calls so far: http://localhost:%d/mailbox and http://localhost:%d/calls%n"
            + "Ctrl-C ends it; started again, it finds everything where it was.%n",
        mailbox.latest(1000).size(), calls.open(clock.instant(), 1000).size(), port, port);
  }

  private void show(Instant now) {
    List<CapturedMail> mails = new ArrayList<>(mailbox.latest(100));
    java.util.Collections.reverse(mails);
    for (CapturedMail mail : mails) {
      if (shown.add(mail.messageId())) {
        say(mail.at(), "mail", mail.recipient() + ": " + mail.subject());
      }
    }
    for (CallTasks.Task task : calls.open(now, 100)) {
      if (shown.add("call " + task.outreach())) {
        say(now, "call", task.customer() + ", " + task.skill() + ", by " + HOUR.format(task.due()));
      }
    }
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
