package org.beforehand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.beforehand.decide.RuleFolder;

/**
 * From the post of an event to the relay's acceptance of the mail that follows from it, at 200
 * events a second, posted on a beat that waits for nobody.
 */
final class LatencyBench {

  private static final int PER_SECOND = 200;
  private static final int CLIENTS = 32;
  private static final int MEASURED = (int) Duration.ofSeconds(30).toSeconds() * PER_SECOND;
  private static final int WARM_UP = (int) BenchProgram.WARM_UP.toSeconds() * PER_SECOND;

  /** Each customer once: a second mail within days would be one too many for the caps. */
  private static final int ALL = WARM_UP + MEASURED;

  private final Path rules;
  private final AtomicLongArray posted = new AtomicLongArray(ALL);
  private final AtomicLongArray accepted = new AtomicLongArray(ALL);

  LatencyBench(Path rules) {
    this.rules = rules;
  }

  List<Figure> run(Path data) throws IOException, InterruptedException, ExecutionException {
    try (MailSink sink = new MailSink(this::accepted);
        BenchProgram program =
            new BenchProgram(atOnce(data), data, CLIENTS, "--beforehand.smtp-url=" + sink.url(8))) {
      program.customers(ALL, BenchProgram.zoneWhereItIs(12, Instant.now()));
      post(program);
      BenchEngine.until(() -> sink.count() >= ALL);
    }
    double[] millis = new double[MEASURED];
    for (int i = 0; i < MEASURED; i++) {
      millis[i] = (accepted.get(WARM_UP + i) - posted.get(WARM_UP + i)) / 1e6;
    }
    Arrays.sort(millis);
    return List.of(
        new Figure("post-to-smtp-p50", millis[MEASURED / 2], "ms", null, MEASURED),
        new Figure("post-to-smtp-p99", millis[MEASURED * 99 / 100], "ms", null, MEASURED));
  }

  /**
   * The same rules, but for what makes mails wait for each other: what is measured is our own time.
   */
  private Path atOnce(Path data) throws IOException {
    Path folder = data.resolve("rules");
    for (Map.Entry<String, String> file : RuleFolder.read(rules).files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(
          path,
          file.getKey().equals("contact-policy.yaml")
              ? file.getValue().replaceAll("(?m)^  window: .*$", "  window: 0m")
              : file.getValue());
    }
    return folder;
  }

  private void post(BenchProgram program) throws InterruptedException, ExecutionException {
    ScheduledExecutorService clients = Executors.newScheduledThreadPool(CLIENTS);
    try {
      List<Future<?>> posts = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; i < ALL; i++) {
        int number = i;
        long due = start + i * Duration.ofSeconds(1).toNanos() / PER_SECOND;
        posts.add(
            clients.schedule(
                () -> {
                  // From the beat, not from when a client was free: waiting for one counts.
                  posted.set(number, due);
                  program.post("latency", number, number);
                  return null;
                },
                due - System.nanoTime(),
                TimeUnit.NANOSECONDS));
      }
      for (Future<?> post : posts) {
        post.get();
      }
    } finally {
      clients.shutdown();
    }
  }

  private void accepted(String recipient) {
    int number = Integer.parseInt(recipient.substring(1, recipient.indexOf('@')));
    accepted.set(number, System.nanoTime());
  }
}
