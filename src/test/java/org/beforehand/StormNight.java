package org.beforehand;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A night of storm over a company that is made up: its customers, its outages, the calls that are
 * dropped meanwhile, and the birthdays and orders of the day after. The same seed makes the same
 * night.
 */
final class StormNight {

  /** Nine in the evening in Oslo. */
  static final Instant BEGINS = Instant.parse("2026-01-14T20:00:00Z");

  static final Instant MORNING = Instant.parse("2026-01-15T07:00:00Z");
  static final Instant ENDS = Instant.parse("2026-01-16T23:00:00Z");

  private static final List<String> LOCALES =
      List.of("nb-NO", "nb-NO", "nb-NO", "en-GB", "sv-SE", "fi-FI", "et-EE", "zh-CN");

  /**
   * How much of it.
   *
   * @param customers of the company
   * @param outages in the night
   * @param large how many of them are large
   * @param largest how many customers the largest has, whose outage is a long one
   * @param least how many a large one has
   * @param touched how many customers all of them have together
   */
  record Size(int customers, int outages, int large, int largest, int least, int touched) {}

  /** One outage: whom it has, and from when to when. */
  record Outage(String id, int first, int count, Instant from, Instant to) {
    boolean has(int customer) {
      return customer >= first && customer < first + count;
    }
  }

  final Size size;
  final List<Outage> outages = new ArrayList<>();
  private final Random random;

  StormNight(Size size, long seed) {
    this.size = size;
    this.random = new Random(seed);
    int rest = size.touched() - size.largest() - (size.large() - 1) * size.least();
    int small = Math.max(1, rest / (size.outages() - size.large()));
    int first = 0;
    for (int n = 0; n < size.outages(); n++) {
      int count = n == 0 ? size.largest() : n < size.large() ? size.least() : small;
      Instant from = BEGINS.plusSeconds(random.nextInt(6 * 3600));
      // Some are over in the night, some in the morning; the largest lasts half a day.
      Duration lasts =
          n == 0
              ? Duration.ofHours(13)
              : Duration.ofMinutes(30 + random.nextInt(n % 2 == 0 ? 240 : 660));
      // One in ten begins among the customers of the one before it, which both then hold.
      int begins = n > 0 && n % 10 == 0 ? Math.max(0, first - count / 2) : first;
      outages.add(new Outage("S" + n, begins, count, from, from.plus(lasts)));
      first = begins + count;
    }
  }

  /** Whether any outage has them. */
  List<Outage> of(int customer) {
    return outages.stream().filter(one -> one.has(customer)).toList();
  }

  /** One in thirty has nothing that anybody could be reached on; one in six no phone. */
  Path customers(Path file) throws IOException {
    Map<Integer, List<String>> scopes = new HashMap<>();
    for (Outage one : outages) {
      for (int n = one.first(); n < one.first() + one.count(); n++) {
        scopes.computeIfAbsent(n, none -> new ArrayList<>()).add("\"circuit:" + one.id() + "\"");
      }
    }
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int n = 0; n < size.customers(); n++) {
        out.write("{\"id\":\"c-" + n + "\",\"given\":\"Kari\"");
        if (n % 30 != 7) {
          out.write(",\"email\":\"c-" + n + "@customers.example\"");
          if (n % 6 != 3) {
            out.write(String.format(Locale.ROOT, ",\"phone\":\"+4794%06d\"", n % 1_000_000));
          }
        }
        out.write(
            ",\"locale\":\"" + LOCALES.get(n % LOCALES.size()) + "\",\"zone\":\"Europe/Oslo\"");
        // Some of all days; the day after the storm is one of them.
        out.write(
            String.format(
                Locale.ROOT, ",\"birthday\":\"1980-%02d-%02d\"", 1 + n % 12, 1 + n / 12 % 28));
        out.write(",\"consent\":{\"marketing\":true}");
        out.write(",\"scopes\":[" + String.join(",", scopes.getOrDefault(n, List.of())) + "]}\n");
      }
    }
    return file;
  }

  /** What happens, in its order. */
  Path events(Path file) throws IOException {
    TreeMap<String, String> lines = new TreeMap<>();
    for (Outage one : outages) {
      incident(lines, one, "incident.opened", one.from());
      incident(lines, one, "incident.restored", one.to());
    }
    for (int n = 0; n < size.touched() / 70; n++) {
      int who = random.nextInt(size.touched());
      customer(lines, n, "call.abandoned", who, BEGINS.plusSeconds(random.nextInt(14 * 3600)));
    }
    for (int n = 0; n < size.touched() / 35; n++) {
      int who = random.nextInt(2 * size.touched());
      customer(lines, n, "purchase.completed", who, MORNING.plusSeconds(random.nextInt(12 * 3600)));
    }
    Files.write(file, lines.values());
    return file;
  }

  private static void incident(Map<String, String> lines, Outage one, String type, Instant at) {
    lines.put(
        at + " " + one.id() + type,
        line(
            one.id() + "-" + type,
            type,
            "incident:" + one.id(),
            at,
            "{\"service\":\"broadband\",\"scopes\":[\"circuit:" + one.id() + "\"]}"));
  }

  private static void customer(Map<String, String> lines, int n, String type, int who, Instant at) {
    lines.put(
        at + " " + type + n,
        line(
            type + "-" + n,
            type,
            "customer:c-" + who,
            at,
            "{\"queue\":\"faults\",\"waited\":400,\"order\":\"A-" + n + "\"}"));
  }

  private static String line(String id, String type, String subject, Instant at, String data) {
    return "{\"specversion\":\"1.0\",\"source\":\"storm\",\"id\":\"%s\",\"type\":\"%s\",\"subject\":\"%s\",\"time\":\"%s\",\"data\":%s}"
        .formatted(id, type, subject, at, data);
  }
}
