package org.beforehand.deliver;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.deliver.Rendering.Rendered;
import org.beforehand.fact.Customer;
import org.jspecify.annotations.Nullable;

/**
 * Some of the mails of a rehearsal, as their customers would read them. Which ones depends on whom
 * and what they are about and on nothing else, so it is the same ones each time; every message has
 * its turn before one has a second.
 */
public final class Samples {

  private final int most;
  private final Map<String, TreeMap<Long, Sample>> byMessage = new TreeMap<>();

  /**
   * @param most how many are wanted
   */
  Samples(int most) {
    this.most = most;
  }

  /**
   * One mail.
   *
   * @param at when it would leave
   * @param language a tag such as {@code nb}
   * @param text its plain part
   */
  public record Sample(
      String customer,
      String campaign,
      String message,
      String key,
      Instant at,
      String language,
      String subject,
      String text) {}

  /** Asked by several threads. */
  synchronized void offer(LastLook.Passed passed, Rendered letter) {
    Claimed one = passed.claimed();
    TreeMap<Long, Sample> ofMessage =
        byMessage.computeIfAbsent(one.campaign() + "/" + one.message(), name -> new TreeMap<>());
    long place =
        Customer.hash(
            String.join("\n", one.customer(), one.campaign(), one.key(), one.action().word()));
    if (ofMessage.size() == most && place > ofMessage.lastKey()) {
      return;
    }
    ofMessage.put(
        place,
        new Sample(
            one.customer(),
            one.campaign(),
            one.message(),
            one.key(),
            passed.at(),
            letter.language().toLanguageTag(),
            text(letter.subject()),
            text(letter.text())));
    if (ofMessage.size() > most) {
      ofMessage.pollLastEntry();
    }
  }

  private static String text(@Nullable String part) {
    return part == null ? "" : part;
  }

  /** The chosen ones, by message. */
  synchronized List<Sample> chosen() {
    List<List<Sample>> queues = new ArrayList<>();
    byMessage.values().forEach(queue -> queues.add(List.copyOf(queue.values())));
    List<Sample> chosen = new ArrayList<>();
    for (int turn = 0; turn < most; turn++) {
      for (List<Sample> queue : queues) {
        if (turn < queue.size() && chosen.size() < most) {
          chosen.add(queue.get(turn));
        }
      }
    }
    return chosen;
  }
}
