package org.beforehand;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.beforehand.studio.RulesToTry;
import org.beforehand.studio.SimulationReport;
import org.beforehand.studio.SimulationResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What rules would do to these customers, had these events happened: in virtual time. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Plays events over customers, from files or as they are stored, through the real decisions, policy and outbox in virtual time,"
          + " in a database that is thrown away afterwards. Nothing is sent: there is nobody in it"
          + " who could.",
      "",
      "What is to be sent, dropped or held is counted on standard output. --out has one line of"
          + " JSON per outcome, in the order in which they were decided: at (when), due (when it"
          + " leaves), verdict (send, drop, or hold for what still waits at --to), gate and reason."
          + " The same input gives the same bytes.",
      "",
      "With --against, what --rules does is held against what the rules in that folder do:"
          + " OUT.changes has one line per customer and intent that differs, with change (added:"
          + " is sent now and was not; removed: was sent and is not; changed: otherwise), before"
          + " (--against) and after (--rules).",
      "",
      "Rows that cannot be taken are listed in FILE.rejected, as import does.",
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:all rows were taken",
      "1:some rows were not, or the rules have errors",
      "2:it could not run as called"
    })
final class Simulate implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private FilesOption files = new FilesOption();

  @Option(
      names = "--stored",
      description =
          "instead of files: what is stored in the company's database, which is only read, with"
              + " customers, consents and outages as they were when the period began")
  private boolean stored;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "30",
      description = "with --stored: as many days up to --to; ${DEFAULT-VALUE} unless told")
  private int days;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "virtual time begins here, such as 2026-03-01T09:00:00Z, or 2026-03-01 for midnight in"
              + " the company's zone; events before it are remembered as history only; the first"
              + " event's time unless told")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description =
          "virtual time ends here; events after it are left alone; 24 hours after the last event"
              + " unless told")
  private @Nullable String to;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "the rules to be tried; the folder rules, or the program's own, unless told")
  private @Nullable Path rules;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description = "the rules they are held against; with --stored also: published")
  private @Nullable Path against;

  @Option(
      names = "--funnel",
      description = "count how many are left after each sentence and each gate of every rule")
  private boolean funnel;

  @Option(names = "--report", paramLabel = "FILE", description = "the whole account, as JSON")
  private @Nullable Path report;

  @Option(names = "--out", paramLabel = "FILE", description = "where the outcomes go")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    QuietLog.only();
    for (Path file : new Path[] {out, report}) {
      if (file != null) {
        writable(file);
      }
    }
    if (stored) {
      if (!files.none() || days < 1) {
        throw wrong("--stored: expected no files, and --days of 1 or more");
      }
      try (CompanyDatabase company = CompanyDatabase.open()) {
        return simulate(new SimulationRun.Source.Stored(company.source()));
      }
    }
    Path customers = files.customers();
    Path events = files.events();
    if (customers == null || events == null) {
      throw wrong(
          (customers == null ? "--customers" : "--events") + ": expected a file, or --stored");
    }
    return simulate(
        new SimulationRun.Source.Files(
            customers,
            Import.columns(files.customersMap),
            events,
            Import.columns(files.eventsMap)));
  }

  private int simulate(SimulationRun.Source source) throws IOException {
    long began = System.nanoTime();
    RulesToTry tried = RulesGiven.read(rules);
    RulesToTry earlier = against == null ? null : against(against, source);
    ZoneId zone = tried.rulebook().policy().zone();
    Instant begin = instant("--from", from, zone);
    Instant end = instant("--to", to, zone);
    if (stored) {
      end = end == null ? InstantSource.system().instant() : end;
      begin = begin == null ? end.minus(Duration.ofDays(days)) : begin;
    }
    if (begin != null && end != null && end.isBefore(begin)) {
      throw wrong("--to: expected a time not before --from, found " + to);
    }
    int lanes = Math.max(2, Runtime.getRuntime().availableProcessors());
    SimulationRun run =
        new SimulationRun(
            new SimulationRun.Request(source, begin, end, tried, earlier, funnel, out),
            lanes,
            new SimulationProgress(spec.commandLine().getErr()));
    Throwaway throwaway = Throwaway.start();
    SimulationResult result;
    try (throwaway) {
      result = run.run(throwaway);
    } catch (RuntimeException fault) {
      if (throwaway.gone()) {
        // Interrupted: the database went before we did.
        return Beforehand.FINDINGS;
      }
      throw fault;
    }
    PrintWriter print = spec.commandLine().getOut();
    new SimulationSummary(print).print(result, Duration.ofNanos(System.nanoTime() - began));
    return told(print, source, result);
  }

  private int told(PrintWriter print, SimulationRun.Source source, SimulationResult result)
      throws IOException {
    if (report != null) {
      Files.writeString(report, SimulationReport.json(result) + "\n");
      print.println("The report is in " + report + ".");
    }
    if (out != null) {
      print.println("The outcomes are in " + out + ".");
      if (result.comparison() != null) {
        print.println("Who gains and who loses is in " + SimulationRun.changes(out) + ".");
      }
    }
    boolean rejected =
        source instanceof SimulationRun.Source.Files files && rejected(print, files, result);
    return rejected ? Beforehand.FINDINGS : Beforehand.OK;
  }

  private RulesToTry against(Path folder, SimulationRun.Source source) {
    return source instanceof SimulationRun.Source.Stored company
            && folder.equals(Path.of("published"))
            && !Files.isDirectory(folder)
        ? RulesGiven.published(company.company())
        : RulesGiven.read(folder);
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private static boolean rejected(
      PrintWriter print, SimulationRun.Source.Files files, SimulationResult result) {
    boolean any = false;
    if (result.input().rejected() > 0) {
      print.println(
          "Why customers were rejected is in " + Import.rejections(files.customers()) + ".");
      any = true;
    }
    if (result.rejectedEvents() > 0) {
      print.println("Why events were rejected is in " + Import.rejections(files.events()) + ".");
      any = true;
    }
    return any;
  }

  private static void writable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
      throw new CannotStart("The file " + file + " cannot be written.");
    }
  }

  private @Nullable Instant instant(String option, @Nullable String text, ZoneId zone) {
    if (text == null) {
      return null;
    }
    try {
      return text.length() == "2026-03-01".length()
          ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
          : OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
    } catch (DateTimeException notATime) {
      throw wrong(
          option
              + ": expected a time such as 2026-03-01T09:00:00Z, or a day such as 2026-03-01, found "
              + text);
    }
  }
}
