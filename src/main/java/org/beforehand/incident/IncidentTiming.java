package org.beforehand.incident;

import java.time.Duration;

/**
 * When customers are told about the stages of an incident. The defaults are stated in {@code
 * rules/contact-policy.yaml}.
 *
 * @param settle how long an outage must last before anybody is told
 * @param confirm how long a restoration must hold before anybody is told
 * @param material the smallest change of an estimate, or of a maintenance's window, worth a message
 * @param apart the least time between two updates; never longer than {@code nextUpdate}
 * @param mostUpdates the most updates in one episode: changed estimates, and that there is no news
 * @param nextUpdate how soon we promise to write again where there is no estimate
 * @param notice how long before it begins maintenance is announced, at the earliest
 * @param warn how long before a promised time passes the operators are warned
 * @param pad what customers are told beside an outage's estimate
 */
public record IncidentTiming(
    Duration settle,
    Duration confirm,
    Duration material,
    Duration apart,
    int mostUpdates,
    Duration nextUpdate,
    Duration notice,
    Duration warn,
    Pad pad) {

  public static final IncidentTiming DEFAULT =
      new IncidentTiming(
          Duration.ofMinutes(10),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          3,
          Duration.ofHours(4),
          Duration.ofDays(7),
          Duration.ofMinutes(15),
          Pad.NONE);
}
