package org.beforehand;

import com.zaxxer.hikari.HikariDataSource;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.beforehand.studio.Refused;
import org.beforehand.studio.Role;
import org.beforehand.studio.Staff;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Who may write, approve and operate through the API. */
@Command(
    name = "staff",
    mixinStandardHelpOptions = true,
    description = "The people who may use the API, each with a token of their own.")
final class StaffCommand implements Runnable {
  /** Whoever can run this command can read the database. */
  private static final String BY = "command line";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Add or remove?");
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description =
          "Prints a token, once; it is not kept. Somebody who is known gets a new one, and the"
              + " earlier one ends.")
  int add(
      @Parameters(paramLabel = "NAME", description = "such as kari.n") String name,
      @Option(
              names = "--role",
              required = true,
              paramLabel = "ROLE",
              description = "author, approver or operator")
          String role) {
    Role known;
    try {
      known = Role.of(role);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--role: expected author, approver or operator, found " + role.toLowerCase(Locale.ROOT));
    }
    return with(
        staff -> {
          String token = staff.add(name, known, BY, InstantSource.system().instant());
          spec.commandLine().getOut().println(token);
          return Beforehand.OK;
        });
  }

  @Command(name = "remove", mixinStandardHelpOptions = true, description = "Ends somebody's token.")
  int remove(@Parameters(paramLabel = "NAME") String name) {
    return with(
        staff -> {
          if (staff.remove(name, BY, InstantSource.system().instant())) {
            return Beforehand.OK;
          }
          spec.commandLine().getErr().println("There is nobody called " + name + ".");
          return Beforehand.FINDINGS;
        });
  }

  private static int with(ToIntFunction<Staff> work) {
    QuietLog.only();
    try (Database database = Database.ofSettings();
        HikariDataSource pool = database.pool()) {
      return work.applyAsInt(new Staff(JdbcClient.create(pool)));
    } catch (Refused refused) {
      throw new CannotStart(String.valueOf(refused.getMessage()));
    }
  }
}
