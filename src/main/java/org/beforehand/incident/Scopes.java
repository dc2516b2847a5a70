package org.beforehand.incident;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What an incident touches.
 *
 * @param current in this episode: whose customers hear that it is down, and wait for it
 * @param ever with the episodes before: an outage may come back elsewhere before everybody has
 *     heard that it was over, so its end is told to these
 */
record Scopes(Set<String> current, Set<String> ever) {

  static Scopes of(Set<String> first) {
    return new Scopes(first, first);
  }

  /** The episode goes on, perhaps further than it did. */
  Scopes with(Set<String> news) {
    return new Scopes(union(current, news), union(ever, news));
  }

  /** A new episode: it is where the news says, or where it was if the news does not say. */
  Scopes again(Set<String> news) {
    return new Scopes(news.isEmpty() ? current : news, union(ever, news));
  }

  /** What of this it did not touch until now. */
  Set<String> added(Set<String> news) {
    Set<String> added = new LinkedHashSet<>(news);
    added.removeAll(current);
    return added;
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> both = new LinkedHashSet<>(a);
    both.addAll(b);
    return both;
  }
}
