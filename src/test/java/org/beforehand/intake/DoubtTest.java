package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.beforehand.deliver.Dispatcher;
import org.beforehand.deliver.SmtpPeer.Behaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of mail when the relay, the connection or a node misbehaves. */
class DoubtTest {

  private final Corridor corridor = Corridor.open("2026-03-10T10:00:00Z");

  @AfterEach
  void close() {
    corridor.peer.resume();
    corridor.close();
  }

  @Test
  void a_service_notice_in_doubt_is_sent_once_more_and_is_recognisably_the_same() {
    corridor.customer("kari", "circuit:1");
    corridor.peer.script(Behaviour.DROP_AFTER_DOT);
    opened();
    corridor.advance(Duration.ofMinutes(10));
    assertThat(corridor.outreach("kari")).containsExactly("opened scheduled unknown_outcome");
    corridor.advance(Duration.ofMinutes(2));

    assertThat(corridor.outreach("kari")).containsExactly("opened sent");
    assertThat(corridor.peer.messageIds()).hasSize(2);
    assertThat(Set.copyOf(corridor.peer.messageIds())).hasSize(1);
    assertThat(corridor.texts("select outcome from attempt order by n"))
        .containsExactly("in_doubt", "accepted");
  }

  @Test
  void in_doubt_twice_is_in_doubt_for_good_and_its_end_is_told() {
    corridor.customer("kari", "circuit:1");
    corridor.peer.script(Behaviour.DROP_AFTER_DOT, Behaviour.DROP_AFTER_DOT);
    opened();
    corridor.advance(Duration.ofMinutes(10));
    corridor.advance(Duration.ofMinutes(2));
    corridor.advance(Duration.ofHours(1));
    assertThat(corridor.outreach("kari")).containsExactly("opened in_doubt unknown_outcome");
    assertThat(corridor.peer.count()).isEqualTo(2);

    corridor.post("incident.restored", "incident:A", Map.of());
    corridor.advance(Duration.ofMinutes(5));
    assertThat(corridor.outreach("kari"))
        .containsExactly("opened in_doubt unknown_outcome", "restored sent");
  }

  @Test
  void care_in_doubt_is_never_sent_again() {
    corridor.customer("kari", "circuit:1");
    corridor.peer.script(Behaviour.DROP_AFTER_DOT);
    corridor.post("ticket.closed", "customer:kari", Map.of("ticket", "T1", "resolved", true));
    corridor.settle();
    corridor.advance(Duration.ofMinutes(2));
    corridor.advance(Duration.ofDays(2));

    assertThat(corridor.outreach("kari")).containsExactly("ticket-closed in_doubt unknown_outcome");
    assertThat(corridor.peer.count()).isEqualTo(1);
  }

  @Test
  void an_unknown_mailbox_is_suppressed_and_hears_no_end_either() {
    corridor.customer("kari", "circuit:1");
    corridor.customer("ola", "circuit:1");
    corridor.peer.behave("kari@customers.example", Behaviour.RCPT_550);
    opened();
    corridor.advance(Duration.ofMinutes(10));
    corridor.peer.behave("kari@customers.example", Behaviour.OK);
    corridor.post("incident.restored", "incident:A", Map.of());
    corridor.advance(Duration.ofMinutes(5));

    assertThat(corridor.outreach("kari")).containsExactly("opened failed refused");
    assertThat(corridor.texts("select channel || ' ' || reason from suppression"))
        .containsExactly("email refused");
    assertThat(corridor.mailsTo("kari")).isEmpty();
    assertThat(corridor.mailsTo("ola")).hasSize(2);
  }

  @Test
  void what_the_relay_does_not_take_now_is_tried_later() {
    corridor.customer("kari", "circuit:1");
    corridor.peer.script(Behaviour.REPLY_451, Behaviour.RCPT_450);
    opened();
    corridor.advance(Duration.ofMinutes(10));
    assertThat(corridor.outreach("kari")).containsExactly("opened scheduled tries_exhausted");
    corridor.advance(Duration.ofMinutes(2));
    corridor.advance(Duration.ofMinutes(3));

    assertThat(corridor.outreach("kari")).containsExactly("opened sent");
    assertThat(corridor.peer.count()).isEqualTo(1);
  }

  @Test
  void a_connection_that_hangs_holds_up_nobody_else() {
    for (int i = 0; i < 50; i++) {
      corridor.customer("customer-" + i, "circuit:1");
    }
    corridor.peer.behave("customer-0@customers.example", Behaviour.HANG_AFTER_DOT);
    corridor.dispatcher.start();
    opened();
    corridor.clock.tick(Duration.ofMinutes(10));
    corridor.tick.at(corridor.clock.instant());
    corridor.sweep();
    Awaitility.await().until(() -> count("sent") == 49);
    assertThat(corridor.outreach("customer-0")).containsExactly("opened sending");
    corridor.peer.dropConnections();
    Awaitility.await().until(() -> count("sending") == 0);
    assertThat(corridor.outreach("customer-0")).containsExactly("opened scheduled unknown_outcome");
  }

