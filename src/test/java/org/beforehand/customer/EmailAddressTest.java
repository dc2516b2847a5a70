package org.beforehand.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.beforehand.SharedData;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class EmailAddressTest {

  @Test
  void addresses_that_mail_can_be_sent_to_pass() {
    assertThat(EmailAddress.normalised("first.last+tag@sub.Example.COM"))
        .isEqualTo("first.last+tag@sub.example.com");
    assertThat(EmailAddress.normalised("ola@blåbær.example"))
        .isEqualTo("ola@xn--blbr-roah.example");
    assertThat(EmailAddress.normalised("o'neil@example.ie")).isNotNull();
  }

  @Test
  void slips_and_attacks_do_not() {
    for (String text :
        List.of(
            "",
            "@",
            "a@",
            "@b.example",
            "a@b",
            "a b@c.example",
            "a..b@c.example",
            ".a@c.example",
            "a.@c.example",
            "a@c..example",
            "a@-c.example",
            "a@c-.example",
            "a@127.0.0.1",
            "a@[127.0.0.1]",
            "\"a b\"@c.example",
            "a@c.example\r\nBcc: x@y.example",
            "a@b@c.example",
            "A <a@c.example>",
            "x".repeat(65) + "@c.example")) {
      assertThat(EmailAddress.normalised(text)).as(text).isNull();
    }
  }

  /**
   * The suite sorts addresses by how far they stray. We take what is plainly valid and refuse what
   * is invalid; of the legal oddities between (quoted parts, literals, comments) we take none.
   */
  @Test
  void the_isemail_suite_is_agreed_with() throws Exception {
    NodeList tests =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(SharedData.path("addresses/isemail_tests.xml").toFile())
            .getElementsByTagName("test");
    Map<String, int[]> byCategory = new TreeMap<>();
    List<String> wronglyTaken = new ArrayList<>();
    List<String> wronglyRefused = new ArrayList<>();
    for (int i = 0; i < tests.getLength(); i++) {
      Element test = (Element) tests.item(i);
      String category = text(test, "category");
      StringBuilder address = new StringBuilder();
      // The suite writes control character n as U+2400 + n.
      text(test, "address")
          .chars()
          .forEach(c -> address.append((char) (c >= 0x2400 && c <= 0x2421 ? c - 0x2400 : c)));
      boolean taken = EmailAddress.normalised(address.toString()) != null;
      byCategory.computeIfAbsent(category, none -> new int[2])[taken ? 0 : 1]++;
      String diagnosis = test.getAttribute("id") + " " + text(test, "diagnosis") + " " + address;
      boolean valid = category.endsWith("VALID_CATEGORY") || category.endsWith("DNSWARN");
      if (valid && !taken) {
        wronglyRefused.add(diagnosis);
      }
      if (category.endsWith("_ERR") && taken) {
        wronglyTaken.add(diagnosis);
      }
    }
    byCategory.forEach(
        (category, n) ->
            System.out.printf("isemail %s: taken %d, refused %d%n", category, n[0], n[1]));
    System.out.println("isemail, valid but refused: " + wronglyRefused);
    assertThat(wronglyTaken).isEmpty();
  }

  private static String text(Element test, String name) {
    NodeList found = test.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }
}
