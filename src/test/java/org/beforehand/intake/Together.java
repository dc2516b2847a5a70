package org.beforehand.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several threads that do something at once. */
public final class Together {

  private Together() {}

  /** What each does, by its number. */
  public interface Work {
    void of(int thread) throws Exception;
  }

  /** Returns when all have done it; throws what one of them threw. */
  public static void at(int threads, Work work) throws Exception {
    ExecutorService all = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Void>> calls = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        calls.add(
            () -> {
              work.of(thread);
              return null;
            });
      }
      for (Future<Void> one : all.invokeAll(calls)) {
        one.get();
      }
    } finally {
      all.shutdownNow();
    }
  }
}
