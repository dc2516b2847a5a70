package org.beforehand.incident;

import java.time.Duration;

/**
 * When customers are told about the stages of an incident. The defaults are stated in {@code
 * rules/contact-policy.yaml}.
 *
 * @param settle how long an outage must last before anybody is told
 * @param confirm how long a restoration must hold before anybody is told
 * @param material the smallest change of an estimate worth a message
 * @param apart the least time between two messages about the estimate
 * @param mostUpdates the most messages about the estimate in one episode
 */
public record IncidentTiming(
    Duration settle, Duration confirm, Duration material, Duration apart, int mostUpdates) {

  public static final IncidentTiming DEFAULT =
      new IncidentTiming(
          Duration.ofMinutes(10),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          3);
}
