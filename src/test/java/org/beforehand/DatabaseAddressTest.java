package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "postgresql://ann:s3%40cret+@db.example:5433/care -> jdbc:postgresql://db.example:5433/care",
        "postgres://ann:s3%40cret+@db.example/care -> jdbc:postgresql://db.example/care",
        "jdbc:postgresql://db.example/care?user=ann&password=s3%40cret+"
            + " -> jdbc:postgresql://db.example/care",
        "jdbc:postgresql://a:1,b:2/care?ssl=true&user=ann&password=s3%40cret+"
            + " -> jdbc:postgresql://a:1,b:2/care?ssl=true",
      })
  void both_ways_of_writing_it_mean_the_same(String text, String url) {
    assertThat(DatabaseAddress.parse(text)).isEqualTo(new DatabaseAddress(url, "ann", "s3@cret+"));
  }

  @Test
  void shown_to_people_it_has_no_secrets() {
    assertThat(DatabaseAddress.parse("postgresql://ann:secret@db.example/care?sslpassword=other"))
        .hasToString("postgresql://db.example/care");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mysql://ann:secret@db/care", "secret", "postgresql:", "postgresql://a b"})
  void anything_else_is_refused_without_repeating_it(String text) {
    assertThatThrownBy(() -> DatabaseAddress.parse(text))
        .isInstanceOf(CannotStart.class)
        .hasMessageNotContaining("secret");
  }
}
