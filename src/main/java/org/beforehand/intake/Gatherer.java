package org.beforehand.intake;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets single posts of many senders share a commit: what arrives within a few milliseconds goes
 * through the corridor together, and each sender gets its own receipt. While all workers are busy
 * the next batch grows by itself, so a slow disk makes larger batches and not a longer queue.
 */
public final class Gatherer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gatherer.class);

  private static final int WORKERS = 2;

  /** More than this waiting: senders are told to come again rather than kept. */
  static final int LONGEST_QUEUE = 10_000;

  private static final Duration IDLE = Duration.ofMillis(100);

  private final Door door;
  private final InstantSource clock;
  private final Duration linger;
  private final BlockingQueue<Post> queue = new LinkedBlockingQueue<>(LONGEST_QUEUE);
  private final ReentrantLock gathering = new ReentrantLock();
  private final ReentrantReadWriteLock entrance = new ReentrantReadWriteLock();
  private final List<Thread> workers = new ArrayList<>();
  private volatile boolean closed;

  private record Post(Read.Good event, CompletableFuture<Receipt> answer, long since) {}

  /**
   * Starts to work at once.
   *
   * @param linger how long the first post of a batch waits for company at most
   */
  public Gatherer(Door door, InstantSource clock, Duration linger) {
    this.door = door;
    this.clock = clock;
    this.linger = linger;
    for (int i = 0; i < WORKERS; i++) {
      Thread worker = new Thread(this::work, "gatherer-" + i);
      workers.add(worker);
      worker.start();
    }
  }

  /**
   * Hands in one event. The receipt comes when its batch is committed; where that failed, the
   * result fails too, and the event may be sent again.
   *
   * @throws RejectedExecutionException if too many wait already, or the program is ending
   */
  CompletableFuture<Receipt> post(Read.Good event) {
    Post post = new Post(event, new CompletableFuture<>(), System.nanoTime());
    entrance.readLock().lock();
    try {
      if (closed || !queue.offer(post)) {
        throw new RejectedExecutionException(closed ? "closing" : "too many wait");
      }
    } finally {
      entrance.readLock().unlock();
    }
    return post.answer;
  }

  private void work() {
    try {
      while (!(closed && queue.isEmpty())) {
        List<Post> batch = gather();
        if (!batch.isEmpty()) {
          accept(batch);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One worker gathers at a time, else two would share what one commit could hold. */
  private List<Post> gather() throws InterruptedException {
    List<Post> batch = new ArrayList<>();
    gathering.lock();
    try {
      Post first = queue.poll(IDLE.toNanos(), TimeUnit.NANOSECONDS);
      if (first == null) {
        return batch;
      }
      batch.add(first);
      long until = first.since + linger.toNanos();
      queue.drainTo(batch, Intake.MOST - batch.size());
      while (batch.size() < Intake.MOST && !closed) {
        Post next = queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          break;
        }
        batch.add(next);
        queue.drainTo(batch, Intake.MOST - batch.size());
      }
      return batch;
    } finally {
      gathering.unlock();
    }
  }

  private void accept(List<Post> batch) {
    try {
      List<Receipt> receipts =
          door.accept(batch.stream().map(Post::event).toList(), clock.instant(), none -> {});
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer.complete(receipts.get(i));
      }
    } catch (RuntimeException failure) {
      LOG.warn("{} posts were not stored: {}", batch.size(), failure.getClass().getSimpleName());
      batch.forEach(post -> post.answer.completeExceptionally(failure));
    }
  }

  /** Takes nothing more, and returns when everything that was taken is stored and answered. */
  @Override
  public void close() {
    entrance.writeLock().lock();
    try {
      closed = true;
    } finally {
      entrance.writeLock().unlock();
    }
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
