package org.beforehand.studio;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebook;
import org.jspecify.annotations.Nullable;

/**
 * Which campaigns may act otherwise after a change: those that changed, and those that hear of the
 * same events, since campaigns share a customer's caps. What stands outside the campaigns' folders
 * concerns them all.
 */
final class Touched {

  private Touched() {}

  /**
   * @param earlier null where there is nothing to compare with: then all of them
   */
  static Set<String> campaigns(Rulebook now, @Nullable Rulebook earlier) {
    Set<String> all = now.campaigns().keySet();
    if (earlier == null || !common(now).equals(common(earlier))) {
      return all;
    }
    Set<String> changed = new HashSet<>(all);
    changed.addAll(earlier.campaigns().keySet());
    changed.removeIf(name -> below(now.folder(), name).equals(below(earlier.folder(), name)));
    Set<String> heard = new HashSet<>();
    for (String name : changed) {
      for (Rulebook book : new Rulebook[] {now, earlier}) {
        Campaign campaign = book.campaigns().get(name);
        if (campaign != null) {
          heard.addAll(campaign.triggers());
        }
      }
    }
    Set<String> touched = new TreeSet<>();
    now.campaigns()
        .forEach(
            (name, campaign) -> {
              if (changed.contains(name)
                  || campaign.triggers().stream().anyMatch(heard::contains)) {
                touched.add(name);
              }
            });
    return touched;
  }

  private static SortedMap<String, String> below(RuleFolder folder, String campaign) {
    // "0" is the letter after "/".
    return folder.files().subMap(campaign + "/", campaign + "0");
  }

  private static Map<String, String> common(Rulebook rulebook) {
    Map<String, String> files = new java.util.HashMap<>(rulebook.folder().files());
    files.keySet().removeIf(name -> rulebook.campaigns().containsKey(name.split("/", 2)[0]));
    return files;
  }
}
