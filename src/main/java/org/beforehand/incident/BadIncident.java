package org.beforehand.incident;

/** An incident event whose data cannot be used; the message names the field and what it expects. */
public final class BadIncident extends RuntimeException {
  public BadIncident(String message) {
    super(message);
  }
}
