package org.beforehand.intake;

import java.util.LinkedHashMap;
import java.util.Map;
import org.beforehand.Repository;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebook;

/** Rules that many tests share are compiled once; of others, only what differs. */
final class Compiled {

  private static final int KEPT = 16;

  private static final Map<Map<String, String>, Rulebook> BOOKS =
      new LinkedHashMap<>(KEPT, 1, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Map<String, String>, Rulebook> eldest) {
          return size() > KEPT;
        }
      };

  private static final Rulebook SHIPPED = Rulebook.compile(RuleFolder.of(Repository.atOnce()));

  private Compiled() {}

  static synchronized Rulebook of(RuleFolder rules) {
    return BOOKS.computeIfAbsent(rules.files(), none -> Rulebook.compile(rules, SHIPPED));
  }
}
