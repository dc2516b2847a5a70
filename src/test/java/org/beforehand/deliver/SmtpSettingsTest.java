package org.beforehand.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.beforehand.deliver.SmtpSettings.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpSettingsTest {

  @Test
  void everything_can_be_said_in_the_url() {
    SmtpSettings settings =
        SmtpSettings.parse(
            "smtp://us%3Aer:p%40ss+word@relay.example.com:2525"
                + "?from=care+x@b%C3%A5t.example&name=Fjord%20%26%20Fjell&connections=8&timeout=30");
    assertThat(settings.host()).isEqualTo("relay.example.com");
    assertThat(settings.port()).isEqualTo(2525);
    assertThat(settings.login()).isEqualTo(new SmtpSettings.Login("us:er", "p@ss+word"));
    assertThat(settings.from()).isEqualTo("care+x@xn--bt-yia.example");
    assertThat(settings.fromName()).isEqualTo("Fjord & Fjell");
    assertThat(settings.connections()).isEqualTo(8);
    assertThat(settings.patience()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.security()).isEqualTo(Security.STARTTLS_REQUIRED);
    assertThat(settings.toString()).doesNotContain("p@ss");
  }

  @ParameterizedTest
  @CsvSource({
    "smtp://relay.example?from=a@b.example,                 587, STARTTLS_REQUIRED",
    "smtps://relay.example?from=a@b.example,                465, TLS",
    "smtp://localhost:25?from=a@b.example,                   25, STARTTLS_IF_OFFERED",
    "smtp://[::1]:25?from=a@b.example,                       25, STARTTLS_IF_OFFERED",
    "smtp://localhost:25?from=a@b.example&starttls=required, 25, STARTTLS_REQUIRED",
    "smtp://relay.example:25?from=a@b.example&starttls=never,25, NONE",
  })
  void what_is_not_said_has_safe_defaults(String url, int port, Security security) {
    SmtpSettings settings = SmtpSettings.parse(url);
    assertThat(settings.port()).isEqualTo(port);
    assertThat(settings.security()).isEqualTo(security);
    assertThat(settings.connections()).isEqualTo(4);
    assertThat(settings.patience()).isEqualTo(Duration.ofMinutes(10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://relay.example?from=a@b.example | must begin with smtp:// or smtps://",
        "relay.example | must begin with smtp:// or smtps://",
        "smtp://?from=a@b.example | the host is missing",
        "smtp://relay.example | from is missing",
        "smtp://relay.example?from=nobody | from is not an e-mail address: \"nobody\"",
        "smtp://relay.example?from=a@b.example&connections=0 | connections must be a number from 1 to 100",
        "smtp://relay.example?from=a@b.example&connections=x | connections must be a number from 1 to 100",
        "smtp://relay.example?from=a@b.example&starttls=maybe | starttls must be required or never",
        "smtps://relay.example?from=a@b.example&starttls=never | starttls belongs to smtp://",
        "smtp://relay.example?from=a@b.example&form=x | unknown option \"form\"",
        "smtp://user@relay.example?from=a@b.example | there is a user but no password",
        "smtp://u:hunter2@relay.example?from=a@b.example&starttls=never | in the clear",
        "smtp://u:hunter2#@relay.example?from=a@b.example | must be percent-encoded",
        "smtp://u:hunter2 @relay.example?from=a@b.example | not a URL",
      })
  void mistakes_are_named_and_passwords_are_not(String url, String message) {
    assertThatThrownBy(() -> SmtpSettings.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("hunter2");
  }
}
