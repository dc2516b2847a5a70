package org.beforehand;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.beforehand.decide.RuleFolder;
import org.beforehand.intake.SweepLoop;
import org.beforehand.intake.Sweeper;
import org.beforehand.intake.Tick;

/**
 * One incident told to everybody: paging through its audience, deciding for each customer and
 * writing what follows. Halfway, an outage of twelve customers opens, which must not wait for the
 * large one.
 */
final class SweepBench {

  private static final int FEW = 12;

  private final RuleFolder rules;
  private final int customers;

  SweepBench(RuleFolder rules, int customers) {
    this.rules = rules;
    this.customers = customers;
  }

  List<Figure> run(Path work) throws IOException, InterruptedException {
    try (BenchEngine engine = new BenchEngine(rules, work)) {
      engine.customers(customers, SweepBench::customer);
      Sweeper sweeper = new Sweeper(engine.db, engine.transaction, engine.rulebooks, () -> {});
      Tick tick = new Tick(engine.intake, sweeper, nothingIsSent -> {});
      try (SweepLoop loop = new SweepLoop(sweeper, BenchEngine.CLOCK)) {
        loop.start();
        // Loading has warmed up the database; this warms up the compiler.
        engine.outage("warm", "tv", "area:tenth");
        tick.at(BenchEngine.AT);
        BenchEngine.until(() -> sweeper.progress("warm").done());

        engine.outage("all", "broadband", "area:all");
        long start = System.nanoTime();
        tick.at(BenchEngine.AT);
        BenchEngine.until(() -> sweeper.progress("all").decided() >= customers / 2);
        engine.outage("few", "telephone", "circuit:few");
        long opened = System.nanoTime();
        tick.at(BenchEngine.AT);
        BenchEngine.until(() -> sweeper.progress("few").done());
        double few = BenchEngine.since(opened);
        BenchEngine.until(() -> sweeper.progress("all").done());
        double all = BenchEngine.since(start);
        return List.of(
            new Figure("sweep", customers / all, "customers/s", null, customers),
            new Figure("sweep-few", few * 1000, "ms", null, FEW));
      }
    }
  }

  private static Map<String, Object> customer(int i) {
    return Map.of(
        "locale",
        i % 2 == 0 ? "nb-NO" : "en-GB",
        "scopes",
        i < FEW
            ? List.of("area:all", "circuit:few")
            : i % 10 == 0 ? List.of("area:all", "area:tenth") : List.of("area:all"));
  }
}
