package org.beforehand;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;

/**
 * The program cannot start for a reason that its operator can put right. The message is one or two
 * plain sentences: what is wrong, and what to do. It never holds a password.
 */
final class CannotStart extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  CannotStart(String sentence) {
    super(sentence);
    this.exitCode = Beforehand.USAGE;
  }

  CannotStart(String sentence, Throwable cause) {
    super(sentence, cause);
    this.exitCode = Beforehand.USAGE;
  }

  private CannotStart(String sentence, int exitCode) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** It was set up well, but something it was given to run has faults: one line each. */
  static CannotStart findings(String lines) {
    return new CannotStart(lines, Beforehand.FINDINGS);
  }

  int exitCode() {
    return exitCode;
  }

  /** The known reason somewhere down the causes of this failure, or null: then it is a defect. */
  static @Nullable CannotStart in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CannotStart known) {
        return known;
      }
      if (cause instanceof PortInUseException taken) {
        return new CannotStart(
            "Port "
                + taken.getPort()
                + " is in use by another program: stop that one, or choose another port with"
                + " --port.",
            failure);
      }
    }
    return null;
  }
}
