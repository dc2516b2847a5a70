package org.beforehand;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the tables of a database up to date. */
final class Migrations {
  private Migrations() {}

  /** Runs what has not been run yet; other nodes that do the same at the same time wait. */
  static void run(DataSource database) {
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration")
        .javaMigrations(new QuartzTables())
        .load()
        .migrate();
  }
}
