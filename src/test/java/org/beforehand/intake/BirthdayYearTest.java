package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.beforehand.SharedData;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A year of birthdays of people with names, addresses and birth dates from all over the world: each
 * on its day, where they live, once.
 */
class BirthdayYearTest {

  /** Both hemispheres, offsets of half and quarter hours, changes of half an hour, no changes. */
  private static final List<String> ZONES =
      List.of(
          "Europe/Oslo",
          "Australia/Lord_Howe",
          "Asia/Kathmandu",
          "America/New_York",
          "Pacific/Chatham",
          "Pacific/Kiritimati",
          "America/Santiago",
          "Africa/Casablanca",
          "America/St_Johns",
          "Asia/Kolkata",
          "Pacific/Auckland",
          "America/Los_Angeles",
          "Asia/Tehran",
          "Africa/Cairo",
          "Pacific/Pago_Pago",
          "Antarctica/Troll",
          "Asia/Yangon",
          "Australia/Eucla",
          "Europe/London",
          "America/Asuncion",
          "Asia/Gaza",
          "Pacific/Marquesas",
          "Europe/Chisinau",
          "America/Havana",
          "Atlantic/Azores",
          "Asia/Beirut",
          "Pacific/Norfolk",
          "America/Nuuk",
          "Africa/Johannesburg",
          "Asia/Tokyo");

  private static final LocalTime NINE = LocalTime.of(9, 0);
  private static final Duration QUARTER = Duration.ofMinutes(15);

  /** Through a 29 February and four changes of the clock. */
  private static final Instant FIRST = Instant.parse("2027-09-01T12:00:00Z");

  private static final Instant LAST = Instant.parse("2028-09-01T12:00:00Z");

  /** A customer as this test thinks of them. */
  private record Person(
      Map<String, Object> record, LocalDate born, ZoneId zone, boolean plausible, boolean alive) {
    String id() {
      return (String) record.get("id");
    }
  }

  @Test
  void a_part_of_them_at_every_hour_at_which_a_day_begins_to_count() throws Exception {
    List<Person> people = new ArrayList<>();
    List<Person> all = people();
    for (int i = 0; i < all.size(); i += 20) {
      people.add(in(all.get(i), ZONES.get(i / 20 % 8)));
    }
    TreeSet<Instant> looks = new TreeSet<>();
    for (String zone : ZONES.subList(0, 8)) {
      for (LocalDate day = LocalDate.of(2027, 9, 1); day.getYear() < 2029; day = day.plusDays(1)) {
        Instant nine = day.atTime(NINE).atZone(ZoneId.of(zone)).toInstant();
        if (nine.isBefore(LAST)) {
          looks.add(nine);
        }
        // A quarter of an hour before, everything is to be quiet still.
        if (nine.isBefore(LAST) && day.getDayOfMonth() % 7 == 0) {
          looks.add(nine.minus(QUARTER));
        }
      }
    }
    live(people, looks.tailSet(FIRST), "feb-28");
  }

  @Test
  @Tag("long")
  void all_of_them_at_every_quarter_of_an_hour() throws Exception {
    List<Person> people = people();
    for (int i = 0; i < people.size(); i++) {
      people.set(i, in(people.get(i), ZONES.get(i % ZONES.size())));
    }
    List<Instant> looks = new ArrayList<>();
    for (Instant at = FIRST; at.isBefore(LAST); at = at.plus(QUARTER)) {
      looks.add(at);
    }
    live(people, looks, "mar-01");
  }

  private static void live(List<Person> people, Collection<Instant> looks, String leap)
      throws IOException {
    String file = "birthday-surprises/campaign.yaml";
    String campaign = Files.readString(java.nio.file.Path.of("rules").resolve(file));
    try (Corridor corridor =
        Corridor.open(FIRST.toString(), Map.of(file, campaign.replace("feb-28", leap)))) {
      int warned = accept(corridor, people);
      assertThat(warned)
          .isEqualTo((int) people.stream().filter(one -> !one.plausible()).count())
          .isPositive();
      long began = System.nanoTime();
      for (Instant at : looks) {
        corridor.clock.set(at);
        corridor.tick.at(at);
        corridor.sweep();
      }
      Map<String, String> expected = new TreeMap<>();
      for (Person person : people) {
        if (person.plausible() && person.alive()) {
          expect(person, leap, expected);
        }
      }
      Map<String, ZoneId> homes = new HashMap<>();
      people.forEach(person -> homes.put(person.id(), person.zone()));
      Map<String, String> found = new TreeMap<>();
      corridor
          .db
          .sql("select customer, key, (due at time zone 'UTC')::text, state from outreach")
          .query(
              row -> {
                ZoneId zone = homes.get(row.getString(1));
                Instant due = Instant.parse(row.getString(3).replace(' ', 'T') + "Z");
                found.put(
                    row.getString(1) + " " + row.getString(2),
                    due.atZone(zone).toLocalDateTime() + " " + row.getString(4));
              });
      System.out.printf(
          "birthdays: %d people, %d looks, %d wishes in %d s%n",
          people.size(),
          looks.size(),
          found.size(),
          Duration.ofNanos(System.nanoTime() - began).toSeconds());
      assertThat(found.size()).isEqualTo(expected.size());
      found.entrySet().removeAll(expected.entrySet());
      assertThat(found).as("otherwise than expected").isEmpty();
      assertThat(
              corridor.texts(
                  """
                  select distinct why->'verdicts'->0->>'reason'
                    from decision d join customer c on c.id = d.customer
                   where c.profile->>'deceased' is not null and sweep is not null
                  """))
          .containsExactly("deceased");
      assertThat(
              corridor.texts(
                  """
                  select m.customer from sweep_member m join sweep s on s.id = m.sweep
                   where not exists (select from decision d
                                      where d.customer = m.customer and d.source = s.source
                                        and d.event = s.event)
                  """))
          .as("intended and not decided")
          .isEmpty();
      assertThat(corridor.texts("select distinct state from schedule_run order by 1"))
          .containsExactly("begun", "nobody");
    }
  }

