package org.beforehand;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.concurrent.Callable;
import org.beforehand.fact.Event;
import org.beforehand.studio.NotKnown;
import org.beforehand.studio.Why;
import org.beforehand.studio.WhyAnswer;
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
            + " --at. With --incident and no --customer: who was to hear of it, and what became of"
            + " that.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:answered",
      "1:no such customer, event, incident or campaign is known",
      "2:it could not run as called"
    })
final class WhyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--customer", paramLabel = "ID", description = "whom it is about")
  private @Nullable String customer;

  @Option(
      names = "--incident",
      paramLabel = "ID",
      description = "about this incident only; without a customer, for all whom it concerned")
  private @Nullable String incident;

  @Option(names = "--source", paramLabel = "S", description = "of the event, with --event")
  private @Nullable String source;

  @Option(names = "--event", paramLabel = "ID", description = "about this event only")
  private @Nullable String event;

  @Option(names = "--campaign", paramLabel = "C", description = "its folder; all unless told")
  private @Nullable String campaign;

  @Option(
      names = {"--at", "--to"},
      paramLabel = "T",
      description = "as things were then, such as 2026-03-12T10:00:00Z; now unless told")
  private @Nullable String at;

  @Option(
      names = "--from",
      paramLabel = "T",
      description = "no further back than this; thirty days before --at unless told")
  private @Nullable String from;

  @Option(
      names = "--examples",
      paramLabel = "N",
      defaultValue = "3",
      description = "of an incident, so many customers are named for each reason; ${DEFAULT-VALUE}")
  private int examples = 3;

  @Option(names = "--json", description = "as JSON instead of a document in plain words")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    QuietLog.only();
    if ((source == null) != (event == null)) {
      throw wrong("expected both --source and --event, or neither");
    }
    if (customer == null && incident == null && event == null) {
      throw wrong("expected --customer, --incident, or --source and --event");
    }
    if (examples < 0) {
      throw wrong("--examples: expected a number of 0 or more");
    }
    Instant now = InstantSource.system().instant();
    Instant to = at == null ? now : then("--at", at);
    Instant since = from == null ? to.minus(Why.USUAL) : then("--from", from);
    PrintWriter out = spec.commandLine().getOut();
    try (CompanyDatabase database = CompanyDatabase.open()) {
      JdbcClient db = JdbcClient.create(database.source());
      WhyAnswer answer =
          answer(
              new Why(
                  db, RulesAtStart.published(db, Setting.of("rules"), Setting.of("only-to"), now)),
              since,
              to);
      out.print(json ? json(answer) + "\n" : answer.document(now));
      out.flush();
      return Beforehand.OK;
    } catch (NotKnown notKnown) {
      spec.commandLine().getErr().println(notKnown.getMessage());
      return Beforehand.FINDINGS;
    }
  }

  private WhyAnswer answer(Why why, Instant since, Instant to) {
    Event.Key key = source == null || event == null ? null : new Event.Key(source, event);
    String whose = customer == null && key != null ? why.customerOf(key) : customer;
    return whose != null
        ? why.answer(new Why.Question(whose, campaign, key, incident, since, to))
        : why.answer(
            new Why.AboutIncident(String.valueOf(incident), campaign, since, to, examples));
  }

  /** As the API writes it. */
  private static String json(WhyAnswer answer) throws JsonProcessingException {
    ObjectMapper mapper =
        JsonMapper.builder()
            .findAndAddModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    return mapper.writeValueAsString(answer);
  }

  private Instant then(String option, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notATime) {
      throw wrong(option + ": expected a time such as 2026-03-12T10:00:00Z");
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
