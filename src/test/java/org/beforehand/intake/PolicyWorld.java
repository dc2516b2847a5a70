package org.beforehand.intake;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beforehand.decide.Silence;
import org.beforehand.fact.Purpose;
import org.beforehand.studio.Member;
import org.beforehand.studio.Role;
import org.beforehand.studio.Silencing;

/**
 * A world made by lot: a policy, customers all over the world, and two days of the years 2024 to
 * 2030 in which things happen to them, some of it twice; in which they say no, are in mourning for
 * a while, have a birthday or an outage, and colleagues silence something. It knows what it did.
 */
final class PolicyWorld {

  static final int GIFT = 5;

  private static final int CUSTOMERS = 25;
  private static final int AREAS = 4;
  private static final List<Purpose> PURPOSES =
      List.of(Purpose.CARE, Purpose.GOODWILL, Purpose.MARKETING);
  private static final List<String> TYPES =
      List.of("purchase.completed", "call.dropped", "call.abandoned", "ticket.closed");
  private static final List<String> ZONES =
      new ArrayList<>(new TreeSet<>(ZoneId.getAvailableZoneIds()));

  /** A cap as the policy writes it. */
  record Cap(List<Purpose> purposes, int most, Duration within) {}

  /** From which hour to which hour, and whether on weekdays only. */
  record Hours(int from, int until, boolean weekdays) {
    boolean hold(ZonedDateTime at) {
      boolean weekend =
          at.getDayOfWeek() == DayOfWeek.SATURDAY || at.getDayOfWeek() == DayOfWeek.SUNDAY;
      return at.getHour() >= from && at.getHour() < until && !(weekdays && weekend);
    }

    String written() {
      return "hours: \"%02d:00-%02d:00\", days: %s"
          .formatted(from, until, weekdays ? "[mon, tue, wed, thu, fri]" : "all");
    }

    static Hours any(Random random) {
      int from = random.nextInt(20);
      return new Hours(from, from + 1 + random.nextInt(23 - from), random.nextBoolean());
    }
  }

  /** Who said no to what. */
  record No(String customer, Purpose purpose) {}

  /** A time in which something must not leave; of one customer, or of all where that is null. */
  record Still(String customer, Set<Purpose> purposes, Instant from, Instant until) {
    boolean covers(String whom, Purpose purpose, Instant at) {
      // What left at its first instant had left before.
      return (customer == null || customer.equals(whom))
          && purposes.contains(purpose)
          && at.isAfter(from)
          && at.isBefore(until);
    }
  }

  /**
   * An outage.
   *
   * @param until when it was over; the end of time while it is not
   */
  record Outage(int area, Instant from, Instant until) {
    /** What is sent at an instant is sent before anything happens at it. */
    boolean holds(Instant at) {
      return at.isAfter(from) && !at.isAfter(until);
    }

    boolean open() {
      return until.equals(Instant.MAX);
    }
  }

  final Hours care;
  final Hours others;
  final List<Cap> caps;
  final int budget;
  final Map<String, ZoneId> homes = new HashMap<>();
  final Map<No, Instant> nos = new HashMap<>();
  final List<Still> still = new ArrayList<>();

  /** How many events were posted a second time, and how many of these counted again. */
  int twice;

  int countedTwice;

  private final Random random;

  /** The outages, by their names, with the area of each and when it ended. */
  final Map<String, Outage> outages = new TreeMap<>();

  private final Map<String, Instant> mourning = new HashMap<>();
  private final Map<String, Integer> areas = new HashMap<>();
  private final Map<String, String> birthdays = new HashMap<>();
  private final List<Read.Good> posted = new ArrayList<>();

  PolicyWorld(Random random) {
    this.random = random;
    this.care = Hours.any(random);
    this.others = Hours.any(random);
    this.budget = GIFT * random.nextInt(12) + random.nextInt(GIFT);
    this.caps =
        List.of(
            new Cap(List.of(Purpose.MARKETING), 1, Duration.ofHours(24 + random.nextInt(48))),
            new Cap(PURPOSES, 1 + random.nextInt(3), Duration.ofHours(12 + random.nextInt(48))));
  }

