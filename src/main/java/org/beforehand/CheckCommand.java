package org.beforehand;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.beforehand.customer.DataAtHand;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.RulesRefused;
import org.beforehand.intake.DataFiles;
import org.beforehand.studio.Check;
import org.beforehand.studio.Finding;
import org.beforehand.studio.Finding.Severity;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says whether a rules folder could be published; needs no database and starts no server. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Compiles the rules, reads the messages and runs every scenario; prints what is wrong as"
            + " file:line: severity: text.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:fit to be published",
      "1:an error was found, or a scenario fails",
      "2:there is no such folder or file"
    })
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      defaultValue = "${env:BEFOREHAND_RULES:-rules}",
      description = "the folder of campaigns, ${DEFAULT-VALUE} unless told")
  private Path rules = Path.of("rules");

  @Option(
      names = "--customers",
      paramLabel = "FILE",
      description =
          "customers whose traits there are, as simulate takes them; without it only what"
              + " shared/dictionary.yaml declares is known")
  private @Nullable Path customers;

  @Option(
      names = "--customers-map",
      paramLabel = "FILE",
      description = "which column is which field")
  private @Nullable Path customersMap;

  @Option(names = "--events", paramLabel = "FILE", description = "events whose fields there are")
  private @Nullable Path events;

  @Option(names = "--events-map", paramLabel = "FILE", description = "which column is which field")
  private @Nullable Path eventsMap;

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(rules)) {
      throw new ParameterException(spec.commandLine(), "there is no folder " + rules);
    }
    // Nothing else has set up logging, and its default is to print every detail among our lines.
    LoggingSystem.get(CheckCommand.class.getClassLoader())
        .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
    PrintWriter out = spec.commandLine().getOut();
    RuleFolder folder;
    try {
      folder = RuleFolder.read(rules);
    } catch (RulesRefused refused) {
      refused
          .problems()
          .forEach(
              problem ->
                  print(
                      out,
                      new Finding(problem.file(), problem.line(), Severity.ERROR, problem.text())));
      return Beforehand.FINDINGS;
    }
    DataAtHand.Seen seen = seen();
    Check.Report report = Check.run(folder, null, names -> seen);
    report.findings().forEach(finding -> print(out, finding));
    if (seen.entries().isEmpty() && report.lookedUpNothing()) {
      out.println(
          "Traits and event fields were not looked up: shared/dictionary.yaml declares none, and"
              + " there were no --customers and --events.");
    }
    out.println(summary(folder, report));
    return report.good() ? Beforehand.OK : Beforehand.FINDINGS;
  }

  private DataAtHand.Seen seen() throws IOException {
    DataFiles files = new DataFiles(InstantSource.system().instant());
    if (customers != null) {
      files.customers(readable(customers), Import.columns(customersMap));
    }
    if (events != null) {
      files.events(readable(events), Import.columns(eventsMap));
    }
    return files.seen();
  }

  private Path readable(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new ParameterException(
          spec.commandLine(), "there is no file " + file + " that can be read");
    }
    return file;
  }

  private void print(PrintWriter out, Finding finding) {
    // With the folder's name before it, so that a terminal or an editor can open it.
    out.println(
        rules.resolve(finding.file()) + finding.toString().substring(finding.file().length()));
  }

  private static String summary(RuleFolder folder, Check.Report report) {
    return String.join(
        ", ",
        List.of(
            counted(folder.campaigns().size(), "campaign"),
            counted(report.rules(), "rule"),
            counted(report.passed(), "scenario") + " passed",
            report.failed() + " failed",
            counted(report.count(Severity.ERROR), "error"),
            counted(report.count(Severity.WARNING), "warning"),
            report.count(Severity.ADVICE) + " " + Severity.ADVICE.name().toLowerCase(Locale.ROOT)));
  }

  private static String counted(int n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }
}
