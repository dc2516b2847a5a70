package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What campaigns do by the clock: once, on the day, whoever is killed and whoever comes late. */
class SchedulesTest {

  private static final Duration QUARTER = Duration.ofMinutes(15);

  // A Thursday, seven in the morning in Oslo.
  private final Corridor corridor =
      Corridor.open(
          "2026-03-12T06:00:00Z",
          Map.of(
              "years/campaign.yaml",
              """
              title: Years
              owner: care
              purpose: care
              status: live
              schedule: {on: anniversary, at: "10:00", leap: mar-01}
              key: event.year
              """,
              "years/rules.dslr",
              """
              rule "thank for the years"
              when
                it is the anniversary of the customer's contract
                the customer has been with us at least 2 years
              then
                send "thanks"
              end
              """,
              "years/messages/thanks/en.md",
              "---\nsubject: \"{{customer.years}} years\"\n---\nThank you.\n",
              "quiet/campaign.yaml",
              """
              title: Quiet
              owner: care
              purpose: care
              status: live
              schedule: {inactive: 60d, at: "10:00"}
              key: event.date
              """,
              "quiet/rules.dslr",
              """
              rule "ask"
              when
                the customer has done nothing for a while
              then
                send "ask"
              end
              """,
              "quiet/messages/ask/en.md",
              "---\nsubject: \"How are you?\"\n---\nHow are you?\n",
              "monthly/campaign.yaml",
              """
              title: Monthly
              owner: care
              purpose: care
              status: live
              schedule: {cron: "30 9 1 * *"}
              key: event.date
              """,
              "monthly/rules.dslr",
              "rule \"tell\"\nwhen\n  it is time\nthen\n  send \"news\"\nend\n",
              "monthly/messages/news/en.md",
              "---\nsubject: \"News\"\n---\nNews.\n"));

  @AfterEach
  void close() {
    corridor.close();
  }

  private void born(String id, String birthday, String zone) {
    corridor.customer(record(id, zone, "birthday", birthday));
  }

