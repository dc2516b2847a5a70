package org.beforehand;

import java.nio.file.Path;
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
    String data = Setting.of("data");
    return new CompanyDatabase(
        Database.open(Setting.of("database-url"), Path.of(data == null ? "data" : data)));
  }

  DataSource source() {
    return database.unpooled();
  }

  @Override
  public void close() {
    database.close();
  }
}
