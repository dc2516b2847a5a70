package org.beforehand.deliver;

import java.time.Instant;
import org.beforehand.fact.Action;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Event;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.Stage;
import org.jspecify.annotations.Nullable;

/**
 * An outreach this node has claimed, as it needs it to send.
 *
 * @param variant which of the message's wordings, or null where there is one only
 * @param episode of its incident; 0 where there is none
 */
record Claimed(
    long id,
    String campaign,
    String customer,
    String key,
    Action action,
    Purpose purpose,
    Channel channel,
    String message,
    @Nullable String variant,
    String rule,
    String revision,
    Instant due,
    Instant expires,
    Event.Key cause,
    @Nullable String incident,
    int episode,
    @Nullable Stage stage,
    @Nullable String thread,
    int attempts,
    int doubts) {

  /** The same, in its n-th attempt. */
  Claimed inAttempt(int n) {
    return new Claimed(
        id, campaign, customer, key, action, purpose, channel, message, variant, rule, revision,
        due, expires, cause, incident, episode, stage, thread, n, doubts);
  }
}
