package org.beforehand;

import java.io.IOException;
import java.io.PrintWriter;
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
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  @Mixin private RulesOption rules = new RulesOption();

  /** Whose traits and fields there are, beside those that shared/dictionary.yaml declares. */
  @Mixin private FilesOption files = new FilesOption();

  @Override
  public Integer call() throws IOException {
    // Nothing else has set up logging, and its default is to print every detail among our lines.
    LoggingSystem.get(CheckCommand.class.getClassLoader())
        .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
    PrintWriter out = spec.commandLine().getOut();
    RuleFolder folder;
    try {
      folder = RuleFolder.read(rules.folder());
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
    DataFiles data = new DataFiles(InstantSource.system().instant());
    Path customers = files.customers();
    if (customers != null) {
      data.customers(customers, Import.columns(files.customersMap));
    }
    Path events = files.events();
    if (events != null) {
      data.events(events, Import.columns(files.eventsMap));
    }
    return data.seen();
  }

  private void print(PrintWriter out, Finding finding) {
    // With the folder's name before it, so that a terminal or an editor can open it.
    out.println(
        rules.folder().resolve(finding.file())
            + finding.toString().substring(finding.file().length()));
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
