package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.beforehand.decide.RuleFolder;
import org.beforehand.deliver.Dispatcher;
import org.beforehand.deliver.Rehearsal;
import org.beforehand.fact.Share;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The call desk gets as many calls as it can make, the ones that matter most first. */
class DeskRoomTest {

  private static final String SKILLED =
      """
      rule "call about a dropped call"
      when
        a call was dropped
      then
        ask an agent who knows "line faults" to call within 4 hours with the script "ring"
      end

      rule "call who gave up waiting"
      when
        a caller gave up waiting
      then
        ask an agent who knows "billing" to call within 4 hours with the script "ring"
      end
      """;

  private Corridor corridor;

  @AfterEach
  void close() {
    corridor.close();
  }

  /** Two campaigns that call, of which the second has the higher priority. */
  private void open(String now, String calls) {
    Map<String, String> files = new TreeMap<>(RuleFolder.read(Path.of("rules")).files());
    files.keySet().removeIf(file -> file.contains("/") && !file.equals("shared/layout.html"));
    files.computeIfPresent(
        "contact-policy.yaml",
        (file, text) ->
            text.replace("calls: []", "calls: " + calls).replace("window: 15m", "window: 0m"));
    for (String one : List.of("rings", "rings-first")) {
      String type = one.equals("rings") ? "call.dropped, call.abandoned" : "ticket.opened";
      files.put(
          one + "/campaign.yaml",
          "title: Calls\nowner: tests\npurpose: care\nstatus: live\nexpiry: 6h\nkey: event.ticket\npriority: "
              + (one.equals("rings") ? 0 : 10)
              + "\ntriggers: ["
              + type
              + "]\n");
      files.put(
          one + "/rules.dslr",
          one.equals("rings")
              ? SKILLED
              : SKILLED
                  .substring(0, SKILLED.indexOf("end") + 4)
                  .replace("a call was dropped", "a ticket was opened"));
      files.put(one + "/messages/ring/en.md", "---\ncall: Ask what is wrong.\n---\n");
    }
    corridor = Corridor.open(now, RuleFolder.of(files));
  }

  private void happens(String type, int from, int to) {
    Instant now = corridor.clock.instant();
    List<Read.Good> records = new ArrayList<>();
    List<Read.Good> events = new ArrayList<>();
    for (int n = from; n < to; n++) {
      String subject = "customer:c" + n;
      Map<String, Object> record =
          Map.of("id", "c" + n, "phone", "+4799999999", "zone", "Europe/Oslo");
      records.add(corridor.event("customer.updated", subject, now, record));
      events.add(corridor.event(type, subject, now, Map.of()));
    }
    corridor.intake.accept(records, now);
    corridor.intake.accept(events, now);
  }

  private List<String> handed() {
    return corridor.texts(
        "select customer from outreach where state = 'sent' order by settled_at, id");
  }

  private List<String> waiting() {
    return corridor.texts(
        """
        select customer || ' ' || gate || ' ' || reason || ' '
               || to_char(due at time zone 'Europe/Oslo', 'DD HH24:MI')
          from outreach where state = 'scheduled' order by due, id
        """);
  }

  @Test
  void who_finds_no_room_is_called_in_the_next_hour_and_higher_priorities_first() {
    open("2026-03-12T10:05:00Z", "[{most: 2, per: 1h}]");
    happens("call.dropped", 0, 4);
    happens("ticket.opened", 4, 6);
    corridor.settle();
    assertThat(handed()).containsExactly("c4", "c5");
    assertThat(waiting())
        .containsExactly(
            "c0 desk no_capacity 12 12:00",
            "c1 desk no_capacity 12 12:00",
            "c2 desk no_capacity 12 12:00",
            "c3 desk no_capacity 12 12:00");
    // What comes in later and matters more goes first in the hour after.
    happens("ticket.opened", 6, 7);
    corridor.settle();
    corridor.clock.set(Instant.parse("2026-03-12T11:00:01Z"));
    corridor.settle();
    assertThat(handed()).containsExactly("c4", "c5", "c0", "c6").doesNotContain("c1");
    corridor.advance(Duration.ofHours(1));
    assertThat(handed()).endsWith("c1", "c2");
  }

