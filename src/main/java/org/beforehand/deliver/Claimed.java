package org.beforehand.deliver;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
 * @param further the channels it may take next, best first
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
    int doubts,
    List<Channel> further) {

  /** All channels it may take, the one it takes now first. */
  List<Channel> channels() {
    List<Channel> all = new ArrayList<>();
    all.add(channel);
    all.addAll(further);
    return all;
  }

  /** The same, by the first of these, and then by the others. */
  Claimed by(List<Channel> channels) {
    return new Claimed(
        id,
        campaign,
        customer,
        key,
        action,
        purpose,
        channels.get(0),
        message,
        variant,
        rule,
        revision,
        due,
        expires,
        cause,
        incident,
        episode,
        stage,
        thread,
        attempts,
        doubts,
        channels.subList(1, channels.size()));
  }

  /** The same, in its n-th attempt. */
  Claimed inAttempt(int n) {
    return new Claimed(
        id, campaign, customer, key, action, purpose, channel, message, variant, rule, revision,
        due, expires, cause, incident, episode, stage, thread, n, doubts, further);
  }
}
