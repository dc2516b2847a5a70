package org.beforehand;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.LongConsumer;
import org.beforehand.decide.Rulebooks;
import org.beforehand.goodwill.Codes;
import org.beforehand.intake.ColumnMap;
import org.beforehand.intake.Door;
import org.beforehand.intake.FileImport;
import org.beforehand.intake.Intake;
import org.beforehand.intake.RefusedRows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a file of customers or of events into the database that serve uses. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Reads customers or events from a file (CSV or JSON Lines) into the database. Rows that"
            + " cannot be taken are listed in FILE.rejected; the same file again changes nothing.")
final class Import implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Customers or events?");
  }

  @Command(
      name = "customers",
      mixinStandardHelpOptions = true,
      description = "Customer records; each replaces what was known of that customer.")
  int customers(
      @Parameters(paramLabel = "FILE", description = "*.csv is CSV, anything else JSON Lines")
          Path file,
      @Option(names = "--map", paramLabel = "FILE", description = "which column is which field")
          @Nullable Path map)
      throws IOException {
    return take(file, map, true, true);
  }

  @Command(
      name = "events",
      mixinStandardHelpOptions = true,
      description = "Events; they are remembered as history, and lead to nothing.")
  int events(
      @Parameters(paramLabel = "FILE", description = "*.csv is CSV, anything else JSON Lines")
          Path file,
      @Option(names = "--map", paramLabel = "FILE", description = "which column is which field")
          @Nullable Path map,
      @Option(names = "--decide", description = "decide them, as if they came in now")
          boolean decide)
      throws IOException {
    return take(file, map, false, decide);
  }

  private int take(Path file, @Nullable Path map, boolean customers, boolean decide)
      throws IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new CannotStart("There is no file " + file + " that can be read.");
    }
    QuietLog.only();
    ColumnMap columns = columns(map);
    InstantSource clock = InstantSource.system();
    try (Database database = Database.ofSettings();
        HikariDataSource pool = database.pool()) {
      JdbcClient db = JdbcClient.create(pool);
      Rulebooks rulebooks =
          RulesAtStart.published(db, Setting.of("rules"), Setting.of("only-to"), clock.instant());
      TransactionTemplate transaction =
          new TransactionTemplate(new DataSourceTransactionManager(pool));
      // Only what is decided may be given a code.
      Codes codes =
          decide
              ? CodesAtStart.of(db, Setting.of("secret"), Setting.of("secret-before"))
              : new Codes(db);
      Intake intake = new Intake(db, transaction, rulebooks, codes, () -> {});
      Door door = decide ? intake : intake.history();
      PrintWriter out = spec.commandLine().getOut();
      LongConsumer progress = rows -> out.println(rows + " rows");
      FileImport reading =
          new FileImport(file, columns, door, new RefusedRows(db), clock.instant(), progress);
      return told(customers ? reading.customers() : reading.events(), file);
    }
  }

  private int told(FileImport.Outcome outcome, Path file) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        file.getFileName()
            + ": "
            + outcome.accepted()
            + " accepted, "
            + outcome.repeated()
            + " known already, "
            + outcome.rejected()
            + " rejected");
    if (outcome.rejected() == 0) {
      return Beforehand.OK;
    }
    out.println("Why is in " + rejections(file) + ".");
    return Beforehand.FINDINGS;
  }

  /** Where the rows that were not taken are listed. */
  static Path rejections(Path file) {
    return FileImport.rejections(file);
  }

  static ColumnMap columns(@Nullable Path map) throws IOException {
    if (map == null) {
      return ColumnMap.AS_NAMED;
    }
    if (!Files.isReadable(map)) {
      throw new CannotStart("There is no file " + map + " that can be read.");
    }
    try {
      return ColumnMap.read(Files.readString(map));
    } catch (IllegalArgumentException e) {
      throw new CannotStart(map + ": " + e.getMessage());
    }
  }
}
