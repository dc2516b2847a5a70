package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.beforehand.decide.RuleFolder;
import org.junit.jupiter.api.Test;

/** A surprise that is on its way some working days before the birthday. */
class BeforeBirthdayTest {

  private static final Map<String, String> SURPRISES =
      RuleFolder.read(Path.of("src/test/resources/sentences"))
          .files()
          .subMap("surprises/", "surprises0");

  private static void at(Corridor corridor, String instant) {
    corridor.clock.set(Instant.parse(instant));
    corridor.settle();
  }

  private static void born(Corridor corridor, String id, String birthday) {
    born(corridor, id, "en", "Europe/Oslo", birthday);
  }

  private static void born(
      Corridor corridor, String id, String locale, String zone, String birthday) {
    corridor.customer(
        Map.of(
            "id",
            id,
            "email",
            id + "@customers.example",
            "locale",
            locale,
            "zone",
            zone,
            "birthday",
            birthday));
  }

  @Test
  void who_is_born_on_new_years_day_is_written_to_in_the_year_before_and_turns_a_year_older() {
    // A Monday; on New Year's Day nobody works, and the fourth working day is the next Monday.
    try (Corridor corridor = Corridor.open("2026-12-28T06:00:00Z", SURPRISES)) {
      born(corridor, "kari", "1990-01-01");
      born(corridor, "ola", "1990-01-02");
      at(corridor, "2026-12-28T07:45:00Z");
      assertThat(corridor.mailsTo("kari")).isEmpty();
      at(corridor, "2026-12-28T08:00:00Z");
      assertThat(corridor.mailsTo("kari")).containsExactly("37");
      assertThat(corridor.texts("select distinct key from outreach")).containsExactly("2026-12-28");
      assertThat(corridor.mailsTo("ola")).containsExactly("37");
      // A year later both are on the Tuesday, and have had this surprise before.
      at(corridor, "2027-12-28T08:00:00Z");
      assertThat(
              corridor.texts(
                  "select why ->> 'fired' from decision where at > '2027-01-01T00:00:00Z'"))
          .hasSize(2)
          .noneMatch(fired -> fired.contains("working days"));
      assertThat(corridor.texts("select key from outreach where campaign = 'surprises'"))
          .hasSize(2);
    }
  }

  @Test
  void working_days_are_those_of_the_country_each_customer_lives_in() {
    try (Corridor corridor = Corridor.open("2026-12-23T06:00:00Z", SURPRISES)) {
      born(corridor, "ola", "nb-NO", "Europe/Oslo", "1990-01-01");
      born(corridor, "aino", "sv-SE", "Europe/Oslo", "1990-01-01");
      born(corridor, "astrid", "sv-SE", "Europe/Stockholm", "1990-01-01");
      born(corridor, "sven", "sv-SE", "Europe/Stockholm", "1990-01-05");
      // In Sweden nobody works on the eves of Christmas and of the New Year either.
      at(corridor, "2026-12-23T08:00:00Z");
      assertThat(corridor.mailsTo("astrid")).hasSize(1);
      assertThat(corridor.mailsTo("ola")).isEmpty();
      assertThat(corridor.mailsTo("aino")).as("who reads Swedish and lives in Oslo").isEmpty();
      at(corridor, "2026-12-28T08:00:00Z");
      assertThat(corridor.mailsTo("ola")).hasSize(1);
      assertThat(corridor.mailsTo("sven")).hasSize(1);
      assertThat(corridor.mailsTo("astrid")).hasSize(1);
    }
  }
}
