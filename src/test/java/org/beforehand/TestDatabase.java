package org.beforehand;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * An empty, migrated database of a test's own, on one PostgreSQL that all tests of a JVM share. Its
 * sessions live in Kathmandu while the JVM lives on Chatham, so that whoever leans on either zone
 * is found out.
 *
 * @param dataSource a pool of up to ten connections; nobody needs to close it
 * @param url the same database as a JDBC address that carries its user, for other programs
 */
public record TestDatabase(DataSource dataSource, String url) {
  private static final String ZONE = "Asia/Kathmandu";
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** A new one, some 50 ms (the first of a JVM: some seconds). */
  public static TestDatabase fresh() {
    String name = "test_" + COUNT.incrementAndGet();
    Shared.execute("create database " + name + " template migrated");
    String url = Shared.url(name);
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(10);
    // Many test classes, one server: an idle pool keeps nothing.
    config.setMinimumIdle(0);
    config.setIdleTimeout(10_000);
    config.setConnectionInitSql("set time zone '" + ZONE + "'");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    return new TestDatabase(new HikariDataSource(config), url);
  }

  /** Started by whoever asks first, stopped when the JVM ends. */
  private static final class Shared {
    private static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setServerConfig("timezone", ZONE)
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("jit", "off")
                .setServerConfig("max_locks_per_transaction", "256")
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
            Statement statement = connection.createStatement()) {
          statement.execute("create database migrated");
        }
        Migrations.run(server.getDatabase("postgres", "migrated"));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    static String url(String name) {
      return SERVER.getJdbcUrl("postgres", name);
    }

    /** One at a time: a template cannot be copied twice at once. */
    static synchronized void execute(String sql) {
      try (Connection connection = SERVER.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(sql, e);
      }
    }
  }
}
