package org.beforehand;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the storm's feed says of outages that went and came back, believed word by word.
 *
 * @param gone since when the feed does not list an outage that it listed
 * @param all every time that one came back
 */
public record StormGaps(Set<String> outages, Map<String, Instant> gone, List<Gap> all) {

  /** From when to when the feed did not list an outage that it listed before and after. */
  public record Gap(String outage, Instant gone, Instant back) {}

  /** Reads the whole week. */
  public static StormGaps read() throws IOException {
    StormGaps gaps = new StormGaps(new HashSet<>(), new HashMap<>(), new ArrayList<>());
    StormFeed.changes(
        (at, row) -> {
          String outage = StormFeed.outage(row);
          switch (row.get("change").asText()) {
            case "closed" -> gaps.gone.put(outage, at);
            case "opened" -> {
              gaps.outages.add(outage);
              Instant since = gaps.gone.remove(outage);
              if (since != null) {
                gaps.all.add(new Gap(outage, since, at));
              }
            }
            default -> {
              // Not about whether it stands.
            }
          }
        });
    return gaps;
  }

  /** Those that a feed without a limit would not have had. */
  public List<Gap> falseOnes() {
    return all.stream()
        .filter(
            gap ->
                gap.gone().isAfter(StormFeed.CAPPED_FROM.minus(Duration.ofMinutes(15)))
                    && gap.gone().isBefore(StormFeed.CAPPED_UNTIL))
        .toList();
  }
}
