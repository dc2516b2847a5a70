package org.beforehand;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the engine, the pages and the API until it is told to stop (Ctrl-C or SIGTERM). */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Runs the engine, the pages and the API until it is told to stop.")
final class Serve implements Callable<Integer> {

  private static final int HIGHEST_PORT = 65_535;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description =
          "where the pages and the API are, ${DEFAULT-VALUE} unless told; 0: any free one")
  private int port;

  @Option(names = "--rules", paramLabel = "DIR", description = "the folder of campaigns")
  private @Nullable Path rules;

  @Option(names = "--routes", paramLabel = "DIR", description = "the folder of ways in and out")
  private @Nullable Path routes;

  @Option(
      names = "--story",
      paramLabel = "INSTANT",
      description =
          "for stories and demos: time stands still at this instant, such as 2024-02-05T00:00:00Z,"
              + " and moves on only by PUT /api/clock; a story already begun goes on where it was")
  private @Nullable Instant story;

  @Option(
      names = "--demo",
      description =
          "plays a morning at a small provider, in a data directory of its own (data/demo), and"
              + " shows the mails and calls it leads to")
  private boolean demo;

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new ParameterException(
          spec.commandLine(), "--port is a number from 0 to " + HIGHEST_PORT + ", not " + port);
    }
    CountDownLatch closed = new CountDownLatch(1);
    SpringApplication program = Wiring.program();
    program.addListeners((ApplicationListener<ContextClosedEvent>) event -> closed.countDown());
    program.run(settings());
    // On a signal Spring's own hook closes everything while this thread waits here.
    closed.await();
    return Beforehand.OK;
  }

  /** As command line arguments they win over the environment and over files. */
  private String[] settings() {
    List<String> settings = new ArrayList<>();
    settings.add("--server.port=" + port);
    if (rules != null) {
      settings.add("--beforehand.rules=" + rules);
    }
    if (routes != null) {
      settings.add("--beforehand.routes=" + routes);
    }
    if (demo) {
      settings.add("--beforehand.demo=true");
      settings.add("--beforehand.data=data/demo");
      settings.add("--beforehand.story=" + Demo.START);
    } else if (story != null) {
      settings.add("--beforehand.story=" + story);
    }
    return settings.toArray(String[]::new);
  }
}
