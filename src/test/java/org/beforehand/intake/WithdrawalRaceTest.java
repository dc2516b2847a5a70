package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.awaitility.Awaitility;
import org.beforehand.deliver.SmtpPeer;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Permission that is withdrawn while mail is leaving: once the withdrawal is committed, nothing it
 * forbids begins. The dispatcher runs in its own threads, as it does in the program.
 */
class WithdrawalRaceTest {

  private static final int ROUNDS = Integer.getInteger("rounds", 21);
  private static final int CUSTOMERS = 150;
  private static final int CONNECTIONS = 4;

  private final Corridor corridor = Corridor.open("2026-03-10T20:00:00Z");

  @AfterEach
  void close() {
    corridor.peer.resume();
    corridor.close();
  }

  /** What ends the permission of everybody in a round. */
  private enum Withdrawal {
    RECORD,
    UNSUBSCRIBED,
    RESTORED
  }

  @Test
  void what_is_forbidden_does_not_begin_wherever_the_withdrawal_strikes() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("withdrawals: seed " + seed);
    Random random = new Random(seed);
    noteWhenSendingBegins();
    corridor.dispatcher.start();
    Map<String, Integer> told = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      Withdrawal how = Withdrawal.values()[round % Withdrawal.values().length];
      boolean held = random.nextBoolean();
      int number = strike(round, how, held, random.nextInt(CUSTOMERS * 3 / 4));
      told.merge(how + (held ? " held" : ""), number, Integer::sum);
    }
    System.out.printf(
        "withdrawals: told before, of %d in each of %d rounds: %s%n", CUSTOMERS, ROUNDS, told);
    assertThat(corridor.peer.messageIds()).doesNotHaveDuplicates();
  }

  /** Returns how many had been told, or were being told, when the permission ended. */
  private int strike(int round, Withdrawal how, boolean held, int after) {
    String outage = "R" + round;
    List<String> customers = customers(round);
    if (held) {
      corridor.peer.pause();
    }
    long before = corridor.peer.count();
    corridor.post("incident.opened", "incident:" + outage, data(round));
    corridor.clock.tick(Duration.ofMinutes(10));
    corridor.tick.at(corridor.clock.instant());
    corridor.sweep();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .until(
            () ->
                held
                    ? corridor.peer.waitingAtData() == CONNECTIONS
                    : corridor.peer.count() >= before + after);

    withdraw(how, outage, customers);
    OffsetDateTime committed =
        corridor.db.sql("select clock_timestamp()").query(OffsetDateTime.class).single();
    corridor.peer.resume();
    quiet();

    Set<String> forbidden = new HashSet<>(customers);
    assertThat(
            corridor
                .db
                .sql(
                    """
                    select o.customer from sending_began b join outreach o on o.id = b.outreach
                     where b.at > :committed and o.incident = :outage and o.stage = 'opened'
                    """)
                .param("committed", committed)
                .param("outage", outage)
                .query(String.class)
                .list())
        .as("%s, round %d: begun after the permission had ended", how, round)
        .doesNotContainAnyElementsOf(forbidden);
    Map<String, String> opened = states(outage, "opened");
    assertThat(opened.values())
        .isSubsetOf("sent", how == Withdrawal.RESTORED ? "superseded" : "cancelled");
    Set<String> told = new HashSet<>();
    opened.forEach(
        (customer, state) -> {
          if (state.equals("sent")) {
            told.add(customer);
          }
        });
    if (held) {
      assertThat(told).hasSize(CONNECTIONS);
    }
    assertThat(mailed(outage + "#1:opened")).isEqualTo(told);

    if (how != Withdrawal.RESTORED) {
      corridor.post("incident.restored", "incident:" + outage, Map.of());
    }
    corridor.clock.tick(Duration.ofMinutes(5));
    corridor.tick.at(corridor.clock.instant());
    corridor.sweep();
    quiet();
    assertThat(mailed(outage + "#1:restored"))
        .isEqualTo(how == Withdrawal.RESTORED ? told : Set.of());
    return told.size();
  }

  private void withdraw(Withdrawal how, String outage, List<String> customers) {
    switch (how) {
      case RECORD ->
          corridor.postAll(
              customers.stream()
                  .map(id -> event(id, "customer.updated", record(id, outage, false)))
                  .toList());
      case UNSUBSCRIBED ->
          corridor.postAll(
              customers.stream()
                  .map(id -> event(id, "message.unsubscribed", Map.of("purpose", "service")))
                  .toList());
      case RESTORED -> corridor.post("incident.restored", "incident:" + outage, Map.of());
    }
  }

  @Test
  void an_end_waits_for_the_beginning_that_is_leaving_and_follows_it() {
    corridor.customer("kari", "circuit:1");
    corridor.customer("ola", "circuit:1");
    corridor.peer.pause();
    corridor.post("incident.opened", "incident:A", data(1));
    corridor.clock.tick(Duration.ofMinutes(10));
    corridor.tick.at(corridor.clock.instant());
    corridor.sweep();
    corridor.dispatcher.start();
    Awaitility.await().until(() -> corridor.peer.waitingAtData() == 2);
    corridor.post("incident.restored", "incident:A", Map.of());
    corridor.clock.tick(Duration.ofMinutes(5));
    corridor.tick.at(corridor.clock.instant());
    corridor.sweep();
    assertThat(corridor.outreach("kari"))
        .containsExactly("opened sending", "restored held predecessor");

    corridor.peer.resume();
    quiet();
    assertThat(corridor.outreach("kari")).containsExactly("opened sent", "restored sent");
    assertThat(corridor.mailsTo("kari")).hasSize(2);
    assertThat(corridor.mailsTo("kari").get(1)).contains("virker igjen");
  }

  @Test
  void an_outage_that_begins_while_the_end_of_another_is_leaving_is_told_after_it() {
    corridor.customer("kari", "circuit:1", "circuit:2");
    corridor.post("incident.opened", "incident:A", data(1));
    corridor.advance(Duration.ofMinutes(10));
    corridor.post("incident.restored", "incident:A", Map.of());
    corridor.clock.tick(Duration.ofMinutes(5));
    corridor.tick.at(corridor.clock.instant());
    corridor.sweep();
    corridor.peer.pause();
    corridor.dispatcher.start();
    Awaitility.await().until(() -> corridor.peer.waitingAtData() == 1);
    corridor.post("incident.opened", "incident:B", data(2));
    corridor.clock.tick(Duration.ofMinutes(10));
    corridor.tick.at(corridor.clock.instant());
    corridor.sweep();

    corridor.peer.resume();
    quiet();
    assertThat(corridor.outreach("kari"))
        .containsExactly("opened sent", "restored sent", "opened sent");
    assertThat(corridor.mailsTo("kari")).hasSize(3);
  }

  @Test
  void an_end_that_is_ready_to_leave_stays_when_another_outage_begins() {
    List<String> customers = new ArrayList<>();
    for (int i = 0; i < 2 * CONNECTIONS; i++) {
      customers.add("customer-" + i);
      corridor.customer("customer-" + i, "circuit:1", "circuit:2");
    }
    corridor.post("incident.opened", "incident:A", data(1));
    corridor.advance(Duration.ofMinutes(10));
    corridor.post("incident.restored", "incident:A", Map.of());
    corridor.clock.tick(Duration.ofMinutes(5));
    corridor.tick.at(corridor.clock.instant());
    corridor.sweep();
    corridor.peer.pause();
    corridor.dispatcher.start();
    Awaitility.await().until(() -> corridor.peer.waitingAtData() == CONNECTIONS);
    assertThat(states("A", "restored").values()).contains("claimed");
    corridor.post("incident.opened", "incident:B", data(2));

    corridor.peer.resume();
    quiet();
    assertThat(mailed("A#1:restored")).hasSize(CONNECTIONS);
    corridor.clock.tick(Duration.ofMinutes(10));
    corridor.tick.at(corridor.clock.instant());
    corridor.sweep();
    quiet();
    // Whoever heard that it was over hears that it is not; the others know.
    assertThat(mailed("B#1:opened")).isEqualTo(mailed("A#1:restored"));
  }

  @Test
  void an_end_follows_though_the_estimate_before_it_was_refused() {
    corridor.customer("kari", "circuit:1");
    corridor.post("incident.opened", "incident:A", data(1));
    corridor.advance(Duration.ofMinutes(10));
    corridor.clock.tick(Duration.ofHours(3));
    corridor.post("incident.updated", "incident:A", Map.of("eta", "2026-03-11T09:00:00Z"));
    corridor.tick.at(corridor.clock.instant());
    corridor.sweep();
    corridor.peer.script(SmtpPeer.Behaviour.DATA_554).pause();
    corridor.dispatcher.start();
    Awaitility.await().until(() -> corridor.peer.waitingAtData() == 1);
    corridor.post("incident.restored", "incident:A", Map.of());
    corridor.clock.tick(Duration.ofMinutes(5));
    corridor.tick.at(corridor.clock.instant());
    corridor.sweep();

    corridor.peer.resume();
    quiet();
    assertThat(corridor.outreach("kari"))
        .containsExactly("opened sent", "eta.1 failed refused", "restored sent");
  }

  @Test
  void an_end_of_an_earlier_episode_that_is_still_waiting_is_given_up() {
    corridor.customer("kari", "circuit:1");
    corridor.post("incident.opened", "incident:A", data(1));
    corridor.advance(Duration.ofMinutes(10));
    corridor.peer.behave(SmtpPeer.Behaviour.RCPT_450);
    corridor.post("incident.restored", "incident:A", Map.of());
    corridor.advance(Duration.ofMinutes(5));
    corridor.peer.behave(SmtpPeer.Behaviour.OK);
    corridor.post("incident.opened", "incident:A", data(1));
    corridor.clock.tick(Duration.ofSeconds(10));
    corridor.post("incident.restored", "incident:A", Map.of());
    corridor.advance(Duration.ofMinutes(2));
    corridor.advance(Duration.ofMinutes(5));
    assertThat(corridor.outreach("kari"))
        .containsExactly("opened sent", "restored superseded overtaken", "restored sent");
    assertThat(corridor.mailsTo("kari")).hasSize(2);
  }

  private Map<String, Object> data(int circuit) {
    return Map.of("service", "broadband", "scopes", List.of("circuit:" + circuit));
  }

  private List<String> customers(int round) {
    List<String> ids = new ArrayList<>();
    List<Event> records = new ArrayList<>();
    for (int i = 0; i < CUSTOMERS; i++) {
      String id = "r" + round + "-" + i;
      ids.add(id);
      records.add(event(id, "customer.updated", record(id, "R" + round, true)));
    }
    corridor.postAll(records);
    return ids;
  }

  private static Map<String, Object> record(String id, String outage, boolean service) {
    return Map.of(
        "id",
        id,
        "email",
        id + "@customers.example",
        "consent",
        Map.of("service", service),
        "scopes",
        List.of("circuit:" + outage.substring(1)));
  }

  private Event event(String customer, String type, Map<String, Object> data) {
    return new Event(
        "crm",
        customer + "." + type + "." + data.hashCode(),
        type,
        Subject.parse("customer:" + customer),
        corridor.clock.instant(),
        data);
  }

  /** Ticks until nothing is left that is due. */
  private void quiet() {
    quiet(corridor);
  }

  static void quiet(Corridor corridor) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              corridor.tick.at(corridor.clock.instant());
              corridor.sweep();
              return corridor
                  .db
                  .sql(
                      """
                      select not exists (select from outreach
                                          where state in ('claimed', 'sending')
                                             or state = 'scheduled' and due <= :now
                                             or state = 'held' and after is not null)
                      """)
                  .param("now", corridor.clock.instant().atOffset(java.time.ZoneOffset.UTC))
                  .query(Boolean.class)
                  .single();
            });
  }

  private Map<String, String> states(String outage, String stage) {
    Map<String, String> states = new HashMap<>();
    corridor
        .db
        .sql("select customer, state from outreach where incident = :outage and stage = :stage")
        .param("outage", outage)
        .param("stage", stage)
        .query(
            row -> {
              states.put(row.getString(1), row.getString(2));
            });
    return states;
  }

  /** Who got a mail with this key, as the peer has it. */
  private Set<String> mailed(String key) {
    Map<String, String> customers = new HashMap<>();
    corridor
        .db
        .sql("select id::text, customer from outreach where key = :key")
        .param("key", key)
        .query(
            row -> {
              customers.put(row.getString(1), row.getString(2));
            });
    Set<String> mailed = new HashSet<>();
    for (String id : corridor.peer.messageIds()) {
      String customer = customers.get(id.substring(1, id.indexOf('.')));
      if (customer != null) {
        mailed.add(customer);
      }
    }
    return mailed;
  }

  private void noteWhenSendingBegins() {
    corridor.db.sql("create table sending_began (outreach bigint, at timestamptz)").update();
    corridor
        .db
        .sql(
            """
            create function note_sending() returns trigger language plpgsql as $$
            begin
              insert into sending_began values (new.id, clock_timestamp());
              return null;
            end $$
            """)
        .update();
    corridor
        .db
        .sql(
            """
            create trigger note_sending after update on outreach for each row
              when (new.state = 'sending' and old.state <> 'sending')
              execute function note_sending()
            """)
        .update();
  }
}
