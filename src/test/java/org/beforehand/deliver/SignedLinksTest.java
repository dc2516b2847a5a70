package org.beforehand.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A link is ours as it was made, or it is none. */
class SignedLinksTest {

  private static final SignedLinks LINKS =
      new SignedLinks("a secret of the tests", "https://care.example.com/more");

  private static String token(SignedLinks links, long outreach) {
    String link = links.unsubscribe(outreach);
    return link.substring(link.lastIndexOf('/') + 1);
  }

  @Test
  void a_link_names_its_outreach_and_nothing_else() {
    assertThat(LINKS.unsubscribe(104_512))
        .matches("https://care\\.example\\.com/more/p/[0-9a-z]+-[A-Za-z0-9_-]{22}");
    for (long outreach : new long[] {1, 35, 36, 104_512, Long.MAX_VALUE}) {
      assertThat(LINKS.outreach(token(LINKS, outreach))).hasValue(outreach);
    }
  }

  @Test
  void a_link_for_one_thing_does_nothing_else() {
    String stillOut = LINKS.stillOut(104_512);
    String token = stillOut.substring(stillOut.lastIndexOf('/') + 1);
    assertThat(LINKS.answered(token)).hasValue(104_512);
    assertThat(LINKS.outreach(token)).isEmpty();
    assertThat(LINKS.answered(token(LINKS, 104_512))).isEmpty();
  }

  @Test
  void a_link_with_any_letter_changed_is_none() {
    String token = token(LINKS, 104_512);
    for (int i = 0; i < token.length(); i++) {
      // The last letter holds two bits that count for nothing in Base64; they count here.
      for (char other : new char[] {'0', 'A', 'b', '-', '_', 'Q', 'g', 'w'}) {
        if (token.charAt(i) != other) {
          String changed = token.substring(0, i) + other + token.substring(i + 1);
          assertThat(LINKS.outreach(changed)).as(changed).isEmpty();
        }
      }
    }
    for (String strange :
        new String[] {"", "-", token + "x", token + "\n", "zzzzzzzzzzzzz-" + token}) {
      assertThat(LINKS.outreach(strange)).isEmpty();
    }
  }

  @Test
  void a_link_of_another_secret_is_none() {
    SignedLinks others = new SignedLinks("another secret of tests", "https://care.example.com");
    assertThat(LINKS.outreach(token(others, 7))).isEmpty();
  }

  @Test
  void a_short_secret_and_a_strange_address_are_refused() {
    assertThatThrownBy(() -> new SignedLinks("short", "https://care.example.com"))
        .hasMessage("expected at least 16 characters, found 5");
    assertThatThrownBy(() -> new SignedLinks("a secret of the tests", "care.example.com"))
        .hasMessageContaining("expected an address such as https://care.example.com");
  }
}