  @Test
  void two_nodes_over_one_outbox_send_each_mail_once() {
    for (int i = 0; i < 300; i++) {
      corridor.customer("customer-" + i, "circuit:1");
    }
    try (Dispatcher other = corridor.another(4, Duration.ofSeconds(20))) {
      corridor.dispatcher.start();
      other.start();
      opened();
      corridor.clock.tick(Duration.ofMinutes(10));
      corridor.tick.at(corridor.clock.instant());
      corridor.sweep();
      other.nudge();
      Awaitility.await().until(() -> count("sent") == 300);
      assertThat(corridor.peer.messageIds()).hasSize(300).doesNotHaveDuplicates();
      assertThat(corridor.texts("select distinct node from attempt")).hasSize(2);
    }
  }

  @Test
  void a_node_whose_lease_has_lapsed_begins_nothing_and_another_takes_over() {
    for (int i = 0; i < 20; i++) {
      corridor.customer("customer-" + i, "circuit:1");
    }
    corridor.peer.pause();
    Dispatcher lapsing = corridor.another(4, Duration.ofHours(1));
    try {
      lapsing.start();
      opened();
      corridor.clock.tick(Duration.ofMinutes(10));
      corridor.tick.at(corridor.clock.instant());
      corridor.sweep();
      lapsing.nudge();
      Awaitility.await().until(() -> corridor.peer.waitingAtData() == 4);
      Awaitility.await().until(() -> count("claimed") == 16);
      corridor
          .db
          .sql(
              """
              update node set lease_until = clock_timestamp() - interval '1 second'
               where id = (select node from outreach where state = 'sending' limit 1)
              """)
          .update();
      corridor.peer.resume();
      Awaitility.await().until(() -> count("sent") == 4);
      // What the lapsed node is just looking at is passed over, and found at the next look.
      Awaitility.await()
          .until(
              () -> {
                corridor.dispatcher.drain(corridor.clock.instant());
                return count("sent") == 20;
              });

      assertThat(corridor.peer.messageIds()).hasSize(20).doesNotHaveDuplicates();
      assertThat(
              corridor.texts("select count(*)::text from attempt group by node order by count(*)"))
          .isEqualTo(List.of("4", "16"));
    } finally {
      lapsing.close();
    }
  }

  @Test
  void what_a_node_that_died_was_sending_is_in_doubt_and_its_late_word_still_counts() {
    Set<String> ids = new TreeSet<>();
    corridor.customer("kari", "circuit:1");
    corridor.peer.pause();
    Dispatcher stalled = corridor.another(1, Duration.ofHours(1));
    try {
      stalled.start();
      opened();
      corridor.clock.tick(Duration.ofMinutes(10));
      corridor.tick.at(corridor.clock.instant());
      corridor.sweep();
      stalled.nudge();
      Awaitility.await().until(() -> corridor.peer.waitingAtData() == 1);
      corridor
          .db
          .sql(
              """
              update node set lease_until = clock_timestamp() - interval '1 second'
               where id = (select node from outreach where state = 'sending')
              """)
          .update();
      corridor.tick.at(corridor.clock.instant());
      assertThat(corridor.outreach("kari")).containsExactly("opened scheduled unknown_outcome");
      corridor.peer.resume();
      Awaitility.await().until(() -> count("sent") == 1);
      corridor.advance(Duration.ofMinutes(5));
      ids.addAll(corridor.peer.messageIds());
      assertThat(ids).hasSize(1);
      assertThat(corridor.peer.count()).isEqualTo(1);
      assertThat(corridor.outreach("kari")).containsExactly("opened sent");
    } finally {
      stalled.close();
    }
  }

  @Test
  void a_commit_whose_answer_is_lost_leaves_nothing_behind() {
    for (int i = 0; i < 20; i++) {
      corridor.customer("customer-" + i, "circuit:1");
    }
    AtomicInteger losses = new AtomicInteger();
    TransactionTemplate losing =
        new TransactionTemplate(
            Objects.requireNonNull(corridor.transaction.getTransactionManager())) {
          @Override
          public <T> T execute(TransactionCallback<T> action) {
            T result = super.execute(action);
            if (count("sending") > 0 && losses.incrementAndGet() % 2 == 1) {
              throw new TransactionSystemException("the connection was cut after the commit");
            }
            return result;
          }
        };
    try (Dispatcher unlucky = corridor.another(4, Duration.ofSeconds(20), losing)) {
      opened();
      corridor.clock.tick(Duration.ofMinutes(10));
      corridor.tick.at(corridor.clock.instant());
      corridor.sweep();
      Awaitility.await()
          .pollInterval(Duration.ofMillis(1))
          .ignoreExceptionsInstanceOf(TransactionSystemException.class)
          .until(
              () -> {
                unlucky.drain(corridor.clock.instant());
                return count("sent") == 20;
              });
    }
    assertThat(losses.get()).isGreaterThan(1);
    assertThat(corridor.peer.messageIds()).hasSize(20).doesNotHaveDuplicates();
  }

  private void opened() {
    corridor.post(
        "incident.opened",
        "incident:A",
        Map.of("service", "broadband", "scopes", List.of("circuit:1")));
  }

  private long count(String state) {
    return corridor
        .db
        .sql("select count(*) from outreach where state = :state")
        .param("state", state)
        .query(Long.class)
        .single();
  }
}