  /** Each day of theirs from the first look on, at nine by their clock. */
  private static void expect(Person person, String leap, Map<String, String> expected) {
    for (LocalDate day = LocalDate.ofInstant(FIRST, person.zone());
        !day.atTime(NINE).atZone(person.zone()).toInstant().isAfter(LAST.minus(QUARTER));
        day = day.plusDays(1)) {
      LocalDate born = person.born();
      boolean leapling = born.getMonthValue() == 2 && born.getDayOfMonth() == 29;
      boolean theirs =
          leapling && !day.isLeapYear()
              ? day.equals(
                  leap.equals("feb-28")
                      ? LocalDate.of(day.getYear(), 2, 28)
                      : LocalDate.of(day.getYear(), 3, 1))
              : day.getMonth() == born.getMonth() && day.getDayOfMonth() == born.getDayOfMonth();
      if (theirs) {
        Instant nine = day.atTime(NINE).atZone(person.zone()).toInstant();
        // Whose nine o'clock was before the program began hear of it then, unless it is night
        // there.
        LocalDateTime at =
            (nine.isBefore(FIRST) ? FIRST : nine).atZone(person.zone()).toLocalDateTime();
        if (at.getHour() < 21) {
          expected.put(person.id() + " " + day.getYear(), at + " scheduled");
        }
      }
    }
  }

  /** Says how many records came in with a warning about the birthday. */
  private static int accept(Corridor corridor, List<Person> people) {
    List<Event> records = new ArrayList<>();
    for (Person person : people) {
      records.add(
          new Event(
              "test",
              person.id(),
              "customer.updated",
              new Subject.OfCustomer(person.id()),
              FIRST,
              person.record()));
    }
    List<Receipt> receipts = corridor.postAll(records);
    assertThat(receipts).extracting(Receipt::outcome).containsOnly(Receipt.Outcome.ACCEPTED);
    return (int) receipts.stream().filter(one -> one.detail().contains("birthday: ")).count();
  }

  private static Person in(Person person, String zone) {
    Map<String, Object> record = new LinkedHashMap<>(person.record());
    record.put("zone", zone);
    return new Person(record, person.born(), ZoneId.of(zone), person.plausible(), person.alive());
  }

  private static List<Person> people() throws IOException {
    List<Person> people = new ArrayList<>();
    for (CSVRecord row : rows("customers/faker_76_locales.csv")) {
      person(
          people,
          row.get("id"),
          row.get("first_name"),
          row.get("locale").split("_", -1)[0],
          LocalDate.parse(row.get("birth_date")));
    }
    DateTimeFormatter american = DateTimeFormatter.ofPattern("M/d/yyyy");
    for (CSVRecord row : rows("customers/adventureworks_customers.csv")) {
      person(
          people,
          "A" + row.get(0),
          row.get("FirstName"),
          "en-US",
          LocalDate.parse(row.get("BirthDate"), american));
    }
    return people;
  }

  /** Some were born on 29 February, some are dead, some were entered by somebody in a hurry. */
  private static void person(
      List<Person> people, String id, String given, String locale, LocalDate written) {
    int n = people.size() / 20;
    LocalDate born =
        n % 40 == 7 ? LocalDate.of(1984, 2, 29) : n % 40 == 17 ? written.withYear(2196) : written;
    if (n % 80 == 57) {
      born = born.withYear(1819);
    }
    boolean plausible = !born.isAfter(LocalDate.of(2027, 9, 1)) && born.getYear() > 1908;
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("id", id);
    record.put("given", given);
    record.put("locale", locale);
    record.put("email", id + "@customers.example");
    record.put("birthday", born.toString());
    if (n % 40 == 27) {
      record.put("deceased", true);
    }
    people.add(new Person(record, born, ZoneId.of("UTC"), plausible, n % 40 != 27));
  }

  private static List<CSVRecord> rows(String name) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    String text = Files.readString(SharedData.path(name), StandardCharsets.UTF_8);
    try (CSVParser parser = CSVParser.parse(text.replace("\uFEFF", ""), format)) {
      return parser.getRecords();
    }
  }
}
