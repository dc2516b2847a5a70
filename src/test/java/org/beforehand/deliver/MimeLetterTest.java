package org.beforehand.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MimeLetterTest {

  private static final Session SESSION = Session.getInstance(new Properties());

  private static String wire(Mail mail) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MimeLetter.write(mail, "care@example.com", "Fjord & Fjell Bredb\u00E5nd", SESSION)
        .message()
        .writeTo(out);
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private static MimeMessage read(String wire) throws Exception {
    return new MimeMessage(
        SESSION, new ByteArrayInputStream(wire.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void a_letter_has_the_headers_of_a_polite_automatic_mail() throws Exception {
    MimeMessage read = read(wire(Mails.to("kari@example.com", "42.outreach@example.com")));
    assertThat(read.getMessageID()).isEqualTo("<42.outreach@example.com>");
    assertThat(read.getHeader("Date")).containsExactly("Mon, 2 Mar 2026 12:00:00 +0000");
    assertThat(read.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(read.getHeader("Content-Language")).containsExactly("en");
    assertThat(read.getHeader("References")).containsExactly("<outage=3Abroadband@example.com>");
    assertThat(read.getHeader("X-Beforehand")).containsExactly("42.outreach@example.com");
    assertThat(((InternetAddress) read.getFrom()[0]).getPersonal())
        .isEqualTo("Fjord & Fjell Bredb\u00E5nd");
  }

  @Test
  void saving_again_keeps_the_message_id() throws Exception {
    MimeMessage message =
        MimeLetter.write(Mails.named("Kari"), "care@example.com", null, SESSION).message();
    message.saveChanges();
    message.saveChanges();
    assertThat(message.getMessageID()).isEqualTo("<1.outreach@example.com>");
  }

  @Test
  void both_parts_come_back_as_they_were_written_and_no_line_is_long() throws Exception {
    String text =
        "Hei \u00C5se,\n\n.a dot\nFrom us = you \t \ntrailing   \n"
            + "\u00E6\u00F8\u00E5 \uD83D\uDE00 ".repeat(60);
    String html = "<p>" + "b\u00E5nd &amp; ".repeat(400) + "</p>";
    Mail m = Mails.named("Kari");
    String wire =
        wire(
            new Mail(
                m.messageId(),
                m.to(),
                m.toName(),
                m.subject(),
                text,
                html,
                m.locale(),
                m.date(),
                null));
    assertThat(wire.lines()).allMatch(line -> line.length() <= 78);
    assertThat(wire.chars()).allMatch(c -> c < 127);
    MimeMultipart parts = (MimeMultipart) read(wire).getContent();
    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(((String) parts.getBodyPart(0).getContent()).replace("\r\n", "\n")).isEqualTo(text);
    assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
    assertThat(parts.getBodyPart(1).getContent()).isEqualTo(html);
  }

  @Test
  void subjects_and_names_of_any_script_come_back_whole() throws Exception {
    for (String words :
        List.of(
            "Str\u00F8mmen er tilbake",
            "\u505C\u96FB\u306E\u304A\u77E5\u3089\u305B".repeat(20),
            "\uD83D\uDE00".repeat(80),
            "plain, \"quoted\" <angled> (and) = ? words")) {
      MimeMessage read = read(wire(Mails.titled(words)));
      assertThat(read.getSubject()).isEqualTo(words);
    }
    MimeMessage read = read(wire(Mails.named("\u00C5se \"Bitt\" <\u00D8degaard>, jr.")));
    assertThat(((InternetAddress) read.getAllRecipients()[0]).getPersonal())
        .isEqualTo("\u00C5se \"Bitt\" <\u00D8degaard>, jr.");
    assertThat(read.getAllRecipients()).hasSize(1);
  }

  @Test
  void words_disguised_as_encoded_are_shown_as_they_are() throws Exception {
    String disguised = "=?UTF-8?B?DQpCY2M6IGV2ZUBleGFtcGxlLmNvbQ==?=";
    assertThat(read(wire(Mails.titled(disguised))).getSubject()).startsWith("= ?UTF-8?B?");
    assertThat(
            ((InternetAddress) read(wire(Mails.named(disguised))).getAllRecipients()[0])
                .getPersonal())
        .startsWith("= ?UTF-8?B?");
  }

  @Test
  void a_line_break_in_the_subject_is_refused() {
    for (String evil :
        List.of(
            "a\r\nBcc: eve@example.com",
            "a\nb",
            "a\rb",
            "a\u0000b",
            "a\u2028b",
            "a\u0085b",
            "a\r\n b")) {
      assertThatThrownBy(() -> wire(Mails.titled(evil)))
          .isInstanceOf(UnfitForMail.class)
          .hasMessage("a control character in Subject");
    }
  }

  @Test
  void a_line_break_in_a_name_is_taken_out_and_the_name_kept_short() throws Exception {
    for (String evil :
        List.of(
            "Kari\r\nBcc: eve@example.com",
            "Kari\nBcc: eve@example.com",
            "Kari\u0000\u0007",
            "Kari\" <eve@example.com>,",
            "K\u00E5ri\r\n\r\n<script>")) {
      String wire = wire(Mails.named(evil));
      MimeMessage read = read(wire);
      assertThat(read.getHeader("Bcc")).isNull();
      assertThat(read.getAllRecipients()).hasSize(1);
      assertThat(((InternetAddress) read.getAllRecipients()[0]).getAddress())
          .isEqualTo("kari@example.com");
    }
    MimeMessage read = read(wire(Mails.named("\uD83D\uDE00".repeat(500))));
    assertThat(((InternetAddress) read.getAllRecipients()[0]).getPersonal())
        .isEqualTo("\uD83D\uDE00".repeat(100));
  }

  @Test
  void what_its_reader_may_end_says_where_as_mail_programs_expect_it() throws Exception {
    Mail m = Mails.named("Kari");
    String link = "https://care.example.com/p/1a-" + "x".repeat(22);
    MimeMessage read =
        read(
            wire(
                new Mail(
                    m.messageId(),
                    m.to(),
                    m.toName(),
                    m.subject(),
                    m.text(),
                    m.html(),
                    m.locale(),
                    m.date(),
                    null,
                    link)));
    assertThat(read.getHeader("List-Unsubscribe")).containsExactly("<" + link + ">");
    assertThat(read.getHeader("List-Unsubscribe-Post"))
        .containsExactly("List-Unsubscribe=One-Click");
    assertThat(read(wire(m)).getHeader("List-Unsubscribe")).isNull();
  }

  @Test
  void no_other_field_lets_a_line_break_through_either() throws Exception {
    Mail m = Mails.named("Kari");
    Mail evilThread =
        new Mail(
            m.messageId(),
            m.to(),
            m.toName(),
            m.subject(),
            m.text(),
            m.html(),
            new Locale.Builder().setLanguage("nb").build(),
            m.date(),
            "x\r\nBcc: eve@example.com");
    assertThat(read(wire(evilThread)).getHeader("Bcc")).isNull();
    Mail evilId =
        new Mail(
            "1@example.com>\r\nBcc: eve@example.com",
            m.to(),
            m.toName(),
            m.subject(),
            m.text(),
            m.html(),
            m.locale(),
            m.date(),
            null);
    assertThatThrownBy(() -> wire(evilId)).isInstanceOf(UnfitForMail.class);
  }
}