  private static Map<String, Object> record(String id, String zone, String field, String date) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("id", id);
    record.put("email", id + "@customers.example");
    record.put("locale", "en");
    record.put(field, date);
    if (!zone.isEmpty()) {
      record.put("zone", zone);
    }
    return record;
  }

  private void until(String instant) {
    Instant end = Instant.parse(instant);
    while (corridor.clock.instant().isBefore(end)) {
      corridor.clock.tick(QUARTER);
      corridor.tick.at(corridor.clock.instant());
      corridor.sweep();
    }
  }

  private void jump(String instant) {
    corridor.clock.set(Instant.parse(instant));
    corridor.tick.at(corridor.clock.instant());
    corridor.sweep();
  }

  private List<String> told() {
    return corridor.texts(
        """
        select customer || ' ' || message || ' ' || key || ' '
               || to_char(due at time zone 'UTC', 'MM-DD HH24:MI')
          from outreach order by due, customer
        """);
  }

  private List<String> runs(String state) {
    return corridor.texts(
        "select kind || ' ' || occurrence || ' ' || zone from schedule_run where state = '"
            + state
            + "' order by 1");
  }

  @Test
  void a_birthday_is_wished_at_nine_where_the_customer_lives() {
    born("kari", "1984-03-12", "Europe/Oslo");
    born("nobody-knows-where", "--03-12", "");
    born("ram", "1976-03-12", "Asia/Kathmandu");
    born("ann", "1984-03-12", "America/New_York");
    born("other", "1984-03-13", "Europe/Oslo");
    until("2026-03-12T14:00:00Z");
    assertThat(told())
        .containsExactly(
            // Already past nine in Kathmandu when the program was started.
            "ram round-birthday 2026 03-12 06:15",
            "kari birthday 2026 03-12 08:00",
            "nobody-knows-where birthday 2026 03-12 08:00",
            "ann birthday 2026 03-12 13:00");
    corridor.dispatcher.drain(corridor.clock.instant());
    assertThat(corridor.mailsTo("ram")).containsExactly("50 today: happy birthday!");
    assertThat(corridor.texts("select type || ' ' || outcome from event where source = 'schedule'"))
        .containsOnly("birthday sweep")
        .hasSize(3);
    assertThat(corridor.texts("select state from sweep")).containsOnly("done");
  }

  @Test
  void a_schedule_asks_only_the_rules_of_its_own_campaign() {
    corridor.rulebooks.publish(
        org.beforehand.decide.Rulebook.compile(
            org.beforehand.decide.RuleFolder.of(
                with(
                    "later/campaign.yaml",
                    """
                    title: Later
                    owner: care
                    purpose: goodwill
                    status: live
                    schedule: {on: birthday, at: "11:00"}
                    key: event.year
                    """,
                    "later/rules.dslr",
                    "rule \"late\"\nwhen\n  it is the customer's birthday\nthen\n  send \"late\"\nend\n",
                    "later/messages/late/en.md",
                    "---\nsubject: \"Late\"\n---\nLate.\n"))),
        corridor.clock.instant());
    born("kari", "1984-03-12", "Europe/Oslo");
    until("2026-03-12T12:00:00Z");
    assertThat(told())
        .containsExactly("kari birthday 2026 03-12 08:00", "kari late 2026 03-12 10:00");
  }

  private Map<String, String> with(String... files) {
    Map<String, String> all = new LinkedHashMap<>(corridor.rulebooks.current().folder().files());
    for (int i = 0; i < files.length; i += 2) {
      all.put(files[i], files[i + 1]);
    }
    return all;
  }

  @Test
  void a_program_that_was_down_at_nine_catches_up_the_same_day() {
    born("kari", "1984-03-12", "Europe/Oslo");
    until("2026-03-12T07:00:00Z");
    jump("2026-03-12T13:07:00Z");
    assertThat(told()).containsExactly("kari birthday 2026 03-12 13:07");
  }

  @Test
  void a_program_that_was_down_for_days_says_which_and_does_not_congratulate_too_late() {
    born("kari", "1984-03-14", "Europe/Oslo");
    born("ola", "1984-03-16", "Europe/Oslo");
    until("2026-03-12T09:00:00Z");
    jump("2026-03-16T10:00:00Z");
    assertThat(told()).containsExactly("ola birthday 2026 03-16 10:00");
    assertThat(runs("expired").stream().filter(run -> run.startsWith("birthday")).toList())
        .containsExactly(
            "birthday 2026-03-13 Europe/Oslo",
            "birthday 2026-03-14 Europe/Oslo",
            "birthday 2026-03-15 Europe/Oslo");
  }

  @Test
  void late_at_night_a_birthday_is_over_before_it_could_be_sent() {
    born("kari", "1984-03-12", "Europe/Oslo");
    jump("2026-03-12T21:00:00Z");
    assertThat(told()).isEmpty();
    assertThat(corridor.texts("select why->'verdicts'->0->>'reason' from decision where sweep > 0"))
        .containsExactly("expired");
  }

  @Test
  void what_waits_for_the_morning_is_worth_sending_until_midnight_only() {
    born("kari", "1984-03-12", "Europe/Oslo");
    until("2026-03-12T08:00:00Z");
    assertThat(corridor.texts("select (expires at time zone 'UTC')::text from outreach"))
        .containsExactly("2026-03-12 23:00:00");
  }

  @Test
  void nobody_deceased_is_congratulated_and_why_is_kept() {
    Map<String, Object> record = record("kari", "Europe/Oslo", "birthday", "1984-03-12");
    record.put("deceased", true);
    corridor.customer(record);
    until("2026-03-12T09:00:00Z");
    assertThat(told()).isEmpty();
    assertThat(corridor.texts("select why->'verdicts'->0->>'reason' from decision where sweep > 0"))
        .containsExactly("deceased");
  }

  @Test
  void whoever_moves_on_the_day_is_congratulated_once_and_not_forgotten() {
    born("west", "1984-03-12", "Europe/Oslo");
    born("east", "1984-03-12", "America/New_York");
    born("far", "1984-03-12", "Pacific/Honolulu");
    born("stays", "1984-03-12", "America/New_York");
    until("2026-03-12T09:00:00Z");
    // Oslo has had its nine o'clock, New York has not.
    born("west", "1984-03-12", "America/New_York");
    born("east", "1984-03-12", "Europe/Oslo");
    until("2026-03-12T18:00:00Z");
    // In Auckland it is the 13th by now.
    born("far", "1984-03-12", "Pacific/Auckland");
    until("2026-03-13T21:00:00Z");
    assertThat(told())
        .containsExactly(
            "west birthday 2026 03-12 08:00",
            "east birthday 2026 03-12 13:00",
            "stays birthday 2026 03-12 13:00",
            "far birthday 2026 03-12 19:00");
  }

  @Test
  void a_paused_campaign_does_not_catch_up_when_it_goes_on() {
    String file = "birthday-surprises/campaign.yaml";
    String live = corridor.rulebooks.current().folder().files().get(file);
    born("kari", "1984-03-12", "Europe/Oslo");
    publish(with(file, live.replace("status: live", "status: paused")));
    until("2026-03-12T09:00:00Z");
    publish(with(file, live));
    until("2026-03-12T12:00:00Z");
    assertThat(told()).isEmpty();
    assertThat(runs("paused")).containsExactly("birthday 2026-03-12 Europe/Oslo");
  }

  private void publish(Map<String, String> files) {
    corridor.rulebooks.publish(
        org.beforehand.decide.Rulebook.compile(org.beforehand.decide.RuleFolder.of(files)),
        corridor.clock.instant());
  }

  @Test
  void anniversaries_are_counted_in_calendar_years_and_not_from_the_first_day() {
    corridor.customer(record("first-day", "Europe/Oslo", "since", "2026-03-12"));
    corridor.customer(record("one", "Europe/Oslo", "since", "2025-03-12"));
    corridor.customer(record("five", "Europe/Oslo", "since", "2021-03-12"));
    until("2026-03-12T10:00:00Z");
    corridor.dispatcher.drain(corridor.clock.instant());
    assertThat(told())
        .filteredOn(one -> one.contains(" thanks "))
        .containsExactly("five thanks 2026 03-12 09:00");
    assertThat(corridor.mailsTo("five")).contains("5 years");
  }

  @Test
  void silence_is_asked_about_once_for_each_silence() {
    for (String id : List.of("silent", "again", "moves", "talks")) {
      corridor.customer(
          record(
              id, id.equals("moves") ? "America/New_York" : "Europe/Oslo", "since", "2020-01-01"));
      acted(id);
    }
    born("never-did-anything", "1984-01-01", "Europe/Oslo");
    // Sixty days later is 11 May; the first look is a day before.
    jump("2026-05-09T08:00:00Z");
    acted("talks");
    until("2026-05-11T09:00:00Z");
    assertThat(asked()).containsExactly("again 2026-05-11", "silent 2026-05-11");
    acted("again");
    corridor.customer(record("moves", "Europe/Oslo", "since", "2020-01-01"));
    until("2026-05-14T12:00:00Z");
    assertThat(asked())
        .containsExactly("again 2026-05-11", "moves 2026-05-12", "silent 2026-05-11");
    jump("2026-07-10T09:00:00Z");
    until("2026-07-12T09:00:00Z");
    assertThat(asked())
        .containsExactly(
            "again 2026-05-11",
            "again 2026-07-11",
            "moves 2026-05-12",
            "silent 2026-05-11",
            "talks 2026-07-10");
  }

  private void acted(String customer) {
    corridor.post("shop.visited", "customer:" + customer, Map.of());
  }

  private List<String> asked() {
    return corridor.texts(
        "select customer || ' ' || key from outreach where campaign = 'quiet' order by 1");
  }

  @Test
  void a_crontab_is_for_everybody_each_in_their_own_morning() {
    born("oslo", "1984-01-01", "Europe/Oslo");
    born("tokyo", "1984-01-01", "Asia/Tokyo");
    born("nowhere", "1984-01-01", "");
    until("2026-03-12T08:00:00Z");
    jump("2026-03-31T12:00:00Z");
    until("2026-04-01T09:00:00Z");
    assertThat(told())
        .containsExactly(
            "tokyo news 2026-04-01 04-01 00:30",
            "nowhere news 2026-04-01 04-01 07:30",
            "oslo news 2026-04-01 04-01 07:30");
    corridor.dispatcher.drain(corridor.clock.instant());
    assertThat(corridor.peer.count()).isEqualTo(3);
  }

  @Test
  void a_sweep_that_is_killed_halfway_goes_on_where_it_was() {
    many(1_200);
    jump("2026-03-12T07:45:00Z");
    Instant nine = Instant.parse("2026-03-12T08:00:00Z");
    corridor.clock.set(nine);
    Killed killing = new Killed(corridor);
    Sweeper doomed = new Sweeper(corridor.db, killing, corridor.rulebooks, () -> {});
    killing.after(0);
    assertThatThrownBy(() -> doomed.begin(nine)).isInstanceOf(Killed.Now.class);
    assertThat(corridor.texts("select id::text from sweep")).isEmpty();
    assertThat(runs("begun")).isEmpty();

    corridor.tick.at(nine);
    killing.after(1);
    assertThat(doomed.page(nine)).isTrue();
    killing.after(0);
    assertThatThrownBy(() -> doomed.page(nine)).isInstanceOf(Killed.Now.class);
    assertThat(corridor.texts("select count(*)::text from outreach")).containsExactly("500");
    corridor.sweep();
    assertThat(corridor.texts("select count(*)::text from outreach")).containsExactly("1200");
    assertThat(corridor.texts("select count(*)::text from decision where sweep > 0"))
        .containsExactly("1200");
    assertThat(corridor.texts("select decided::text from sweep_range")).containsExactly("1200");
  }

  @Test
  void one_birthday_does_not_wait_for_a_thousand() {
    many(1_200);
    born("small", "1984-03-12", "Europe/London");
    jump("2026-03-12T07:45:00Z");
    corridor.clock.set(Instant.parse("2026-03-12T08:00:00Z"));
    corridor.tick.at(corridor.clock.instant());
    assertThat(corridor.sweeper.page(corridor.clock.instant())).isTrue();
    corridor.clock.set(Instant.parse("2026-03-12T09:00:00Z"));
    corridor.tick.at(corridor.clock.instant());
    assertThat(corridor.sweeper.page(corridor.clock.instant())).isTrue();
    assertThat(corridor.outreach("small")).containsExactly("birthday scheduled");
    assertThat(corridor.texts("select count(*)::text from outreach")).containsExactly("501");
  }

  private void many(int customers) {
    List<Event> records = new ArrayList<>();
    for (int i = 0; i < customers; i++) {
      String id = "c" + i;
      records.add(
          new Event(
              "test",
              "record-" + id,
              "customer.updated",
              new Subject.OfCustomer(id),
              corridor.clock.instant(),
              record(id, "Europe/Oslo", "birthday", "1984-03-12")));
    }
    corridor.postAll(records);
  }

  @Test
  void two_nodes_that_look_at_the_clock_at_once_begin_everything_once() throws Exception {
    List<String> zones =
        List.of("Europe/Oslo", "Europe/Tallinn", "Asia/Kolkata", "America/New_York", "Asia/Tokyo");
    for (int i = 0; i < 60; i++) {
      born("c" + i, "1984-03-1" + (2 + i % 2), zones.get(i % zones.size()));
    }
    ExecutorService nodes = Executors.newFixedThreadPool(2);
    CyclicBarrier together = new CyclicBarrier(2);
    List<Future<Integer>> begun = new ArrayList<>();
    for (int n = 0; n < 2; n++) {
      begun.add(
          nodes.submit(
              () -> {
                Sweeper sweeper =
                    new Sweeper(corridor.db, corridor.transaction, corridor.rulebooks, () -> {});
                int mine = 0;
                Instant at = Instant.parse("2026-03-12T06:00:00Z");
                for (int quarter = 0; quarter < 2 * 24 * 4; quarter++) {
                  together.await();
                  mine += sweeper.begin(at);
                  while (sweeper.page(at)) {
                    // Another page.
                  }
                  at = at.plus(QUARTER);
                }
                return mine;
              }));
    }
    int all = begun.get(0).get() + begun.get(1).get();
    nodes.shutdown();
    assertThat(corridor.texts("select count(*)::text from sweep")).containsExactly("" + all);
    assertThat(runs("begun")).hasSize(all);
    assertThat(corridor.texts("select count(distinct event) || ' ' || count(*) from sweep"))
        .containsExactly(all + " " + all);
    assertThat(told()).hasSize(60);
  }

  @Test
  void nobody_else_can_speak_for_our_clock() {
    Read read =
        new EventReader()
            .structured(
                """
                {"specversion":"1.0","id":"1","source":"timer","type":"timer.ask",
                 "subject":"customer:kari","data":{}}
                """
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                0,
                corridor.clock.instant());
    assertThat(read)
        .isInstanceOfSatisfying(Read.Bad.class, bad -> assertThat(bad.reason()).contains("source"));
  }
}
