package org.beforehand;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Commands that come to an end print their own result, and otherwise only what went wrong. */
final class QuietLog {
  private QuietLog() {}

  static void only() {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
  }
}
