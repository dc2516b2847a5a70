package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class DatabaseTest {

  @Test
  void our_own_server_is_durable_private_and_finds_its_data_again(@TempDir Path data) {
    String url;
    try (Database database = Database.open(null, data);
        HikariDataSource pool = database.pool()) {
      JdbcClient jdbc = JdbcClient.create(pool);
      assertThat(jdbc.sql("show fsync").query(String.class).single()).isEqualTo("on");
      assertThat(jdbc.sql("show synchronous_commit").query(String.class).single()).isEqualTo("on");
      assertThat(jdbc.sql("show full_page_writes").query(String.class).single()).isEqualTo("on");
      assertThat(jdbc.sql("show timezone").query(String.class).single()).isEqualTo("UTC");
      assertThat(jdbc.sql("show listen_addresses").query(String.class).single())
          .isEqualTo("127.0.0.1");
      assertThat(jdbc.sql("select lower('ÆØÅ')").query(String.class).single()).isEqualTo("æøå");

      String address = pool.getJdbcUrl().substring("jdbc:".length());
      url = address;
      assertThatThrownBy(
              () ->
                  Database.open(address.replace("//", "//beforehand:guessed@"), data.resolve("no")))
          .isInstanceOf(CannotStart.class)
          .hasMessageContaining(address)
          .hasMessageContaining("password")
          .hasMessageNotContaining("guessed");
      assertThatThrownBy(() -> Database.open(null, data))
          .isInstanceOf(CannotStart.class)
          .hasMessageContaining("already running");

      jdbc.sql("create table kept (word text)").update();
      jdbc.sql("insert into kept values ('still here')").update();
    }
    assertThat(data.resolve("pg/postmaster.pid")).doesNotExist();
    assertThatThrownBy(() -> Database.open(url, data))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("does not answer");

    try (Database database = Database.open(null, data);
        HikariDataSource pool = database.pool()) {
      JdbcClient jdbc = JdbcClient.create(pool);
      assertThat(jdbc.sql("select word from kept").query(String.class).list())
          .containsExactly("still here");
    }
  }

  @Test
  void data_of_another_postgres_is_left_alone(@TempDir Path data) throws IOException {
    Path home = Files.createDirectory(data.resolve("pg"));
    Files.writeString(home.resolve("PG_VERSION"), "9.6\n");

    assertThatThrownBy(() -> Database.open(null, data))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("was written by PostgreSQL 9.6");
    assertThat(home.resolve("PG_VERSION")).hasContent("9.6");
  }

  @Test
  void a_data_directory_that_cannot_be_written_is_named(@TempDir Path place) throws IOException {
    Path file = Files.createFile(place.resolve("file"));

    assertThatThrownBy(() -> Database.open(null, file.resolve("data")))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("cannot be written")
        .hasMessageContaining("BEFOREHAND_DATA");
  }
}