  String policy() {
    StringBuilder written = new StringBuilder("company: {name: Fjordlink, zone: Europe/Oslo}\n");
    written.append("windows:\n  - {purpose: care, ").append(care.written()).append("}\n");
    written.append("  - {purpose: service, hours: any}\n");
    written.append("  - {").append(others.written()).append("}\n");
    written.append("spread: ").append(random.nextInt(3) * 20).append("m\n");
    if (random.nextInt(4) > 0) {
      written
          .append("gathering: {window: ")
          .append(5 + random.nextInt(60))
          .append("m, apart: ")
          .append(1 + random.nextInt(24))
          .append("h, combine: [care, marketing]}\n");
    }
    String then =
        List.of("release, spread: 2h", "drop", "call, skill: grief").get(random.nextInt(3));
    written.append("moments:\n  - {name: mourning, trait: mourning, is: yes, ");
    written.append("mutes: [goodwill, marketing], then: ").append(then).append("}\n");
    written.append("  - {name: outage, outage: any, mutes: [marketing], then: release}\n");
    written.append("budgets:\n  - {name: Gifts, amount: ").append(budget + 1).append(" EUR}\n");
    written.append("consent-by-default: [service, care, goodwill, marketing]\ncaps:\n");
    for (Cap cap : caps) {
      written
          .append("  - {purposes: ")
          .append(cap.purposes().stream().map(Purpose::word).toList())
          .append(", most: ")
          .append(cap.most())
          .append(", within: ")
          .append(cap.within().toHours())
          .append("h}\n");
    }
    return written.toString();
  }

  /** How much there is to give. */
  int amount() {
    return budget + 1;
  }

