package org.beforehand.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.beforehand.fact.Share;
import org.beforehand.fact.Subject;

/**
 * A few threads among which customers are divided by their hashes: what concerns one customer stays
 * in order, and no two threads wait for the same customer.
 */
public final class Lanes implements AutoCloseable {

  private final int count;
  private final ExecutorService threads;

  /** That many. */
  public Lanes(int count) {
    this.count = count;
    this.threads =
        Executors.newFixedThreadPool(
            count,
            work -> {
              Thread thread = new Thread(work, "lane");
              thread.setDaemon(true);
              return thread;
            });
  }

  public int count() {
    return count;
  }

  /**
   * Does this in every lane, and returns when all have ended.
   *
   * @return what each gave, by lane
   */
  public <T> List<T> all(IntFunction<T> work) {
    List<Callable<T>> calls = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int lane = i;
      calls.add(() -> work.apply(lane));
    }
    try {
      List<T> results = new ArrayList<>(count);
      for (Future<T> done : threads.invokeAll(calls)) {
        results.add(done.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The same door, entered by all lanes at once; for events of customers only. */
  public Door through(Door door) {
    return (events, at, alongside) -> {
      List<Receipt> receipts = accept(door, events, at);
      alongside.accept(receipts);
      return receipts;
    };
  }

  /** What is whose lane's to do, in the same order; what is about an incident is the first's. */
  public <T> List<List<T>> parts(List<T> all, Function<T, Read.Good> event) {
    List<List<T>> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      parts.add(new ArrayList<>(all.size() / count + 1));
    }
    all.forEach(one -> parts.get(lane(event.apply(one))).add(one));
    return parts;
  }

  private List<Receipt> accept(Door door, List<Read.Good> events, Instant at) {
    List<List<Read.Good>> parts = parts(events, good -> good);
    List<List<Receipt>> receipts =
        all(
            lane ->
                parts.get(lane).isEmpty()
                    ? List.of()
                    : door.accept(parts.get(lane), at, none -> {}));
    List<Receipt> inOrder = new ArrayList<>(events.size());
    int[] next = new int[count];
    for (Read.Good event : events) {
      int lane = lane(event);
      inOrder.add(receipts.get(lane).get(next[lane]++));
    }
    return inOrder;
  }

  private int lane(Read.Good good) {
    return good.event().subject() instanceof Subject.OfCustomer of
        ? Share.lane(of.customer(), count)
        : 0;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