  @Test
  void a_skill_has_room_of_its_own_beside_that_of_all_calls() {
    open(
        "2026-03-12T10:00:00Z",
        "[{skill: line faults, most: 1, per: 1h}, {skill: billing, most: 5, per: 1h},"
            + " {most: 3, per: 1d}]");
    happens("call.dropped", 0, 2);
    happens("call.abandoned", 2, 6);
    corridor.settle();
    assertThat(handed()).containsExactlyInAnyOrder("c0", "c2", "c3");
    // The skill has room again in an hour; of all calls there are as many as may be that day, and
    // tomorrow is later than these are worth anything.
    assertThat(waiting()).containsExactly("c1 desk no_capacity 12 12:00");
    assertThat(corridor.texts("select customer || reason from outreach where state = 'expired'"))
        .containsExactlyInAnyOrder("c4no_capacity", "c5no_capacity");
  }

  @Test
  void nobody_is_called_after_hours_because_the_desk_was_full() {
    open("2026-03-12T19:30:00Z", "[{most: 1, per: 1h}]");
    happens("call.dropped", 0, 2);
    corridor.settle();
    assertThat(handed()).hasSize(1);
    assertThat(waiting()).isEmpty();
    assertThat(corridor.texts("select gate from outreach where state = 'expired'"))
        .containsExactly("desk");
  }

  @Test
  void on_eight_nodes_at_once_it_is_filled_and_never_more() throws Exception {
    open("2026-03-12T10:00:00Z", "[{skill: line faults, most: 60, per: 1h}, {most: 97, per: 1h}]");
    happens("call.dropped", 0, 240);
    happens("call.abandoned", 240, 480);
    Instant now = corridor.clock.instant();
    for (int hour = 1; hour <= 3; hour++) {
      onEightNodes(now.plus(Duration.ofHours(hour - 1)).plusSeconds(1));
      assertThat(handed()).hasSize(97 * hour);
      assertThat(
              corridor.texts(
                  """
                  select count(*) from outreach o join call_task t on t.outreach = o.id
                   where o.state = 'sent' and t.skill = 'line faults'
                   group by date_trunc('hour', o.settled_at)
                  """))
          .allSatisfy(many -> assertThat(Integer.parseInt(many)).isLessThanOrEqualTo(60));
    }
  }

  private void onEightNodes(Instant at) throws Exception {
    corridor.clock.set(at);
    List<Dispatcher> nodes = new ArrayList<>();
    for (int n = 0; n < 8; n++) {
      nodes.add(corridor.another(1, Duration.ofSeconds(20)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(nodes.size());
    try {
      List<Callable<Object>> all = new ArrayList<>();
      nodes.forEach(node -> all.add(Executors.callable(() -> node.drain(at))));
      for (Future<Object> done : threads.invokeAll(all)) {
        done.get();
      }
    } finally {
      threads.shutdown();
      nodes.forEach(Dispatcher::close);
    }
  }

  @Test
  void a_simulation_hands_over_the_same_calls() {
    open("2026-03-12T10:05:00Z", "[{most: 2, per: 1h}]");
    happens("call.dropped", 0, 4);
    happens("ticket.opened", 4, 6);
    Rehearsal rehearsal = new Rehearsal(corridor.db, corridor.transaction, corridor.rulebooks);
    Instant now = corridor.clock.instant();
    assertThat(rehearsal.perform(Share.ALL, now)).isZero();
    assertThat(rehearsal.handOver(now)).isEqualTo(6);
    assertThat(handed()).containsExactly("c4", "c5");
    assertThat(waiting()).hasSize(4).allMatch(one -> one.endsWith("no_capacity 12 12:00"));
    assertThat(rehearsal.handOver(Instant.parse("2026-03-12T11:00:01Z"))).isEqualTo(4);
    assertThat(handed()).containsExactly("c4", "c5", "c0", "c1");
  }
}