  Corridor open() {
    LocalDate from =
        LocalDate.of(2024, 1, 1).plusDays(random.nextInt((int) Duration.ofDays(7 * 365).toDays()));
    for (int i = 0; i < CUSTOMERS; i++) {
      String id = "c-" + i;
      homes.put(id, ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))));
      areas.put(id, random.nextInt(AREAS));
      birthdays.put(id, "--" + from.plusDays(random.nextInt(6)).toString().substring(5));
    }
    return Corridor.open(
        from + "T00:00:00Z",
        SmallCampaigns.under(policy())
            .with("thanks", "care", 5, TYPES.get(0), "a purchase was completed")
            .with("sorry", "care", 0, TYPES.get(1), "a call was dropped")
            .giving("gift", TYPES.get(2), "a caller gave up waiting", GIFT + " EUR", "Gifts")
            .with("offers", "marketing", 0, TYPES.get(0), "a purchase was completed")
            .with("news", "marketing", 3, TYPES.get(3), "a ticket was closed")
            .onBirthdays("birthday", "goodwill")
            .telling("notices")
            .folder());
  }

  void begin(Corridor corridor) {
    homes.keySet().forEach(id -> put(corridor, id));
  }

  /** As the company knows the customer by now. */
  private void put(Corridor corridor, String id) {
    Map<String, Boolean> consent = new TreeMap<>();
    nos.keySet().stream()
        .filter(no -> no.customer().equals(id))
        .forEach(no -> consent.put(no.purpose().word(), false));
    corridor.customer(
        Map.of(
            "id",
            id,
            "given",
            "Kari",
            "email",
            id + "@customers.example",
            "phone",
            "+4799999999",
            "zone",
            homes.get(id).getId(),
            "birthday",
            birthdays.get(id),
            "scopes",
            List.of("area:" + areas.get(id)),
            "trait",
            Map.of("mourning", mourning.containsKey(id)),
            "consent",
            consent));
  }

  private String anybody() {
    return "c-" + random.nextInt(CUSTOMERS);
  }

  /** A few things happen to some of them; now and then somebody says no to something. */
  void happens(Corridor corridor) {
    Instant now = corridor.clock.instant();
    for (int n = random.nextInt(6); n > 0; n--) {
      String type = TYPES.get(random.nextInt(TYPES.size()));
      post(corridor, corridor.event(type, "customer:" + anybody(), now, Map.of()));
    }
    if (!posted.isEmpty() && random.nextInt(3) == 0) {
      twice++;
      Read.Good again = posted.get(random.nextInt(posted.size()));
      if (corridor.post(again).get(0).outcome() != Receipt.Outcome.REPEATED) {
        countedTwice++;
      }
    }
    if (random.nextInt(12) == 0) {
      String who = anybody();
      nos.putIfAbsent(new No(who, PURPOSES.get(random.nextInt(3))), now);
      put(corridor, who);
    }
    if (random.nextInt(8) == 0) {
      mourn(corridor, anybody(), now);
    }
    if (random.nextInt(40) == 0) {
      silence(corridor, now);
    }
    if (random.nextInt(12) == 0) {
      goesDown(corridor, random.nextInt(AREAS), now);
    }
    for (String name : List.copyOf(outages.keySet())) {
      if (outages.get(name).open() && random.nextInt(10) == 0) {
        isBack(corridor, name, now);
      }
    }
  }

  private void goesDown(Corridor corridor, int area, Instant now) {
    String name = "o-" + outages.size();
    outages.put(name, new Outage(area, now, Instant.MAX));
    post(
        corridor,
        corridor.event(
            "incident.opened",
            "incident:" + name,
            now,
            Map.of("service", "broadband", "scopes", List.of("area:" + area))));
  }

  /** Now and then before anybody was told that it was down. */
  private void isBack(Corridor corridor, String name, Instant now) {
    Outage outage = outages.get(name);
    outages.put(name, new Outage(outage.area(), outage.from(), now));
    post(corridor, corridor.event("incident.restored", "incident:" + name, now, Map.of()));
  }

  private void post(Corridor corridor, Read.Good event) {
    corridor.post(event);
    posted.add(event);
  }

  /** Whether the customer's service is down, by any of the outages. */
  boolean down(String customer, Instant at) {
    return outages.values().stream()
        .anyMatch(one -> one.area() == areas.get(customer) && one.holds(at));
  }

  /** Or mourn no more. */
  private void mourn(Corridor corridor, String who, Instant now) {
    Instant since = mourning.remove(who);
    if (since == null) {
      mourning.put(who, now);
    } else {
      still.add(new Still(who, Set.of(Purpose.GOODWILL, Purpose.MARKETING), since, now));
    }
    put(corridor, who);
  }

  private void silence(Corridor corridor, Instant now) {
    Purpose purpose = PURPOSES.get(random.nextInt(3));
    Instant until = now.plus(Duration.ofHours(1 + random.nextInt(12)));
    new Silencing(corridor.db, corridor.transaction, corridor.rulebooks)
        .silence(
            new Silence.Matcher(null, purpose, null, null, null, null),
            null,
            until,
            "a lot",
            new Member("ops", Role.OPERATOR),
            now);
    still.add(new Still(null, Set.of(purpose), now, until));
  }

  /** Nobody mourns any more as far as anybody looks, and what was down was down. */
  void end(Instant now) {
    for (Outage one : outages.values()) {
      Instant until = one.until().isBefore(now) ? one.until() : now;
      areas.forEach(
          (who, area) -> {
            if (area == one.area()) {
              still.add(new Still(who, Set.of(Purpose.MARKETING), one.from(), until));
            }
          });
    }
    for (String who : new HashSet<>(mourning.keySet())) {
      still.add(
          new Still(who, Set.of(Purpose.GOODWILL, Purpose.MARKETING), mourning.get(who), now));
    }
  }
}
