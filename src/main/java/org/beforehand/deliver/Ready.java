package org.beforehand.deliver;

/**
 * A claimed outreach with the letter that is to leave.
 *
 * @param incidentVersion the version of the incident it was rendered from; 0 where there is none
 * @param joined for how many others it speaks
 */
record Ready(Claimed claimed, Letter letter, long incidentVersion, int joined) {

  /** The same, in its n-th attempt. */
  Ready inAttempt(int n) {
    return new Ready(claimed.inAttempt(n), letter, incidentVersion, joined);
  }
}
