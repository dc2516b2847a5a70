package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database gives no code away, and no code is lost. */
class CodesAtStartTest {

  private static final String SECRET = "a secret of the tests";
  private static final String ANOTHER = "another secret of tests";

  private final JdbcClient db = JdbcClient.create(TestDatabase.fresh().dataSource());

  private String key() {
    return db.sql("select coalesce(code_key, code_sealed) from installation")
        .query(String.class)
        .single();
  }

  private String code(String secret, String before) {
    return CodesAtStart.of(db, secret, before).of(7);
  }

  @Test
  void the_first_start_with_a_secret_seals_the_key_and_codes_stay_what_they_were() {
    String code = code(null, null);
    String plain = key();
    assertThat(code("", " ")).isEqualTo(code);
    assertThat(key()).isEqualTo(plain);
    assertThat(code(SECRET, null)).isEqualTo(code);
    assertThat(key()).isNotEqualTo(plain).doesNotContain(plain);
    assertThat(db.sql("select code_key from installation").query(String.class).list())
        .containsExactly((String) null);
    String sealed = key();
    assertThat(code(SECRET, null)).isEqualTo(code);
    assertThat(key()).isEqualTo(sealed);
  }

  @Test
  void another_secret_or_none_is_found_out_at_once() {
    String code = code(SECRET, null);
    assertThatThrownBy(() -> code(ANOTHER, null))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("BEFOREHAND_SECRET: expected the secret that");
    assertThatThrownBy(() -> code(null, null)).isInstanceOf(CannotStart.class);
    assertThatThrownBy(() -> code(ANOTHER, "a third secret of tests"))
        .isInstanceOf(CannotStart.class);
    assertThatThrownBy(() -> code("short", null))
        .hasMessage("BEFOREHAND_SECRET: expected at least 16 characters");
    assertThat(code(SECRET, null)).isEqualTo(code);
  }

  @Test
  void a_secret_that_changes_is_given_together_with_the_one_before_it() {
    String code = code(SECRET, null);
    assertThat(code(ANOTHER, SECRET)).isEqualTo(code);
    // The other nodes start with both as well, or with the new one alone.
    assertThat(code(ANOTHER, SECRET)).isEqualTo(code);
    assertThat(code(ANOTHER, null)).isEqualTo(code);
    assertThatThrownBy(() -> code(SECRET, null)).isInstanceOf(CannotStart.class);
  }

  @Test
  void nodes_that_start_at_once_have_the_same_codes() throws Exception {
    String code = code(null, null);
    ExecutorService nodes = Executors.newFixedThreadPool(8);
    try {
      List<Callable<String>> starts = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        starts.add(() -> code(SECRET, null));
      }
      for (Future<String> one : nodes.invokeAll(starts)) {
        assertThat(one.get()).isEqualTo(code);
      }
    } finally {
      nodes.shutdown();
    }
    assertThat(code(SECRET, null)).isEqualTo(code);
  }
}
