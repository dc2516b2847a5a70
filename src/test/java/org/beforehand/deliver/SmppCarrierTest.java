package org.beforehand.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.beforehand.deliver.SmscPeer.Answer;
import org.jsmpp.util.DeliveryReceiptState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a carrier of text messages makes of what a real message centre does. */
class SmppCarrierTest {

  private final SmscPeer peer = SmscPeer.start();
  private final SmppCarrier carrier =
      new SmppCarrier(SmppSettings.parse(peer.url()).patience(Duration.ofSeconds(1)));

  @AfterEach
  void close() {
    carrier.close();
    peer.close();
  }

  private static Text text(String body) {
    return new Text("1.test", "+4799999999", "999 99 999", body, Locale.ENGLISH, Instant.EPOCH);
  }

  @Test
  void what_is_taken_arrives_as_it_was_written_in_either_alphabet_and_however_long() {
    String longer = "A long message. ".repeat(20);
    for (String body : List.of("Back at 14:30.", "Свет вернулся.", longer)) {
      Delivery delivery = carrier.carry(text(body));
      assertThat(delivery).isInstanceOf(Delivery.Accepted.class);
      SmscPeer.Taken taken = peer.taken().get(peer.taken().size() - 1);
      assertThat(taken).isEqualTo(new SmscPeer.Taken(taken.id(), "Fjordlink", "4799999999", body));
      assertThat(((Delivery.Accepted) delivery).peer()).isEqualTo(taken.id());
    }
  }

  @Test
  void letters_outside_ascii_are_the_gsm_alphabets_own() {
    assertThat(GsmAlphabet.bytes("@£Ååé€ñ à[Æ"))
        .containsExactly(
            0x00, 0x01, 0x0E, 0x0F, 0x05, 0x1B, 0x65, 0x7D, 0x20, 0x7F, 0x1B, 0x3C, 0x1C);
    assertThat(GsmAlphabet.has("õ")).isFalse();
    assertThat(GsmAlphabet.has("\u001B")).isFalse();
  }

  @Test
  void a_centre_that_is_busy_is_tried_again_and_one_that_refuses_is_not() {
    peer.answer(Answer.THROTTLE, Answer.REFUSE, Answer.NO_SUCH_NUMBER);
    assertThat(carrier.carry(text("a"))).isInstanceOf(Delivery.TryLater.class);
    assertThat(carrier.carry(text("a")))
        .isEqualTo(new Delivery.Refused("status 0x00000101", false));
    assertThat(carrier.carry(text("a"))).isEqualTo(new Delivery.Refused("status 0x0000000b", true));
    assertThat(peer.taken()).isEmpty();
  }

  @Test
  void without_an_answer_nobody_knows_and_the_next_one_goes_over_another_connection() {
    peer.answer(Answer.HANG_UP);
    assertThat(carrier.carry(text("a"))).isInstanceOf(Delivery.InDoubt.class);
    assertThat(carrier.carry(text("b"))).isInstanceOf(Delivery.Accepted.class);
    peer.answer(Answer.SILENCE);
    assertThat(carrier.carry(text("c"))).isInstanceOf(Delivery.InDoubt.class);
  }

  @Test
  void a_centre_that_is_away_has_taken_nothing() {
    peer.close();
    assertThat(carrier.carry(text("a"))).isInstanceOf(Delivery.TryLater.class);
  }

  @Test
  void a_report_is_told_again_until_it_is_remembered() throws Exception {
    List<TextReport> reports = new ArrayList<>();
    carrier.reportTo(
        report -> {
          reports.add(report);
          return reports.size() > 1;
        });
    carrier.carry(text("a"));
    assertThat(peer.report("m-1", DeliveryReceiptState.DELIVRD)).isFalse();
    assertThat(peer.report("m-1", DeliveryReceiptState.DELIVRD)).isTrue();
    assertThat(peer.report("m-1", DeliveryReceiptState.ENROUTE)).isTrue();
    assertThat(peer.report("m-1", DeliveryReceiptState.EXPIRED)).isTrue();
    assertThat(reports)
        .containsExactly(
            new TextReport("m-1", true, "DELIVRD"),
            new TextReport("m-1", true, "DELIVRD"),
            new TextReport("m-1", false, "EXPIRED"));
  }

  @Test
  void settings_that_cannot_be_used_say_what_is_wrong_and_never_the_password() {
    for (String url :
        List.of(
            "smpp://a:se#cret@host?from=X",
            "smtp://a:secret@host?from=X",
            "smpp://a:secret@host",
            "smpp://host?from=X",
            "smpp://a:secret@host?from=Much-too-long-a-name",
            "smpp://a:secret@host?from=X&speed=1",
            "smpp://a:secret@host?from=X&timeout=0")) {
      assertThatThrownBy(() -> SmppSettings.parse(url))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("SMPP URL: ")
          .hasMessageNotContaining("secret");
    }
    SmppSettings good = SmppSettings.parse("smpps://a:s%40@host?from=%2B4712345678&timeout=5");
    assertThat(good.port()).isEqualTo(3550);
    assertThat(good.password()).isEqualTo("s@");
    assertThat(good.from()).isEqualTo("+4712345678");
    assertThat(good.toString()).doesNotContain("s@host").doesNotContain("password");
  }
}
