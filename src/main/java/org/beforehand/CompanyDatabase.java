package org.beforehand;

import java.nio.file.Path;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.beforehand.decide.Rulebooks;
import org.beforehand.studio.RulesToTry;
import org.springframework.jdbc.core.simple.JdbcClient;

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
    String data = Import.setting("data");
    return new CompanyDatabase(
        Database.open(Import.setting("database-url"), Path.of(data == null ? "data" : data)));
  }

  DataSource source() {
    return database.unpooled();
  }

  /**
   * The rules that are published in it.
   *
   * @throws CannotStart if there are none
   */
  static RulesToTry published(DataSource source) {
    Rulebooks rulebooks = new Rulebooks(JdbcClient.create(source));
    String hash = rulebooks.published();
    if (hash == null) {
      throw new CannotStart("No rules are published yet in the company's database.");
    }
    RulesToTry.Reading reading = RulesToTry.read(rulebooks.folder(hash));
    if (reading instanceof RulesToTry.Reading.Good good) {
      return good.rules();
    }
    throw CannotStart.findings(
        ((RulesToTry.Reading.Bad) reading)
            .findings().stream().map(Object::toString).collect(Collectors.joining("\n")));
  }

  @Override
  public void close() {
    database.close();
  }
}
