package org.beforehand.fact;

import java.time.Instant;

/**
 * What is being told at this moment. Beside it a rule may see other incidents the customer is in;
 * "the outage" of a sentence is this one.
 */
public record About(Incident incident, Stage stage) {

  /** Whether anybody knows when service is expected back. */
  public boolean estimateKnown() {
    return incident.eta() != null;
  }

  /** Whether it is over and service was away for so many hours or longer. */
  public boolean lastedAtLeast(int hours) {
    return incident.lastedAtLeast(hours);
  }

  /** Whether it is still open and has been for so many minutes or longer. */
  public boolean openFor(Instant now, int minutes) {
    return incident.openFor(now, minutes);
  }

  /** Whether a time that customers were promised passed in vain. */
  public boolean promiseBroken() {
    return incident.promiseBroken();
  }

  /** Whether this is the first time this stage is told. */
  public boolean first() {
    return stage.number() <= 1;
  }
}
