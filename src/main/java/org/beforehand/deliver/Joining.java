package org.beforehand.deliver;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.beforehand.decide.Rulebooks;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds what mails that are about to leave say for others. What cannot be said there, because it
 * cannot be written or somebody has stopped its campaign, waits again by itself.
 */
final class Joining {

  private final Rulebooks rulebooks;
  private final SettlingTable table;
  private final LastLook look;
  private final Letters letters;

  Joining(JdbcClient db, Rulebooks rulebooks, LastLook look, Letters letters) {
    this.rulebooks = rulebooks;
    this.table = new SettlingTable(db);
    this.look = look;
    this.letters = letters;
  }

  /**
   * By the number of the mail that says it; nothing for most.
   *
   * @param at when what waits again may be looked at
   */
  Map<Long, Joined> of(List<LastLook.Passed> leaving, Instant at) {
    if (leaving.isEmpty() || rulebooks.current().policy().gathering().combine().isEmpty()) {
      return Map.of();
    }
    Map<Long, LastLook.Passed> first =
        leaving.stream().collect(Collectors.toMap(one -> one.claimed().id(), one -> one));
    List<SettlingTable.Merged> merged = table.merged(first.keySet());
    if (merged.isEmpty()) {
      return Map.of();
    }
    Map<Long, Long> into =
        merged.stream()
            .collect(Collectors.toMap(one -> one.claimed().id(), SettlingTable.Merged::into));
    Map<Long, List<Rendering.Part>> parts = new HashMap<>();
    List<Long> apart = new ArrayList<>();
    List<Claimed> said = new ArrayList<>();
    for (SettlingTable.Merged one : merged) {
      if (one.stopped()) {
        apart.add(one.claimed().id());
      } else {
        said.add(one.claimed());
      }
    }
    Function<Claimed, Instant> with = one -> leads(one, into, first).at();
    for (LastLook.Passed one : look.unasked(said, with)) {
      Rendering.Part part = letters.part(one);
      if (part == null) {
        apart.add(one.claimed().id());
      } else {
        parts.computeIfAbsent(into.get(one.claimed().id()), none -> new ArrayList<>()).add(part);
      }
    }
    if (!apart.isEmpty()) {
      table.apart(apart, at);
    }
    Map<Long, Joined> joined = new HashMap<>();
    parts.forEach(
        (number, its) ->
            joined.put(
                number, Joined.of(letters.part(Objects.requireNonNull(first.get(number))), its)));
    return joined;
  }

  private static LastLook.Passed leads(
      Claimed one, Map<Long, Long> into, Map<Long, LastLook.Passed> first) {
    return Objects.requireNonNull(first.get(into.get(one.id())));
  }
}
