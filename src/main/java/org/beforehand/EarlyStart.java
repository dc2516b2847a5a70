package org.beforehand;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.beforehand.decide.Rulebooks;
import org.beforehand.studio.Publishing;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What takes longest at the start and needs nobody: opening the database and checking the rules,
 * each on a thread of its own as soon as the settings are known, while everything else is put
 * together.
 */
final class EarlyStart implements ApplicationListener<SpringApplicationEvent> {

  private @Nullable FutureTask<Database> database;
  private @Nullable FutureTask<Publishing.Checked> rules;
  private volatile boolean handedOver;

  @Override
  public void onApplicationEvent(SpringApplicationEvent event) {
    if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
      begin(prepared.getEnvironment());
    } else if (event instanceof ApplicationContextInitializedEvent initialized) {
      initialized.getApplicationContext().getBeanFactory().registerSingleton("earlyStart", this);
    } else if (event instanceof ApplicationFailedEvent && !handedOver) {
      letGo();
    }
  }

  private void begin(Environment settings) {
    String url = settings.getProperty("beforehand.database-url");
    Path data = Path.of(settings.getRequiredProperty("beforehand.data"));
    String folder = settings.getProperty("beforehand.rules");
    database = begin("start-database", () -> Database.open(url, data));
    rules = begin("start-rules", () -> RulesAtStart.check(folder, this::published));
  }

  private boolean published(String hash) {
    JdbcClient db = JdbcClient.create(result(database).unpooled());
    return hash.equals(new Rulebooks(db).published());
  }

  private static <T> FutureTask<T> begin(String name, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  /** The open database; whoever asks closes it. */
  Database database() {
    Database open = result(database);
    handedOver = true;
    return open;
  }

  /** The rules, as they were checked. */
  Publishing.Checked rules() {
    return result(rules);
  }

  private static <T> T result(@Nullable FutureTask<T> task) {
    if (task == null) {
      throw new IllegalStateException("nothing was begun");
    }
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting", e);
    }
  }

  /** Nobody asked for it, and nobody will: the start failed for another reason. */
  private void letGo() {
    if (database == null) {
      return;
    }
    try {
      result(database).close();
    } catch (RuntimeException neverOpened) {
      // Then there is nothing to close.
    }
  }
}
