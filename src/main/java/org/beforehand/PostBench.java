package org.beforehand;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Single HTTP posts to the running program, 64 under way at once, each answered when it is decided
 * and committed on a durable database. Clients, program and database share the machine.
 */
final class PostBench {

  private static final int CUSTOMERS = 20_000;
  private static final int AT_ONCE = 64;
  private static final Duration MEASURED = Duration.ofSeconds(20);

  private final Path rules;

  PostBench(Path rules) {
    this.rules = rules;
  }

  Figure run(Path data) throws IOException, InterruptedException, ExecutionException {
    try (BenchProgram program = new BenchProgram(rules, data, AT_ONCE)) {
      // One o'clock at night, so that every message waits for the morning: this figure is about
      // taking events, and sending has its own.
      program.customers(CUSTOMERS, BenchProgram.zoneWhereItIs(1, Instant.now()));
      post(program, "warm", BenchProgram.WARM_UP);
      long start = System.nanoTime();
      int posts = post(program, "bench", MEASURED);
      return new Figure("intake-single", posts / BenchEngine.since(start), "posts/s", null, posts);
    }
  }

  /** How many were posted until the time was up. */
  private static int post(BenchProgram program, String source, Duration time)
      throws InterruptedException, ExecutionException {
    ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
    AtomicInteger next = new AtomicInteger();
    long end = System.nanoTime() + time.toNanos();
    Callable<Void> client =
        () -> {
          while (System.nanoTime() < end) {
            int id = next.getAndIncrement();
            program.post(source, id, (int) (id * 7919L % CUSTOMERS));
          }
          return null;
        };
    try {
      for (Future<Void> done : clients.invokeAll(Collections.nCopies(AT_ONCE, client))) {
        done.get();
      }
    } finally {
      clients.shutdown();
    }
    return next.get();
  }
}
