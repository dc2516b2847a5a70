package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.beforehand.studio.Member;
import org.beforehand.studio.Role;
import org.beforehand.studio.Staff;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;

class StaffCommandTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final JdbcClient db = JdbcClient.create(database.dataSource());
  private final Staff staff = new Staff(db);
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void this_database() {
    System.setProperty("beforehand.database-url", database.url());
  }

  @AfterEach
  void no_more() {
    System.clearProperty("beforehand.database-url");
  }

  private int staff(String... arguments) {
    CommandLine line = Beforehand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 1];
    all[0] = "staff";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return line.execute(all);
  }

  @Test
  void a_token_is_printed_once_kept_as_a_hash_and_ends_with_the_next_one() {
    assertThat(staff("add", "kari.n", "--role", "author")).isZero();
    String token = out.toString().strip();
    assertThat(staff.of(token)).contains(new Member("kari.n", Role.AUTHOR));
    assertThat(staff.of(token + "x")).isEmpty();
    assertThat(db.sql("select encode(hash, 'escape') from staff").query(String.class).single())
        .doesNotContain(token.substring(token.lastIndexOf('.') + 1));
    assertThat(staff("add", "kari.n", "--role", "approver")).isZero();
    assertThat(staff.of(token)).isEmpty();
    assertThat(staff("remove", "kari.n")).isZero();
    assertThat(staff.any()).isFalse();
    assertThat(db.sql("select what from audit order by id").query(String.class).list())
        .containsExactly("staff.added", "staff.added", "staff.removed");
  }

  @Test
  void what_cannot_be_is_said_in_one_sentence() {
    assertThat(staff("add", "machine", "--role", "author")).isEqualTo(2);
    assertThat(staff("add", "kari", "--role", "boss")).isEqualTo(2);
    assertThat(staff("remove", "nobody")).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "expected a name of small letters",
            "--role: expected author, approver or operator, found boss",
            "There is nobody called nobody.");
    assertThat(staff.any()).isFalse();
  }
}
