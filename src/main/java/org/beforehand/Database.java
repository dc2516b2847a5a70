package org.beforehand;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The one PostgreSQL everything is in: a server somebody else runs, or our own with its data in the
 * data directory. Close it after everything that uses it.
 */
final class Database implements AutoCloseable {
  private static final int POOL_SIZE = 12;

  private final DatabaseAddress address;
  private final String name;
  private final @Nullable OwnPostgres own;
  private final @Nullable DataDirectory held;

  private Database(
      DatabaseAddress address,
      String name,
      @Nullable OwnPostgres own,
      @Nullable DataDirectory held) {
    this.address = address;
    this.name = name;
    this.own = own;
    this.held = held;
  }

  /** One that answers already, and that nobody needs to close. */
  static Database at(DatabaseAddress address) {
    return new Database(address, "the database " + address, null, null);
  }

  /** Brings the tables up to date. */
  void migrate() {
    Migrations.run(unpooled());
  }

  /**
   * Makes sure that a database answers, and brings its tables up to date.
   *
   * @param url the server's address, see {@link DatabaseAddress#parse}; null or blank for our own
   * @param data the data directory, used for our own only
   * @throws CannotStart with a plain sentence where it does not answer
   */
  static Database open(@Nullable String url, Path data) {
    Database database = url == null || url.isBlank() ? own(data) : server(url);
    try {
      database.migrate();
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** The same for commands that need no Spring: where the settings say. */
  static Database ofSettings() {
    String data = Setting.of("data");
    return open(Setting.of("database-url"), Path.of(data == null ? "data" : data));
  }

  private static Database own(Path data) {
    DataDirectory held = DataDirectory.hold(data);
    try {
      OwnPostgres own = OwnPostgres.start(held);
      return new Database(own.address(), "its own PostgreSQL in " + data, own, held);
    } catch (RuntimeException e) {
      held.close();
      throw e;
    }
  }

  private static Database server(String url) {
    DatabaseAddress address = DatabaseAddress.parse(url);
    Database database = new Database(address, "the database " + address, null, null);
    try (Connection connection = database.unpooled().getConnection()) {
      connection.isValid(0);
    } catch (SQLException e) {
      throw new CannotStart("The database " + address + " " + complaint(e), e);
    }
    return database;
  }

  private static String complaint(SQLException refusal) {
    String state = refusal.getSQLState() == null ? "" : refusal.getSQLState();
    if (state.startsWith("28")) {
      return "refuses this user or password: check them in BEFOREHAND_DATABASE_URL.";
    }
    if (state.equals("3D000")) {
      return "is not there, though its server is: create it, or check the name in"
          + " BEFOREHAND_DATABASE_URL.";
    }
    if (state.startsWith("08")) {
      return "does not answer: start its server, or check the address in BEFOREHAND_DATABASE_URL.";
    }
    return "cannot be used (state " + state + "): check BEFOREHAND_DATABASE_URL.";
  }

  /** For the line in the log that says where everything is; no password in it. */
  String name() {
    return name;
  }

  /** A connection each time, for as long as a statement takes: for migrations. */
  PGSimpleDataSource unpooled() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(address.url());
    if (address.user() != null) {
      source.setUser(address.user());
    }
    if (address.password() != null) {
      source.setPassword(address.password());
    }
    source.setConnectTimeout(10);
    source.setApplicationName("beforehand");
    source.setLogServerErrorDetail(false);
    return source;
  }

  /** A pool of connections, to be closed by the caller before this database is. */
  HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setPoolName("beforehand");
    config.setJdbcUrl(address.url());
    config.setDriverClassName(Driver.class.getName());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setMaximumPoolSize(POOL_SIZE);
    config.setConnectionTimeout(10_000);
    config.setDataSourceProperties(driverSettings());
    // The session's zone is not that of whoever started the JVM; and nobody may sit on a snapshot.
    config.setConnectionInitSql(
        "set time zone 'UTC'; set idle_in_transaction_session_timeout = '60s'");
    return new HikariDataSource(config);
  }

  private static Properties driverSettings() {
    Properties settings = new Properties();
    settings.setProperty("connectTimeout", "10");
    settings.setProperty("socketTimeout", "60");
    settings.setProperty("tcpKeepAlive", "true");
    // The detail of an error repeats the row, and with it a customer's data.
    settings.setProperty("logServerErrorDetail", "false");
    settings.setProperty("reWriteBatchedInserts", "true");
    settings.setProperty("ApplicationName", "beforehand");
    return settings;
  }

  /** Stops our own server, and only then lets go of the data directory. */
  @Override
  public void close() {
    try {
      if (own != null) {
        own.close();
      }
    } finally {
      if (held != null) {
        held.close();
      }
    }
  }
}
