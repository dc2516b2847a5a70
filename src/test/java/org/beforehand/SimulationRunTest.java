package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.intake.ColumnMap;
import org.beforehand.intake.Gifts;
import org.beforehand.studio.RulesToTry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Customers are simulated by themselves; money they share is given to whoever came first. */
class SimulationRunTest {
  private static final Instant BEGIN = Instant.parse("2026-03-10T09:00:00Z");
  private static final Pattern SENT =
      Pattern.compile("\"customer\":\"(c\\d+)\".*\"verdict\":\"send\"");

  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();

  @Test
  void what_is_left_of_a_budget_is_given_in_the_order_of_time_however_many_threads()
      throws IOException {
    // Ten at 10 EUR each, for sixty late orders on one day.
    List<String> given = given("amount: 100 EUR\nper: year");
    assertThat(given).hasSize(10).allMatch(customer -> order(customer) < 10);
    assertThat(said).contains("once more, in the order of time");
  }

  @Test
  void where_money_is_enough_for_all_of_it_the_order_does_not_matter() throws IOException {
    assertThat(given("amount: 600 EUR\nper: year")).hasSize(60);
    assertThat(said).doesNotContain("once more, in the order of time");
  }

  /** The place among all whose order was late; spread over the names, and so over the threads. */
  private static int order(String customer) {
    return Integer.parseInt(customer.substring(1)) * 37 % 60;
  }

  private List<String> given(String budget) throws IOException {
    List<String> customers = new ArrayList<>();
    String[] events = new String[60];
    for (int n = 0; n < 60; n++) {
      String id = "c" + n;
      customers.add(
          "{\"id\":\"%s\",\"email\":\"%s@customers.example\",\"locale\":\"en\"}".formatted(id, id));
      events[order(id)] =
          """
          {"specversion":"1.0","source":"shop","id":"%s","type":"order.late",\
          "subject":"customer:%s","time":"%s","data":{"order":"A-%s"}}"""
              .formatted(id, id, BEGIN.plus(Duration.ofMinutes(order(id))), id);
    }
    RulesToTry.Reading reading = RulesToTry.read(Gifts.folder(budget));
    assertThat(reading).isInstanceOf(RulesToTry.Reading.Good.class);
    Path out = folder.resolve("out.jsonl");
    SimulationRun.Request request =
        new SimulationRun.Request(
            new SimulationRun.Source.Files(
                Files.write(folder.resolve("customers.jsonl"), customers),
                ColumnMap.AS_NAMED,
                Files.write(folder.resolve("events.jsonl"), List.of(events)),
                ColumnMap.AS_NAMED),
            null,
            null,
            ((RulesToTry.Reading.Good) reading).rules(),
            null,
            false,
            out);
    try (Throwaway throwaway = Throwaway.start()) {
      new SimulationRun(request, 4, (what, done, virtual) -> said.add(what)).run(throwaway);
    }
    return Files.readAllLines(out).stream()
        .map(SENT::matcher)
        .filter(Matcher::find)
        .map(match -> Objects.requireNonNull(match.group(1)))
        .toList();
  }
}
