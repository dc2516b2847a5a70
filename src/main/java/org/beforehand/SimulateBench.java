package org.beforehand;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.beforehand.intake.ColumnMap;
import org.beforehand.studio.RulesToTry;
import org.beforehand.studio.SimulationResult;

/**
 * A simulation of a month: from two files to its outcomes in a third, the start of its database
 * included. 100,000 customers; most events are their own, some change what is known of them, and
 * every now and then an outage begins, moves its estimate and ends. Once so that a fifth are
 * decided and the others only remembered, as in what a company's systems say all month, and once so
 * that every event is decided and two thirds lead to something, which is the hardest.
 */
final class SimulateBench {

  private static final int CUSTOMERS = 100_000;
  private static final int CIRCUITS = 1_000;
  private static final int OUTAGE_EVERY = 5_000;
  private static final int CHANGE_EVERY = 100;
  private static final long SEED = 20_260_310L;
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration LENGTH = Duration.ofDays(30);
  private static final List<String> DECIDED =
      List.of(
          "ticket.closed",
          "ticket.closed",
          "ticket.closed",
          "ticket.closed",
          "ticket.closed",
          "ticket.closed",
          "call.dropped",
          "call.dropped",
          "call.dropped",
          "call.abandoned");
  private static final int OTHERS = 40;

  private final Path rules;
  private final long events;

  SimulateBench(Path rules, int events) {
    this.rules = rules;
    this.events = events;
  }

  /** What a company's systems say all month. */
  List<Figure> month(Path work) throws IOException {
    List<String> month = new ArrayList<>(DECIDED);
    month.addAll(Collections.nCopies(OTHERS / 2, "usage.measured"));
    month.addAll(Collections.nCopies(OTHERS / 4, "invoice.sent"));
    month.addAll(Collections.nCopies(OTHERS / 4, "purchase.completed"));
    return List.of(run("simulate", month, work.resolve("month")));
  }

  /** Every event is decided. */
  List<Figure> hardest(Path work) throws IOException {
    return List.of(run("simulate-hardest", DECIDED, work.resolve("decided")));
  }

  private Figure run(String figure, List<String> types, Path work) throws IOException {
    Files.createDirectories(work);
    Path customers = work.resolve("customers.jsonl");
    Path happened = work.resolve("events.jsonl");
    writeCustomers(customers);
    writeEvents(happened, types);
    long start = System.nanoTime();
    if (!(RulesToTry.read(rules) instanceof RulesToTry.Reading.Good good)) {
      throw new CannotStart("The rules in " + rules + " have errors: see check.");
    }
    SimulationRun.Request request =
        new SimulationRun.Request(
            new SimulationRun.Source.Files(
                customers, ColumnMap.AS_NAMED, happened, ColumnMap.AS_NAMED),
            null,
            null,
            good.rules(),
            null,
            false,
            work.resolve("outcomes.jsonl"));
    try (Throwaway throwaway = Throwaway.start()) {
      SimulationResult result =
          new SimulationRun(
                  request,
                  Math.max(2, Runtime.getRuntime().availableProcessors()),
                  (what, done, virtual) -> {})
              .run(throwaway);
      if (result.played().played() != events) {
        throw new IllegalStateException("not all events were played: " + result.played());
      }
    }
    double seconds = (System.nanoTime() - start) / (double) Duration.ofSeconds(1).toNanos();
    return new Figure(figure, events / seconds, "events/s", null, events);
  }

  private static void writeCustomers(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < CUSTOMERS; i++) {
        out.write(customer(i, "Kari"));
        out.newLine();
      }
    }
  }

  private static String customer(int i, String given) {
    return String.format(
        Locale.ROOT,
        "{\"id\":\"c%d\",\"given\":\"%s\",\"email\":\"c%d@customers.example\",\"phone\":\"+47900%05d\","
            + "\"locale\":\"%s\",\"zone\":\"%s\",\"scopes\":[\"circuit:%d\"]}",
        i,
        given,
        i,
        i,
        i % 2 == 0 ? "nb-NO" : "en-GB",
        i % 2 == 0 ? "Europe/Oslo" : "Europe/London",
        i % CIRCUITS);
  }

  private void writeEvents(Path file, List<String> types) throws IOException {
    Random random = new Random(SEED);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (long i = 0; i < events; i++) {
        Instant time = BEGIN.plusNanos(LENGTH.toNanos() / events * i);
        long outage = i / OUTAGE_EVERY;
        int person = random.nextInt(CUSTOMERS);
        String line =
            switch ((int) (i % OUTAGE_EVERY)) {
              case 1_000 -> incident("opened", outage, scope(outage));
              case 1_500 ->
                  incident(
                      "updated", outage, "{\"eta\":\"" + time.plus(Duration.ofHours(3)) + "\"}");
              case 2_000 -> incident("restored", outage, "{}");
              default -> event(i, person, types, random);
            };
        out.write("{\"specversion\":\"1.0\",\"source\":\"bench\",\"id\":\"" + i + "\",\"time\":\"");
        out.write(time + "\"," + line + "}");
        out.newLine();
      }
    }
  }

  private static String scope(long outage) {
    return "{\"service\":\"broadband\",\"scopes\":[\"circuit:" + outage * 7 % CIRCUITS + "\"]}";
  }

  private static String incident(String what, long outage, String data) {
    return "\"type\":\"incident."
        + what
        + "\",\"subject\":\"incident:"
        + outage
        + "\",\"data\":"
        + data;
  }

  private static String event(long i, int person, List<String> types, Random random) {
    String of = "\",\"subject\":\"customer:c" + person + "\",\"data\":";
    if (i % CHANGE_EVERY == 0) {
      return i % (2 * CHANGE_EVERY) == 0
          ? "\"type\":\"customer.updated" + of + customer(person, "Ola")
          : "\"type\":\"message.unsubscribed" + of + "{\"purpose\":\"care\"}";
    }
    return String.format(
        Locale.ROOT,
        "\"type\":\"%s%s{\"ticket\":\"T%d\",\"topic\":\"billing\",\"resolved\":%s,\"waited\":%d}",
        types.get(random.nextInt(types.size())),
        of,
        i,
        random.nextInt(4) > 0,
        100 + random.nextInt(400));
  }
}
