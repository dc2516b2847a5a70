package org.beforehand.intake;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.StormDay;
import org.beforehand.StormFeed;
import org.beforehand.fact.Event;
import org.jspecify.annotations.Nullable;

/** The comparison of a feed, look after look, in memory, and what came of it. */
public final class FollowedFeed {
  final FeedFile file;
  FeedState state = FeedState.NEW;
  final Map<String, KnownOutage> known = new HashMap<>();
  final Map<String, KnownOutage> standing = new HashMap<>();
  final Map<String, TreeMap<Instant, String>> told = new HashMap<>();
  final Map<String, Integer> types = new TreeMap<>();
  final Map<FeedStanding, Integer> standings = new TreeMap<>();
  final List<String> wrong = new ArrayList<>();

  FollowedFeed(FeedFile file) {
    this.file = file;
  }

  /**
   * The storm's week as a poller follows it that looks every so often.
   *
   * @param more looks after the last change
   */
  public static List<StormDay.Step> storm(Duration every, int more) throws IOException {
    FollowedFeed followed = new FollowedFeed(FeedFile.read("storm.yaml", StormFeed.mapping(every)));
    List<StormDay.Step> steps = new ArrayList<>();
    StormFeed.polls(
        every,
        more,
        look ->
            steps.add(
                new StormDay.Step(
                    look.at(),
                    followed.look(look.at(), Snapshot.of(look.rows(), followed.file.mapping())))));
    return steps;
  }

  /** What it led to. */
  List<Event> look(Instant at, Snapshot snapshot) {
    Map<String, KnownOutage> asked = new HashMap<>(standing);
    for (String id : snapshot.seen()) {
      KnownOutage outage = known.get(id);
      if (outage != null) {
        asked.put(id, outage);
      }
    }
    SnapshotComparison found = SnapshotComparison.of(file, state, asked, snapshot, at);
    state = found.state();
    standings.merge(state.standing(), 1, Integer::sum);
    found.quiet().forEach(this::keep);
    for (SnapshotComparison.Change change : found.changes()) {
      Event event = change.event().event();
      KnownOutage before = keep(change.after());
      types.merge(event.type(), 1, Integer::sum);
      if (event.time().isAfter(at)
          || before != null && event.time().isBefore(before.told())
          || event.type().equals("incident.opened") != (before == null || before.over())) {
        wrong.add(at + " " + event);
      }
      if (!event.type().equals("incident.updated")) {
        told.computeIfAbsent(change.after().id(), none -> new TreeMap<>()).put(at, event.type());
      }
    }
    return found.changes().stream().map(change -> change.event().event()).toList();
  }

  private @Nullable KnownOutage keep(KnownOutage outage) {
    if (outage.over()) {
      standing.remove(outage.id());
    } else {
      standing.put(outage.id(), outage);
    }
    return known.put(outage.id(), outage);
  }
}
