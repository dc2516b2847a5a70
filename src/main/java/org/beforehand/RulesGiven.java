package org.beforehand;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.beforehand.decide.Rulebooks;
import org.beforehand.studio.RulesToTry;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rules a command was given to try. */
final class RulesGiven {
  private static final Path USUAL = Path.of("rules");

  private RulesGiven() {}

  /**
   * Those of a folder.
   *
   * @param folder null for {@code rules/} where that exists, else the copy in the program
   * @throws CannotStart with every error if they cannot be tried
   */
  static RulesToTry read(@Nullable Path folder) {
    Path dir = folder == null && Files.isDirectory(USUAL) ? USUAL : folder;
    if (dir != null && !Files.isDirectory(dir)) {
      throw new CannotStart("there is no folder " + dir);
    }
    return good(RulesToTry.read(dir), dir == null ? "" : dir + "/");
  }

  /**
   * Those that are published in the company's database.
   *
   * @throws CannotStart if there are none
   */
  static RulesToTry published(DataSource company) {
    Rulebooks rulebooks = new Rulebooks(JdbcClient.create(company));
    String hash = rulebooks.published();
    if (hash == null) {
      throw new CannotStart("No rules are published yet in the company's database.");
    }
    return good(RulesToTry.read(rulebooks.folder(hash)), "");
  }

  private static RulesToTry good(RulesToTry.Reading reading, String place) {
    if (reading instanceof RulesToTry.Reading.Good good) {
      return good.rules();
    }
    throw CannotStart.findings(
        ((RulesToTry.Reading.Bad) reading)
            .findings().stream().map(finding -> place + finding).collect(Collectors.joining("\n")));
  }
}
