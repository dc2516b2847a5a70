package org.beforehand.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.jspecify.annotations.Nullable;

/**
 * What is new in a snapshot. What a row says counts at once, whatever the snapshot is like. That a
 * row is missing counts only if the snapshot is good, and only when enough good ones in a row and
 * enough time agree; while a snapshot is in doubt, what was counted stands still.
 *
 * @param changes what is to be told, in the order to tell it, each with what is known afterwards
 * @param quiet what is known otherwise than before, with nothing to tell
 * @param state the feed's, after this
 * @param detail why it is not good, in words; empty where it is
 */
record SnapshotComparison(
    List<Change> changes, List<KnownOutage> quiet, FeedState state, String detail) {

  /** Fewer rows than this say nothing about a limit when they are as many as before. */
  private static final int LIMIT_SHOWS_FROM = 100;

  /** So many snapshots in a row with as many rows as the one before, though other ones. */
  private static final int LIMIT_SHOWS_AFTER = 2;

  /** More rows in a hundred without an id than this may hide what is missing. */
  private static final int NAMELESS_SHARE = 5;

  /** An event, and what is known of its outage once it is told. */
  record Change(Read.Good event, KnownOutage after) {}

  /**
   * Compares.
   *
   * @param known by id: all outages not over, and those of the snapshot that are
   * @param at when the snapshot was taken
   */
  static SnapshotComparison of(
      FeedFile feed,
      FeedState before,
      Map<String, KnownOutage> known,
      Snapshot snapshot,
      Instant at) {
    return new Comparing(feed, before, known, snapshot, at).result();
  }

  private static final class Comparing {
    private final FeedFile feed;
    private final FeedTrust trust;
    private final FeedState before;
    private final Map<String, KnownOutage> known;
    private final Snapshot snapshot;
    private final Instant at;

    private final List<Change> opened = new ArrayList<>();
    private final List<Change> updated = new ArrayList<>();
    private final List<Change> restored = new ArrayList<>();
    private final List<KnownOutage> quiet = new ArrayList<>();

    Comparing(
        FeedFile feed,
        FeedState before,
        Map<String, KnownOutage> known,
        Snapshot snapshot,
        Instant at) {
      this.feed = feed;
      this.trust = feed.trust();
      this.before = before;
      this.known = known;
      this.snapshot = snapshot;
      this.at = at;
    }

    SnapshotComparison result() {
      // Those already being counted as missing were there neither last time nor now.
      List<KnownOutage> standing = known.values().stream().filter(each -> !each.over()).toList();
      int there = (int) standing.stream().filter(each -> each.absent() == 0).count();
      int gone = (int) standing.stream().filter(each -> each.absent() == 0 && !seen(each)).count();
      boolean others = gone > 0 && snapshot.seen().stream().anyMatch(id -> !known.containsKey(id));
      int repeats = snapshot.rows() == before.rows() ? before.repeats() + (others ? 1 : 0) : 0;
      Integer limit = limitSeen(repeats);

      FeedStanding doubt = doubt(standing.size(), there, gone, limit);
      Instant since =
          doubt == FeedStanding.GOOD
              ? null
              : doubt == before.doubt() && inARow(before.lookedAt()) && before.doubtSince() != null
                  ? before.doubtSince()
                  : at;
      boolean good = doubt == FeedStanding.GOOD || believed(doubt, since);

      snapshot.outages().values().forEach(this::row);
      for (KnownOutage each : standing) {
        if (!seen(each) && good) {
          missing(each);
        } else if (seen(each) && !snapshot.outages().containsKey(each.id()) && each.absent() > 0) {
          quiet.add(each.there());
        }
      }
      List<Change> changes = new ArrayList<>(opened);
      changes.addAll(updated);
      changes.addAll(restored);
      return new SnapshotComparison(
          changes,
          quiet,
          new FeedState(
              good ? FeedStanding.GOOD : doubt,
              at,
              good ? at : before.goodAt(),
              doubt,
              since,
              snapshot.rows(),
              repeats,
              limit,
              snapshot.unreadable()),
          good ? "" : detail(doubt, there, gone, limit));
    }

    private boolean seen(KnownOutage outage) {
      return snapshot.seen().contains(outage.id());
    }

    private @Nullable Integer limitSeen(int repeats) {
      if (repeats >= LIMIT_SHOWS_AFTER && snapshot.rows() >= LIMIT_SHOWS_FROM) {
        return snapshot.rows();
      }
      Integer limit = before.limitSeen();
      return limit != null && snapshot.rows() > limit ? null : limit;
    }

    private FeedStanding doubt(int standing, int there, int gone, @Nullable Integer limit) {
      if (snapshot.broken() != null) {
        return FeedStanding.BROKEN;
      }
      if (snapshot.rows() == 0) {
        return standing == 0 ? FeedStanding.GOOD : FeedStanding.EMPTY;
      }
      if (snapshot.nameless() * 100L >= snapshot.rows() * (long) NAMELESS_SHARE) {
        return FeedStanding.UNREADABLE;
      }
      if (reaches(trust.limit()) || reaches(limit)) {
        return FeedStanding.CAPPED;
      }
      return gone > trust.few() && gone * 100L > there * (long) trust.share()
          ? FeedStanding.SHRUNK
          : FeedStanding.GOOD;
    }

    private boolean reaches(@Nullable Integer limit) {
      return limit != null && snapshot.rows() >= limit;
    }

    private boolean believed(FeedStanding doubt, @Nullable Instant since) {
      Duration patience =
          switch (doubt) {
            case SHRUNK -> trust.believeShrunk();
            case EMPTY -> trust.believeEmpty();
            default -> null;
          };
      return patience != null && since != null && !since.plus(patience).isAfter(at);
    }

    private boolean inARow(@Nullable Instant last) {
      return last != null && !last.plus(trust.row()).isBefore(at);
    }

    private void row(FeedOutage now) {
      KnownOutage before = known.get(now.id());
      if (before == null) {
        if (!now.closed()) {
          Instant time = now.start() == null ? at : earlier(now.start(), at);
          tell(opened, new KnownOutage(now, false, 1, time, at, 0, null), true, opening(now));
        }
      } else if (before.over()) {
        if (!now.closed()) {
          // The feed may still give the start of the episode that ended.
          boolean again = now.start() != null && now.start().isAfter(before.told());
          Instant time = again ? earlier(Objects.requireNonNull(now.start()), at) : at;
          tell(opened, before.reopened(now, time, at), true, opening(now));
        }
      } else if (now.closed()) {
        tell(restored, before.told(now, true, time(before, now)), false, Map.of());
      } else {
        changed(before, now);
      }
    }

    private void changed(KnownOutage before, FeedOutage now) {
      FeedOutage was = before.last();
      Map<String, Object> news = new LinkedHashMap<>();
      if (!Objects.equals(was.eta(), now.eta())) {
        news.put("eta", now.eta() == null ? null : now.eta().toString());
      }
      if (now.cause() != null && !now.cause().equals(was.cause())) {
        news.put("cause", now.cause());
      }
      if (!was.scopes().containsAll(now.scopes())) {
        news.put("scopes", now.scopes());
      }
      if (!news.isEmpty()) {
        if (now.customers() != null) {
          news.put("customers", java.math.BigDecimal.valueOf(now.customers()));
        }
        tell(updated, before.told(now, false, time(before, now)), false, news);
      } else if (before.absent() > 0 || !was.equals(now)) {
        quiet.add(before.there(now));
      }
    }

    private void missing(KnownOutage before) {
      boolean on = inARow(this.before.goodAt()) && before.absentSince() != null;
      Instant since = on ? Objects.requireNonNull(before.absentSince()) : at;
      int times = on ? before.absent() + 1 : 1;
      if (times >= trust.snapshots() && !since.plus(trust.time()).isAfter(at)) {
        tell(
            restored,
            before.told(before.last(), true, later(since, before.told())),
            false,
            Map.of());
      } else {
        quiet.add(before.absent(times, since));
      }
    }

    /** When the feed learned it, but in the order in which we tell it. */
    private Instant time(KnownOutage before, FeedOutage now) {
      Instant said = now.updated() == null ? at : earlier(now.updated(), at);
      return later(said, before.told());
    }

    private static Map<String, Object> opening(FeedOutage now) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("service", now.service());
      data.put("scopes", now.scopes());
      if (now.cause() != null) {
        data.put("cause", now.cause());
      }
      if (now.eta() != null) {
        data.put("eta", now.eta().toString());
      }
      if (now.customers() != null) {
        data.put("customers", java.math.BigDecimal.valueOf(now.customers()));
      }
      return data;
    }

    private void tell(List<Change> to, KnownOutage after, boolean opens, Map<String, Object> data) {
      Subject subject = new Subject.OfIncident(feed.incident() + after.id());
      String type =
          opens ? "incident.opened" : after.over() ? "incident.restored" : "incident.updated";
      to.add(
          new Change(
              new Read.Good(
                  new Event(
                      "feed:" + feed.feed(),
                      after.id() + "#" + after.serial(),
                      type,
                      subject,
                      after.told(),
                      data),
                  Fingerprint.of(type, subject, after.told(), data)),
              after));
    }

    private String detail(FeedStanding doubt, int there, int gone, @Nullable Integer limit) {
      return switch (doubt) {
        case BROKEN -> String.valueOf(snapshot.broken());
        case EMPTY -> there + " outages were known";
        case CAPPED ->
            snapshot.rows()
                + " rows, and "
                + (reaches(trust.limit()) ? trust.limit() : limit)
                + " seem to be the most it gives";
        case SHRUNK -> gone + " of " + there + " known outages are gone at once";
        case UNREADABLE -> snapshot.nameless() + " of " + snapshot.rows() + " rows";
        case NEW, GOOD, FAILED -> "";
      };
    }

    private static Instant earlier(Instant a, Instant b) {
      return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
      return a.isAfter(b) ? a : b;
    }
  }
}
