package org.beforehand.deliver;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.beforehand.customer.Customers;
import org.beforehand.decide.Rulebooks;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Empties the outbox: claims what is due, asks the gates again, writes the mails, and keeps every
 * connection of the carrier busy. One thread writes what comes next while another sends; each of
 * its transactions settles whatever came back and begins the next mail of each free connection.
 */
public final class Dispatcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private static final Duration POLL = Duration.ofMillis(250);

  private static final Duration FULL_PASS = Duration.ofSeconds(30);

  private final TransactionTemplate transaction;
  private final DispatchTable table;
  private final NodeTable nodes;
  private final Tidying tidying;
  private final SettlementBook books;
  private final Carriers carriers;
  private final InstantSource clock;
  private final Duration lease;
  private final ExecutorService connections;
  private final ExecutorService preparing = Executors.newSingleThreadExecutor();
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final Lane urgent;
  private final Lane others;
  private final List<Settlement> unsettled = new ArrayList<>();

  /** Begun, and not settled in the database yet. */
  private final Set<Long> out = new HashSet<>();

  private int inFlight;
  private volatile boolean running;
  private @Nullable Thread loop;
  private @Nullable Thread heart;

  /** What wakes the loop. */
  private sealed interface Signal {
    record Nudge() implements Signal {}

    /** Rows came back that were due long ago. */
    record Again() implements Signal {}

    record Back(Ready ready, Delivery delivery) implements Signal {}

    record Refilled(Lane lane, Lane.Refill refill) implements Signal {}
  }

  /**
   * @param clock business time
   * @param node this program's own name in the database; another one after each start
   * @param lease how long after its last sign of life this node counts as dead
   * @param origin what the mails carry of this program
   */
  public Dispatcher(
      JdbcClient db,
      TransactionTemplate transaction,
      Rulebooks rulebooks,
      Carriers carriers,
      InstantSource clock,
      String node,
      Duration lease,
      Origin origin) {
    this.transaction = transaction;
    this.table = new DispatchTable(db, node);
    this.nodes = new NodeTable(db, node);
    FallbackTable fallback = new FallbackTable(db);
    this.tidying =
        new Tidying(
            transaction,
            nodes,
            table,
            new Settling(db, transaction, rulebooks),
            fallback,
            new WaitingTable(db));
    this.books = new SettlementBook(table, fallback, new Customers(db));
    Preparation preparation = new Preparation(db, rulebooks, table.installation(), origin);
    this.urgent = new Lane(true, table, fallback, preparation, transaction);
    this.others = new Lane(false, table, fallback, preparation, transaction);
    this.carriers = carriers;
    this.clock = clock;
    this.lease = lease;
    this.connections = Executors.newFixedThreadPool(carriers.connections());
    nodes.beat(clock.instant(), lease);
  }

  /** Starts the loop that sends, and the sign of life. */
  public synchronized void start() {
    running = true;
    heart = thread("dispatcher-lease", this::beatOn);
    loop = thread("dispatcher", this::loop);
  }

  /** Tells the loop that there may be something to send. */
  public void nudge() {
    if (signals.isEmpty()) {
      signals.add(new Signal.Nudge());
    }
  }

  /**
   * What is due besides sending: takes back what dead nodes held, releases what waited for an
   * earlier outreach, or for its campaign to go on, and settles what gathers.
   *
   * @return how many rows moved
   */
  public int tidy(Instant at) {
    int moved = tidying.at(at);
    if (moved > 0) {
      // A tick is on another thread than the loop, whose lanes are its own.
      signals.add(new Signal.Again());
    }
    return moved;
  }

  /**
   * Sends everything that is due at this instant, on the caller's thread, and returns when nothing
   * is left. For stories and tests; never while the loop runs.
   */
  public void drain(Instant at) {
    nodes.beat(at, lease);
    do {
      fromTheStart();
      while (step(at) || busy()) {
        if (busy()) {
          await(Duration.ofMinutes(15));
        }
      }
    } while (tidy(at) > 0);
  }

  private boolean busy() {
    return inFlight > 0 || urgent.preparing() || others.preparing();
  }

  private void loop() {
    long lastFullPass = System.nanoTime();
    while (running || inFlight > 0 || !unsettled.isEmpty()) {
      try {
        if (System.nanoTime() - lastFullPass > FULL_PASS.toNanos()) {
          lastFullPass = System.nanoTime();
          fromTheStart();
        }
        if (!step(clock.instant())) {
          await(POLL);
        }
      } catch (RuntimeException e) {
        // The database does not answer; what is in hand stays in hand until it does.
        LOG.warn("dispatcher waits: {}", e.getClass().getSimpleName());
        await(Duration.ofSeconds(1));
      }
    }
  }

  /** Settles what came back, begins what can be; false if there was nothing to do. */
  private boolean step(Instant at) {
    collect(at);
    List<Ready> next = next(at);
    if (next.isEmpty() && unsettled.isEmpty()) {
      return false;
    }
    List<Settlement> settling = List.copyOf(unsettled);
    Map<Long, Integer> begun;
    try {
      begun =
          Objects.requireNonNull(
              transaction.execute(
                  status -> {
                    if (books.enter(settling, at) > 0) {
                      fromTheStart();
                    }
                    return next.isEmpty() ? Map.of() : begin(next);
                  }));
    } catch (RuntimeException e) {
      urgent.giveBack(next);
      throw e;
    }
    unsettled.clear();
    settling.forEach(one -> out.remove(one.claimed().id()));
    if (begun.size() < next.size()) {
      fromTheStart();
    }
    for (Ready ready : next) {
      Integer attempt = begun.get(ready.claimed().id());
      if (attempt != null) {
        inFlight++;
        out.add(ready.claimed().id());
        Ready now = ready.inAttempt(attempt);
        connections.execute(() -> signals.add(new Signal.Back(now, carriers.carry(now.letter()))));
      }
    }
    return true;
  }

  private void refill(Lane lane, Instant at) {
    lane.refill(at, preparing, refill -> signals.add(new Signal.Refilled(lane, refill)));
  }

  private Map<Long, Integer> begin(List<Ready> next) {
    Map<Long, Integer> begun = table.begin(next);
    List<Long> not =
        next.stream()
            .map(ready -> ready.claimed().id())
            .filter(id -> !begun.containsKey(id) && !out.contains(id))
            .toList();
    if (!not.isEmpty()) {
      table.release(not);
    }
    return begun;
  }

  private void collect(Instant at) {
    for (Signal signal = signals.poll(); signal != null; signal = signals.poll()) {
      take(signal, at);
    }
  }

  private void take(Signal signal, Instant at) {
    if (signal instanceof Signal.Back back) {
      inFlight--;
      unsettled.add(Settlement.of(back.ready(), back.delivery(), at));
    } else if (signal instanceof Signal.Refilled refilled) {
      refilled.lane().take(refilled.refill());
      RuntimeException fault = refilled.refill().fault();
      if (fault != null) {
        throw fault;
      }
    } else if (signal instanceof Signal.Again) {
      fromTheStart();
    } else {
      wake();
    }
  }

  /** What was given back may be due before what was claimed last. */
  private void fromTheStart() {
    urgent.fromTheStart();
    others.fromTheStart();
  }

  private void wake() {
    urgent.wake();
    others.wake();
  }

  private void await(Duration atMost) {
    try {
      Signal signal = signals.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
      if (signal != null) {
        take(signal, clock.instant());
      } else {
        wake();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  /** The next mail of each free connection; none any more when the program ends. */
  private List<Ready> next(Instant at) {
    List<Ready> next = new ArrayList<>();
    if (!running && loop != null) {
      return next;
    }
    refill(urgent, at);
    if (urgent.isEmpty() && !urgent.preparing()) {
      refill(others, at);
    }
    int free = carriers.connections() - inFlight;
    while (next.size() < free) {
      Ready first = urgent.isEmpty() ? others.poll() : urgent.poll();
      if (first == null) {
        break;
      }
      next.add(first);
    }
    return next;
  }

  private void beatOn() {
    while (running) {
      try {
        nodes.beat(clock.instant(), lease);
      } catch (RuntimeException e) {
        LOG.warn("no sign of life could be given: {}", e.getClass().getSimpleName());
      }
      try {
        TimeUnit.NANOSECONDS.sleep(lease.dividedBy(4).toNanos());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Finishes what is being sent, gives back what is only claimed, and leaves. */
  @Override
  public synchronized void close() {
    running = false;
    nudge();
    try {
      if (loop != null) {
        loop.join();
      }
      preparing.shutdown();
      // Whatever it still claims goes back below.
      if (!preparing.awaitTermination(1, TimeUnit.MINUTES)) {
        LOG.warn("what is being prepared goes back when the lease lapses");
      }
      if (heart != null) {
        heart.interrupt();
        heart.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connections.shutdown();
    carriers.close();
    try {
      nodes.release();
      nodes.leave();
    } catch (RuntimeException e) {
      LOG.warn("what was claimed goes back when the lease lapses");
    }
  }
}
