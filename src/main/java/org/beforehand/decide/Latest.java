package org.beforehand.decide;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What was made of the revisions that were asked for last. Others are made again when somebody
 * asks: a program that runs for months sees hundreds of revisions and must not keep them all.
 */
public final class Latest<T> {
  private final Map<String, T> byRevision;

  /**
   * @param most how many are kept
   */
  public Latest(int most) {
    this.byRevision =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > most;
          }
        };
  }

  synchronized void put(String revision, T made) {
    byRevision.put(revision, made);
  }

  /** What is kept of this revision, or what is made of it now; one at a time. */
  public synchronized T computeIfAbsent(String revision, Function<String, T> make) {
    T known = byRevision.get(revision);
    if (known == null) {
      known = make.apply(revision);
      byRevision.put(revision, known);
    }
    return known;
  }
}
