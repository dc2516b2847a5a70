package org.beforehand;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.beforehand.decide.RuleFolder;
import org.beforehand.deliver.BareMail;
import org.beforehand.deliver.Dispatcher;
import org.beforehand.deliver.SmtpSettings;
import org.beforehand.intake.SweepLoop;
import org.beforehand.intake.Sweeper;
import org.beforehand.intake.Tick;

/**
 * Outage notices that wait in the outbox, claimed, judged again, rendered, sent and settled; beside
 * as many of the same mails built and sent by Jakarta Mail alone, over as many connections to the
 * same sink: the floor. The second figure is that floor with the one setting of Jakarta Mail that
 * our carrier makes as well.
 */
final class DispatchBench {

  private static final int CONNECTIONS = 8;

  private final RuleFolder rules;
  private final int mails;

  DispatchBench(RuleFolder rules, int mails) {
    this.rules = rules;
    this.mails = mails;
  }

  List<Figure> run(Path work) throws IOException, InterruptedException, ExecutionException {
    try (MailSink sink = new MailSink(recipient -> {});
        BenchEngine engine = new BenchEngine(rules, work);
        Dispatcher dispatcher = engine.dispatcher(SmtpSettings.parse(sink.url(CONNECTIONS)))) {
      engine.customers(
          mails, i -> Map.of("given", "Kari", "locale", "en-GB", "scopes", List.of("area:all")));
      put(engine, dispatcher, "warm", "tv");
      dispatcher.drain(BenchEngine.AT);
      BareMail bare = new BareMail(sink.port(), sink.last());
      bare.send(mails, CONNECTIONS);

      put(engine, dispatcher, "measured", "broadband");
      long before = sink.count();
      long start = System.nanoTime();
      dispatcher.drain(BenchEngine.AT);
      double ours = BenchEngine.since(start);
      if (sink.count() - before != mails) {
        throw new IllegalStateException(
            (sink.count() - before) + " of " + mails + " mails arrived");
      }
      start = System.nanoTime();
      bare.sendAsItComes(mails, CONNECTIONS);
      double floor = BenchEngine.since(start);
      start = System.nanoTime();
      bare.send(mails, CONNECTIONS);
      double tuned = BenchEngine.since(start);
      return List.of(
          new Figure("dispatch", mails / ours, "mails/s", mails / floor, mails),
          new Figure("dispatch-bare", mails / tuned, "mails/s", mails / floor, mails));
    }
  }

  private static void put(
      BenchEngine engine, Dispatcher dispatcher, String incident, String service)
      throws InterruptedException {
    Sweeper sweeper = new Sweeper(engine.db, engine.transaction, engine.rulebooks, () -> {});
    engine.outage(incident, service, "area:all");
    new Tick(engine.intake, sweeper, dispatcher::tidy).at(BenchEngine.AT);
    try (SweepLoop loop = new SweepLoop(sweeper, BenchEngine.CLOCK)) {
      loop.start();
      BenchEngine.until(() -> sweeper.progress(incident).done());
    }
  }
}
