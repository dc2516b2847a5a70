package org.beforehand;

import javax.sql.DataSource;

/** The company's database, for a command that only looks at it. */
final class CompanyDatabase implements AutoCloseable {

  private final Database database;

  private CompanyDatabase(Database database) {
    this.database = database;
  }

  /**
   * Opens the one that the settings name.
   *
   * @throws CannotStart where it does not answer, or another program holds it
   */
  static CompanyDatabase open() {
    return new CompanyDatabase(Database.ofSettings());
  }

  DataSource source() {
    return database.unpooled();
  }

  @Override
  public void close() {
    database.close();
  }
}
