package org.beforehand;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL for one piece of work: fast because nothing in it is durable, and gone when the work
 * is, whether it ends, fails or is interrupted. It never is the one with the company's data.
 */
final class Throwaway implements AutoCloseable {
  /** A table that others refer to, or that refers to others, stays as it is: they are small. */
  private static final String UNLOG =
      """
      do $$
      declare name text;
      begin
        for name in select c.oid::regclass::text from pg_class c
                     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                       and not exists (select from pg_constraint f
                                        where f.contype = 'f' and c.oid in (f.conrelid, f.confrelid))
        loop
          execute 'alter table ' || name || ' set unlogged';
        end loop;
      end $$
      """;

  private @Nullable Path folder;
  private final Set<Path> unfinished = new HashSet<>();
  private final Thread hook = new Thread(this::vanish, "throwaway-end");
  private @Nullable DataDirectory held;
  private @Nullable OwnPostgres server;
  private boolean gone;

  private Throwaway() {}

  /** Starts one in a new folder below the system's temporary one. */
  static Throwaway start() throws IOException {
    Throwaway starting = new Throwaway();
    Runtime.getRuntime().addShutdownHook(starting.hook);
    try {
      starting.begin();
      return starting;
    } catch (IOException | RuntimeException e) {
      starting.close();
      throw e;
    }
  }

  /** Whoever interrupts us meanwhile waits until there is a server that can be stopped. */
  private synchronized void begin() throws IOException {
    if (gone) {
      throw new CannotStart("Interrupted.");
    }
    folder = Files.createTempDirectory("beforehand-throwaway");
    held = DataDirectory.hold(folder);
    server = OwnPostgres.start(held, PostgresSettings.throwaway());
  }

  private DatabaseAddress address() {
    return Objects.requireNonNull(server, "it has begun").address();
  }

  /** A file that goes too; if the work ends well, it has another name by then. */
  synchronized void unfinished(Path file) {
    unfinished.add(file);
  }

  /** Whether it went while the work was still going on. */
  synchronized boolean gone() {
    return gone;
  }

  /** Connections to a new database of this name, with all tables and nothing in them. */
  HikariDataSource blank(String name) {
    create(name, "template0");
    Database database = Database.at(address().named(name));
    database.migrate();
    execute(database, UNLOG);
    return database.pool();
  }

  /** Connections to a copy of one of its databases, which nobody may be connected to. */
  HikariDataSource copy(String of, String name) {
    create(name, of);
    return open(name);
  }

  /** Connections to one of its databases. */
  HikariDataSource open(String name) {
    return Database.at(address().named(name)).pool();
  }

  private void create(String name, String template) {
    execute(
        Database.at(address().named("template1")),
        "create database " + name + " template " + template + " strategy file_copy");
  }

  private static void execute(Database database, String sql) {
    try (Connection connection = database.unpooled().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    vanish();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException theProgramIsEnding) {
      // Then the hook finds nothing left to do.
    }
  }

  private synchronized void vanish() {
    if (gone) {
      return;
    }
    gone = true;
    try {
      if (server != null) {
        server.abandon();
      }
    } catch (RuntimeException itStoppedBefore) {
      // Whoever interrupted us may have interrupted it.
    }
    if (held != null) {
      held.close();
    }
    try {
      for (Path file : unfinished) {
        Files.deleteIfExists(file);
      }
      if (folder != null) {
        Trees.delete(folder);
      }
    } catch (IOException e) {
      System.err.println("Could not be deleted: " + folder);
    }
  }
}
