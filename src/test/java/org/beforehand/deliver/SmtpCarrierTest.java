package org.beforehand.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.beforehand.deliver.SmtpPeer.Behaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SmtpCarrierTest {

  private final SmtpPeer peer = SmtpPeer.start();
  private final AtomicLong nanos = new AtomicLong();
  private final SmtpCarrier carrier = carrier(1);

  @AfterEach
  void close() {
    carrier.close();
    peer.close();
  }

  private SmtpCarrier carrier(int connections) {
    return new SmtpCarrier(
        SmtpSettings.parse(peer.url(connections)).patience(Duration.ofMillis(700)), nanos::get);
  }

  private Delivery carry(String id) {
    return carrier.carry(Mails.to("kari@example.com", id + "@example.com"));
  }

  @ParameterizedTest
  @CsvSource({
    "OK,                 Accepted, 1",
    "OK_THEN_DROP,       Accepted, 1",
    "HANG_QUIT,          Accepted, 1",
    "GREET_421,          TryLater, 0",
    "MAIL_451,           TryLater, 0",
    "RCPT_450,           TryLater, 0",
    "DROP_AT_RCPT,       TryLater, 0",
    "REPLY_451,          TryLater, 0",
    "REPLY_451_AND_DROP, TryLater, 0",
    "RCPT_550,           Refused,  0",
    "RCPT_550_POLICY,    Refused,  0",
    "RCPT_550_BARE,      Refused,  0",
    "DATA_554,           Refused,  0",
    "REPLY_554,          Refused,  0",
    "DROP_MID_DATA,      InDoubt,  0",
    "DROP_AFTER_DOT,     InDoubt,  1",
    "HANG_AFTER_DOT,     InDoubt,  1",
    "RST_AFTER_DOT,      InDoubt,  1",
  })
  void each_way_to_misbehave_has_its_outcome_on_a_fresh_and_on_a_used_connection(
      Behaviour behaviour, String outcome, int taken) {
    peer.behave(behaviour);
    assertThat(carry("fresh")).as("fresh").extracting(this::name).isEqualTo(outcome);
    assertThat(peer.count()).isEqualTo(taken);

    peer.behave(Behaviour.OK);
    assertThat(carry("between")).isInstanceOf(Delivery.Accepted.class);

    peer.behave(behaviour);
    assertThat(carry("used"))
        .as("used")
        .extracting(this::name)
        .isEqualTo(
            // The greeting comes once per connection, so a used one is past it.
            behaviour == Behaviour.GREET_421 ? "Accepted" : outcome);
    assertThat(peer.messageIds()).doesNotHaveDuplicates();
  }

  private String name(Object delivery) {
    return delivery.getClass().getSimpleName();
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT_550,        true",
    "RCPT_550_BARE,   true",
    "RCPT_550_POLICY, false",
    "DATA_554,        false",
    "REPLY_554,       false",
  })
  void only_a_refusal_about_the_address_blames_the_address(Behaviour behaviour, boolean bad) {
    peer.behave(behaviour);
    assertThat(carry("1"))
        .isInstanceOfSatisfying(
            Delivery.Refused.class, refused -> assertThat(refused.addressIsBad()).isEqualTo(bad));
  }

  @ParameterizedTest
  @CsvSource({
    "550 5.1.1 unknown,                     true,  true",
    "550 5.1.10 recipient not found,        true,  true",
    "550 5.1.8 bad sender's system,         true,  false",
    "550 5.2.1 mailbox disabled,            true,  false",
    "552 5.2.2 mailbox full,                true,  false",
    "550 5.7.1 relaying denied,             true,  false",
    "550 relay not permitted,               true,  false",
    "551 user not local,                    true,  true",
    "553 mailbox name not allowed,          true,  true",
    "554 transaction failed,                true,  false",
    "550 message content rejected,          false, false",
    "550 5.1.1 unknown,                     false, true",
  })
  void replies_are_read_for_whose_fault_it_is(String line, boolean toRecipient, boolean bad) {
    var reply = new TracedTransport.Reply(Integer.parseInt(line.substring(0, 3)), line);
    assertThat(SmtpVerdict.addressIsBad(reply, toRecipient)).isEqualTo(bad);
  }

  @Test
  void a_connection_is_used_again() {
    for (int i = 0; i < 20; i++) {
      assertThat(carry("m" + i)).isInstanceOf(Delivery.Accepted.class);
    }
    assertThat(peer.connectionsMade()).isEqualTo(1);
  }

  @Test
  void a_connection_is_renewed_after_a_hundred_mails() {
    for (int i = 0; i < 250; i++) {
      assertThat(carry("m" + i)).isInstanceOf(Delivery.Accepted.class);
    }
    assertThat(peer.connectionsMade()).isEqualTo(3);
    assertThat(peer.count()).isEqualTo(250);
  }

  @Test
  void a_connection_idle_for_a_minute_is_renewed_and_one_idle_for_a_second_is_asked() {
    carry("1");
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(900));
    carry("2");
    assertThat(peer.commands()).doesNotContain("NOOP");
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
    carry("3");
    assertThat(peer.commands()).contains("NOOP");
    assertThat(peer.connectionsMade()).isEqualTo(1);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(61));
    carry("4");
    assertThat(peer.connectionsMade()).isEqualTo(2);
  }

  @Test
  void a_connection_the_relay_closed_is_replaced_within_the_same_attempt() {
    assertThat(carry("1")).isInstanceOf(Delivery.Accepted.class);
    peer.dropConnections();
    assertThat(carry("2")).isInstanceOf(Delivery.Accepted.class);
    peer.script(Behaviour.OK_THEN_DROP);
    assertThat(carry("3")).isInstanceOf(Delivery.Accepted.class);
    assertThat(carry("4")).isInstanceOf(Delivery.Accepted.class);
    assertThat(peer.messageIds())
        .containsExactly(
            "<1@example.com>", "<2@example.com>", "<3@example.com>", "<4@example.com>");
  }

  @Test
  void nobody_listening_means_try_later() {
    peer.close();
    assertThat(carry("1")).isInstanceOf(Delivery.TryLater.class);
  }

  @Test
  void the_message_id_stays_the_same_over_five_attempts() {
    peer.script(
        Behaviour.DROP_AFTER_DOT,
        Behaviour.RST_AFTER_DOT,
        Behaviour.HANG_AFTER_DOT,
        Behaviour.DROP_AFTER_DOT,
        Behaviour.OK);
    for (int i = 0; i < 5; i++) {
      carry("42.outreach");
    }
    assertThat(peer.messageIds()).hasSize(5).containsOnly("<42.outreach@example.com>");
  }

  @Test
  void without_the_encryption_asked_for_nothing_is_said_not_even_the_password() {
    String url =
        "smtp://user:secret@127.0.0.1:" + peer.port() + "?from=a@b.example&starttls=required";
    try (SmtpCarrier strict = new SmtpCarrier(SmtpSettings.parse(url))) {
      assertThat(strict.carry(Mails.to("kari@example.com", "1@example.com")))
          .isInstanceOf(Delivery.TryLater.class);
    }
    assertThat(peer.count()).isZero();
    assertThat(peer.commands()).noneMatch(c -> c.startsWith("AUTH") || c.startsWith("MAIL"));
  }

  @Test
  void a_login_is_used_where_there_is_one() {
    String url = "smtp://user:sec%40ret@127.0.0.1:" + peer.port() + "?from=a@b.example";
    try (SmtpCarrier polite = new SmtpCarrier(SmtpSettings.parse(url))) {
      assertThat(polite.carry(Mails.to("kari@example.com", "1@example.com")))
          .isInstanceOf(Delivery.Accepted.class);
    }
    assertThat(peer.commands()).anyMatch(c -> c.startsWith("AUTH"));
  }

  @Test
  void an_address_that_is_none_never_reaches_the_wire() {
    for (String address :
        List.of(
            "",
            "kari",
            "kari@",
            "@example.com",
            "kari nordmann@example.com",
            "kari@example.com>\r\nRCPT TO:<eve@example.com",
            "victim\u760D\u760ARCPT TO:<eve@example.com>@example.com",
            "\u760D\u760A@example.com",
            "j\u00F8rn@example.com",
            "kari@exa_mple.com",
            "kari@example..com",
            "a..b@example.com",
            "kari@" + "a".repeat(64) + ".example",
            "a".repeat(65) + "@example.com",
            "\"kari nordmann\"@example.com",
            "kari@[127.0.0.1]")) {
      assertThat(carrier.carry(Mails.to(address, "1@example.com")))
          .as(address)
          .isInstanceOfSatisfying(
              Delivery.Refused.class, refused -> assertThat(refused.addressIsBad()).isTrue());
    }
    assertThat(peer.connectionsMade()).isZero();
  }

  @Test
  void nothing_in_a_mail_adds_a_header_or_a_recipient_on_the_wire() {
    String evil = "x\r\nBcc: eve@example.com\r\n\r\n.\r\nRCPT TO:<eve@example.com>\r\n";
    carrier.carry(Mails.named(evil));
    carrier.carry(Mails.titled(evil));
    Mail m = Mails.named("Kari");
    carrier.carry(
        new Mail("2@example.com", m.to(), m.toName(), "s", evil, evil, m.locale(), m.date(), evil));
    assertThat(peer.accepted())
        .hasSize(2)
        .allSatisfy(mail -> assertThat(mail.header("Bcc")).isEmpty());
    assertThat(peer.commands().stream().filter(c -> c.contains("RCPT")))
        .containsOnly("RCPT TO:<kari@example.com>")
        .hasSize(2);
  }

  @Test
  void a_domain_in_another_script_goes_out_in_ascii() {
    carrier.carry(Mails.to("kari@Bl\u00E5b\u00E6r.example", "1@example.com"));
    assertThat(peer.accepted().get(0).to()).isEqualTo("kari@xn--blbr-roah.example");
  }

  @Test
  void many_threads_share_few_connections_and_nothing_is_lost_or_doubled() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(12);
    try (SmtpCarrier shared = carrier(4)) {
      List<Callable<Delivery>> work = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        String id = i + "@example.com";
        work.add(() -> shared.carry(Mails.to("kari@example.com", id)));
      }
      for (Future<Delivery> delivery : threads.invokeAll(work)) {
        assertThat(delivery.get()).isInstanceOf(Delivery.Accepted.class);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(peer.messageIds()).hasSize(2_000).doesNotHaveDuplicates();
    assertThat(peer.connectionsMade()).isBetween(20, 30);
  }

  @Test
  void the_peer_can_hold_a_mail_at_data_for_race_tests() throws Exception {
    peer.pause();
    ExecutorService one = Executors.newSingleThreadExecutor();
    Future<Delivery> held = one.submit(() -> carry("1"));
    Awaitility.await().until(() -> peer.waitingAtData() == 1);
    assertThat(peer.count()).isZero();
    peer.resume();
    assertThat(held.get()).isInstanceOf(Delivery.Accepted.class);
    one.shutdown();
  }

  @Test
  void a_closed_carrier_says_try_later() {
    carry("1");
    carrier.close();
    assertThat(carry("2")).isEqualTo(new Delivery.TryLater("closing"));
  }
}
