package org.beforehand;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.beforehand.decide.RuleFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the program on this machine, each figure beside the floor of the same run. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures the program on this machine, in databases it makes and throws away.")
final class Bench implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "one line of JSON per figure")
  private boolean json;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "300000",
      description = "how many events, ${DEFAULT-VALUE} unless told")
  private int events;

  @Option(names = "--figure", paramLabel = "NAME", description = "only this one, such as intake")
  private @Nullable String only;

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "how many customers a sweep goes to, ${DEFAULT-VALUE} unless told")
  private int customers;

  @Option(
      names = "--mails",
      paramLabel = "N",
      defaultValue = "20000",
      description = "how many mails are dispatched, ${DEFAULT-VALUE} unless told")
  private int mails;

  @Option(
      names = "--simulated",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "how many events are simulated, ${DEFAULT-VALUE} unless told")
  private int simulated;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      defaultValue = "rules",
      description = "the folder of campaigns, ${DEFAULT-VALUE} unless told")
  private Path rules = Path.of("rules");

  @Override
  public Integer call() throws Exception {
    QuietLog.only();
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Measure> figures = figures();
    if (only != null && !figures.containsKey(only)) {
      throw new ParameterException(
          spec.commandLine(),
          "--figure: expected one of " + String.join(", ", figures.keySet()) + ", found " + only);
    }
    if (!json) {
      out.println(machine());
      out.flush();
    }
    Path work = Files.createTempDirectory("beforehand-bench");
    try {
      for (Map.Entry<String, Measure> figure : figures.entrySet()) {
        if (only == null || only.equals(figure.getKey())) {
          Path place = work.resolve(figure.getKey());
          for (Figure seen : figure.getValue().in(place)) {
            out.println(json ? seen.json() : seen.line());
            out.flush();
          }
          Trees.delete(place);
        }
      }
    } finally {
      Trees.delete(work);
    }
    return Beforehand.OK;
  }

  private interface Measure {
    List<Figure> in(Path work) throws Exception;
  }

  /** By name, in the order they are taken. */
  private Map<String, Measure> figures() {
    Map<String, Measure> figures = new LinkedHashMap<>();
    figures.put(
        "intake", work -> List.of(new IntakeBench(RuleFolder.read(rules), events).run(work)));
    figures.put("intake-single", work -> List.of(new PostBench(rules).run(work)));
    figures.put("sweep", work -> new SweepBench(RuleFolder.read(rules), customers).run(work));
    figures.put("dispatch", work -> new DispatchBench(RuleFolder.read(rules), mails).run(work));
    figures.put("post-to-smtp", work -> new LatencyBench(rules).run(work));
    figures.put("campaigns", work -> new CampaignsBench(RuleFolder.read(rules)).run(work));
    figures.put("simulate", new SimulateBench(rules, simulated)::month);
    figures.put("simulate-hardest", new SimulateBench(rules, simulated)::hardest);
    return figures;
  }

  private static String machine() {
    Runtime runtime = Runtime.getRuntime();
    return String.format(
        Locale.ROOT,
        "%d processors, %,d MB heap at most, Java %s, %s %s; PostgreSQL on the same machine,"
            + " fsync and synchronous_commit on",
        runtime.availableProcessors(),
        runtime.maxMemory() / 1_048_576,
        System.getProperty("java.version"),
        System.getProperty("os.name"),
        System.getProperty("os.arch"));
  }
}
