package org.beforehand;

import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays the demo once the program is ready, and lets go of it when the program ends. */
final class DemoLoop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger("beforehand");

  private final Thread thread;

  DemoLoop(Demo demo, IntSupplier port) {
    this.thread = new Thread(() -> play(demo, port), "demo");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private static void play(Demo demo, IntSupplier port) {
    try {
      demo.play(port.getAsInt());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("The demo ended early: {}", e.toString());
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
