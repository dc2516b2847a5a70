package org.beforehand;

import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.concurrent.Callable;
import org.beforehand.studio.Account;
import org.beforehand.studio.NotKnown;
import org.beforehand.studio.Why;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says why a customer got something, or did not, from the database that serve uses. */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    description =
        "Why this customer did, or did not, get it: rule by rule the first condition that said no,"
            + " the gate that did, or where the message now stands; over the thirty days before"
            + " --at.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:answered",
      "1:no such customer or campaign is known",
      "2:it could not run as called"
    })
final class WhyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--customer",
      required = true,
      paramLabel = "ID",
      description = "whom it is about")
  private String customer = "";

  @Option(names = "--campaign", paramLabel = "C", description = "its folder; all unless told")
  private @Nullable String campaign;

  @Option(
      names = "--at",
      paramLabel = "T",
      description = "as things were then, such as 2026-03-12T10:00:00Z; now unless told")
  private @Nullable String at;

  @Override
  public Integer call() {
    QuietLog.only();
    Instant now = InstantSource.system().instant();
    Instant to = at == null ? now : then(at);
    PrintWriter out = spec.commandLine().getOut();
    try (CompanyDatabase database = CompanyDatabase.open()) {
      JdbcClient db = JdbcClient.create(database.source());
      Why why =
          new Why(db, RulesAtStart.published(db, Setting.of("rules"), Setting.of("only-to"), now));
      Account account =
          why.answer(new Why.Question(customer, campaign, null, null, to.minus(Why.USUAL), to));
      out.print(account.document(now));
      out.flush();
      return Beforehand.OK;
    } catch (NotKnown notKnown) {
      spec.commandLine().getErr().println(notKnown.getMessage());
      return Beforehand.FINDINGS;
    }
  }

  private Instant then(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notATime) {
      throw new ParameterException(
          spec.commandLine(), "--at: expected a time such as 2026-03-12T10:00:00Z");
    }
  }
}
