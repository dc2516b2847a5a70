package org.beforehand.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

class MailboxTest {

  private static EmbeddedPostgres postgres;
  private static JdbcClient db;

  private final Mailbox mailbox = new Mailbox(db);

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    db = JdbcClient.create(postgres.getPostgresDatabase());
    new ResourceDatabasePopulator(new ClassPathResource("db/migration/V4__captured_mail.sql"))
        .execute(postgres.getPostgresDatabase());
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void empty() {
    db.sql("truncate captured_mail").update();
  }

  @Test
  void a_captured_mail_can_be_read_back_whole_by_another_mailbox() {
    Mail mail =
        new Mail(
            "1.outreach@example.com",
            "kari@bl\u00E5.example",
            null,
            "Str\u00F8mmen er tilbake",
            "tekst \u0000 \uD83D\uDE00",
            "<p>html</p>",
            Locale.forLanguageTag("nb-NO"),
            Mails.NOON,
            null);
    assertThat(mailbox.carry(mail)).isEqualTo(new Delivery.Accepted("captured"));
    assertThat(new Mailbox(db).find("1.outreach@example.com"))
        .contains(
            new CapturedMail(
                "1.outreach@example.com",
                Mails.NOON,
                "kari@xn--bl-zia.example",
                null,
                "Str\u00F8mmen er tilbake",
                "tekst \uFFFD \uD83D\uDE00",
                "<p>html</p>",
                "nb-NO"));
    assertThat(mailbox.find("2.outreach@example.com")).isEmpty();
  }

  @Test
  void the_same_mail_captured_again_is_one_mail() {
    Mail mail = Mails.to("kari@example.com", "1@example.com");
    assertThat(mailbox.carry(mail)).isInstanceOf(Delivery.Accepted.class);
    assertThat(mailbox.carry(mail)).isInstanceOf(Delivery.Accepted.class);
    assertThat(mailbox.latest(10)).hasSize(1);
  }

  @Test
  void the_newest_come_first() {
    for (int i = 0; i < 5; i++) {
      Mail m = Mails.to("kari@example.com", i + "@example.com");
      mailbox.carry(
          new Mail(
              m.messageId(),
              m.to(),
              m.toName(),
              m.subject(),
              m.text(),
              m.html(),
              m.locale(),
              m.date().plus(Duration.ofMinutes(i)),
              null));
    }
    assertThat(mailbox.latest(3))
        .extracting(CapturedMail::messageId)
        .containsExactly("4@example.com", "3@example.com", "2@example.com");
  }

  @Test
  void an_address_that_is_none_is_refused_here_too() {
    assertThat(mailbox.carry(Mails.to("kari", "1@example.com")))
        .isEqualTo(new Delivery.Refused("not an address that mail can be sent to", true));
  }

  @Test
  void a_database_that_is_away_means_try_later() {
    JdbcClient nowhere =
        JdbcClient.create(
            new org.springframework.jdbc.datasource.DriverManagerDataSource(
                "jdbc:postgresql://127.0.0.1:1/none"));
    assertThat(new Mailbox(nowhere).carry(Mails.to("kari@example.com", "1@example.com")))
        .isInstanceOf(Delivery.TryLater.class);
  }
}
