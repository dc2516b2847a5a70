package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.WorkingTime;

/** Whoever lives wherever, nothing leaves outside the window, and what waits waits no longer. */
class WindowPropertyTest {

  /** A customer, a policy of one window, and when something is due. */
  record Case(Customer customer, String window, String spread, Instant due) {
    ContactPolicy policy() {
      return ContactPolicy.read(
          "company: {name: Fjordlink, zone: Europe/Oslo}\nholidays: {company: NO}\n"
              + ("windows:\n  - " + window + "\nspread: " + spread + "\n"));
    }

    ZoneId zone() {
      return java.util.Objects.requireNonNullElse(customer.zone(), ZoneId.of("Europe/Oslo"));
    }
  }

  @Property(tries = 200, afterFailure = AfterFailureMode.RANDOM_SEED)
  void nothing_leaves_outside_its_window(@ForAll("cases") Case one) {
    holds(one);
  }

  @Tag("long")
  @Property(tries = 20_000, afterFailure = AfterFailureMode.RANDOM_SEED)
  void nothing_ever_leaves_outside_its_window(@ForAll("cases") Case one) {
    holds(one);
  }

  private static void holds(Case one) {
    ContactPolicy policy = one.policy();
    ContactPolicy.Window window = policy.windows().get(0);
    WorkingTime there = policy.holidays().of(one.customer(), one.zone());
    Instant opens = first(window, there, one.zone(), one.due());
    Verdict verdict =
        new WindowGate()
            .judge(
                Cases.candidate(Purpose.CARE, one.due()),
                Cases.of(one.customer()),
                policy,
                one.due());
    if (opens.equals(one.due())) {
      assertThat(verdict).isInstanceOf(Verdict.Send.class);
      return;
    }
    // What is worth sending for a day after it is due can still be sent, however long it waited.
    Instant until = ((Verdict.Hold) verdict).until();
    assertThat(until).isBetween(opens, opens.plus(policy.spread().opening()));
    assertThat(allows(window, there, LocalDateTime.ofInstant(until, one.zone()))).isTrue();
    Dossier later = Cases.of(one.customer());
    Candidate again = Cases.candidate(Purpose.CARE, until, null, null, 7);
    assertThat(new WindowGate().judge(again, later, policy, until))
        .as("asked again when it is its turn")
        .isInstanceOf(Verdict.Send.class);
  }

  /** By looking at the wall every minute, as hours are written. */
  private static Instant first(
      ContactPolicy.Window window, WorkingTime there, ZoneId zone, Instant due) {
    Instant at = due;
    while (!allows(window, there, LocalDateTime.ofInstant(at, zone))) {
      at = at.truncatedTo(java.time.temporal.ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
    }
    return at;
  }

  private static boolean allows(
      ContactPolicy.Window window, WorkingTime there, LocalDateTime local) {
    LocalTime time = local.toLocalTime();
    boolean hour =
        window.from().equals(window.until())
            || time.compareTo(window.from()) >= 0 && time.compareTo(window.until()) < 0;
    return hour
        && window.days().ofWeek().contains(local.getDayOfWeek())
        && (window.days().holidays() || !there.isHoliday(local.toLocalDate()));
  }

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<Instant> due =
        Arbitraries.longs()
            .between(
                Instant.parse("2024-01-01T00:00:00Z").getEpochSecond(),
                Instant.parse("2030-12-31T00:00:00Z").getEpochSecond())
            .map(Instant::ofEpochSecond);
    Arbitrary<String> spread = Arbitraries.of("0m", "10m", "30m", "3h", "12h");
    return Combinators.combine(customers(), windows(), spread, due).as(Case::new);
  }

  private static Arbitrary<Customer> customers() {
    Arbitrary<ZoneId> zones =
        Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList())
            .map(ZoneId::of)
            .injectNull(0.05);
    Arbitrary<Locale> locales =
        Arbitraries.of("en", "nb-NO", "sv-SE", "de-DE", "en-US", "ja-JP", "ar-SA", "zh-Hant-TW")
            .map(Locale::forLanguageTag)
            .injectNull(0.2);
    return Combinators.combine(Arbitraries.integers().between(0, 1_000_000), zones, locales)
        .as((id, zone, locale) -> Cases.customer("c" + id, zone, locale));
  }

  private static Arbitrary<String> windows() {
    Arbitrary<String> hours =
        Combinators.combine(
                Arbitraries.integers().between(0, 95), Arbitraries.integers().between(1, 95))
            .as((a, b) -> "\"" + quarter(Math.min(a, b - 1)) + "-" + quarter(Math.max(a, b)) + "\"")
            .filter(one -> !one.substring(1, 6).equals(one.substring(7, 12)));
    Arbitrary<String> days =
        Arbitraries.oneOf(
            Arbitraries.of("all", "working"),
            Arbitraries.subsetOf(EnumSet.allOf(DayOfWeek.class))
                .filter(some -> !some.isEmpty())
                .map(WindowPropertyTest::named));
    Arbitrary<String> holidays = Arbitraries.of("", ", holidays: open", ", holidays: closed");
    return Combinators.combine(Arbitraries.oneOf(hours, Arbitraries.just("any")), days, holidays)
        .as((hour, some, closed) -> "{hours: " + hour + ", days: " + some + closed + "}");
  }

  private static String named(Set<DayOfWeek> days) {
    List<String> names =
        days.stream().map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT)).toList();
    return "[" + String.join(", ", names) + "]";
  }

  private static String quarter(int n) {
    return LocalTime.MIDNIGHT.plusMinutes(n * 15L).toString();
  }
}
