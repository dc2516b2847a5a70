package org.beforehand.decide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.Stage;
import org.jspecify.annotations.Nullable;

/**
 * By which channels a kind of matter may go: {@code channels} and {@code fallback} of the policy.
 *
 * @param usual per purpose, best first
 * @param urgent the same for service that tells of what goes on or is over right now
 * @param awaited per purpose, what is awaited of one channel before the next is tried; a purpose
 *     without it takes the next only where the one before failed
 */
public record ChannelOrder(
    Map<Purpose, List<Channel>> usual, List<Channel> urgent, Map<Purpose, Confirmation> awaited) {

  private static final String[] PURPOSES = {
    "requested", "service", "care", "goodwill", "marketing"
  };

  /** Reads both; without them everything goes by mail. */
  static ChannelOrder read(@Nullable YamlNode channels, @Nullable YamlNode fallback) {
    Map<Purpose, List<Channel>> usual = new EnumMap<>(Purpose.class);
    for (Purpose purpose : Purpose.values()) {
      usual.put(purpose, List.of(Channel.EMAIL));
    }
    List<Channel> urgent = null;
    if (channels != null) {
      for (Map.Entry<String, YamlNode> one : channels.fields(PURPOSES).entrySet()) {
        YamlNode order = one.getValue();
        if (one.getKey().equals(Purpose.SERVICE.word()) && order.isMapping()) {
          Map<String, YamlNode> kinds = order.fields("urgent", "otherwise");
          urgent = order(order.required(kinds, "urgent"));
          order = order.required(kinds, "otherwise");
        }
        usual.put(Purpose.of(one.getKey()), order(order));
      }
    }
    Map<Purpose, Confirmation> awaited = new EnumMap<>(Purpose.class);
    if (fallback != null) {
      fallback
          .fields(PURPOSES)
          .forEach((purpose, time) -> awaited.put(Purpose.of(purpose), awaited(time)));
    }
    return new ChannelOrder(
        usual, urgent == null ? usual.getOrDefault(Purpose.SERVICE, List.of()) : urgent, awaited);
  }

  /** {@code 30m}, until it is delivered; or {@code {unless-seen: 24h}}. */
  private static Confirmation awaited(YamlNode written) {
    if (!written.isMapping()) {
      return Confirmation.delivered(patience(written));
    }
    YamlNode seen = written.required(written.fields("unless-seen"), "unless-seen");
    return new Confirmation(patience(seen), true);
  }

  /** Shorter than that is both at once. */
  private static Duration patience(YamlNode written) {
    Duration time = written.duration();
    if (time.compareTo(Duration.ofMinutes(1)) < 0) {
      throw written.refused("expected at least 1m, found \"" + written.text() + "\"");
    }
    return time;
  }

  private static List<Channel> order(YamlNode written) {
    List<Channel> channels = messages(written);
    if (channels.isEmpty() || Set.copyOf(channels).size() < channels.size()) {
      throw written.refused("expected at least one of email, sms, call, each once");
    }
    return channels;
  }

  /** Channels that any message may take: a note is only written where a rule says so. */
  static List<Channel> messages(YamlNode written) {
    List<Channel> channels = written.words(Channel.class);
    if (channels.contains(Channel.NOTE)) {
      throw written.refused(
          "expected email, sms or call, found \"note\": a rule has a note written, not a channel");
    }
    return channels;
  }

  /**
   * The order for a matter, best first.
   *
   * @param stage the step of an incident that it tells, or null
   */
  List<Channel> of(Purpose purpose, @Nullable Stage stage) {
    boolean now = stage != null && stage.name() != Stage.Name.PLANNED;
    return purpose == Purpose.SERVICE && now ? urgent : usual.getOrDefault(purpose, List.of());
  }

  /** All that something of this purpose may go by. */
  public List<Channel> all(Purpose purpose) {
    Set<Channel> all = new LinkedHashSet<>(usual.getOrDefault(purpose, List.of()));
    if (purpose == Purpose.SERVICE) {
      all.addAll(urgent);
    }
    return new ArrayList<>(all);
  }
}
