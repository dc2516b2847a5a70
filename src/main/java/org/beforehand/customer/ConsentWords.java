package org.beforehand.customer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Consent;
import org.beforehand.fact.Purpose;

/**
 * What a customer said last of each purpose.
 *
 * @param any of any channel
 * @param byChannel of single channels, where that was said later
 */
public record ConsentWords(
    Map<Purpose, Consent> any, Map<Purpose, Map<Channel, Consent>> byChannel) {

  static final ConsentWords NONE = new ConsentWords(Map.of(), Map.of());

  /**
   * What counts of these.
   *
   * @param said one after the other; a word on any channel takes back those on single ones
   */
  public static ConsentWords of(List<Consent> said) {
    Map<Purpose, Consent> any = new EnumMap<>(Purpose.class);
    Map<Purpose, Map<Channel, Consent>> byChannel = new EnumMap<>(Purpose.class);
    for (Consent one : said) {
      if (one.channel() == null) {
        any.put(one.purpose(), one);
        byChannel.remove(one.purpose());
      } else {
        byChannel
            .computeIfAbsent(one.purpose(), none -> new EnumMap<>(Channel.class))
            .put(one.channel(), one);
      }
    }
    return new ConsentWords(any, byChannel);
  }

  /** All that counts, by purpose; of each, what was said of any channel first. */
  static List<Consent> all(
      Map<Purpose, Consent> any, Map<Purpose, Map<Channel, Consent>> byChannel) {
    List<Consent> all = new ArrayList<>();
    for (Purpose purpose : Purpose.values()) {
      Consent one = any.get(purpose);
      if (one != null) {
        all.add(one);
      }
      all.addAll(byChannel.getOrDefault(purpose, Map.of()).values());
    }
    return all;
  }
}
