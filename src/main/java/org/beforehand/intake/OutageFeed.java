package org.beforehand.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.beforehand.intake.FeedSource.Fetched;
import org.beforehand.intake.FeedTable.Turn;
import org.beforehand.intake.FeedTable.TurnLost;
import org.beforehand.intake.SnapshotComparison.Change;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A source that lists the outages that stand right now. Looking at it again and again gives the
 * events that it does not send: opened, updated, restored.
 *
 * <p>Any number of nodes may look; each look is one node's turn. Every event and what is then known
 * of its outage are one commit, so after a crash the next look finds exactly what is left to tell.
 */
public final class OutageFeed {
  private static final Logger LOG = LoggerFactory.getLogger(OutageFeed.class);

  /** How long a whole answer may take; less than a turn's lease. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final @Nullable Looking looking;

  private OutageFeed(@Nullable Looking looking) {
    this.looking = looking;
  }

  /** None: nothing is looked at. */
  public static OutageFeed none() {
    return new OutageFeed(null);
  }

  /**
   * The feed that a file describes.
   *
   * @param name the file's, for what is said of it
   * @param text what is in it, see {@code routes/outage-feed.yaml}
   * @param address where the feed is; blank for the one in the file
   * @param node this program's name among those that share the database
   * @param db on the same data source as the door's transactions
   * @throws org.beforehand.decide.RulesRefused naming file, line and what was expected
   * @throws IllegalArgumentException if there is no address, or it is none
   */
  public static OutageFeed of(
      String name,
      String text,
      String address,
      String node,
      JdbcClient db,
      Door door,
      InstantSource clock) {
    FeedFile file = FeedFile.read(name, text);
    String from = !address.isBlank() ? address : file.from() == null ? "" : file.from();
    return new OutageFeed(
        new Looking(
            file,
            FeedSource.at(from, PATIENCE),
            new FeedTable(db, file.feed(), node),
            door,
            clock));
  }

  /** Looks, if a look is due and no other node is at it. Called by the route. */
  public void poll() throws InterruptedException {
    if (looking != null) {
      looking.poll();
    }
  }

  /** How the feed stands, for whoever watches over it; empty where none was ever looked at. */
  public Optional<FeedReport> report() {
    return looking == null ? Optional.empty() : looking.table().report();
  }

  /** One feed and what is needed to look at it. */
  private record Looking(
      FeedFile file, FeedSource source, FeedTable table, Door door, InstantSource clock) {

    void poll() throws InterruptedException {
      Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
      Optional<Turn> turn = table.claim(at, at.minus(file.trust().every()));
      if (turn.isEmpty()) {
        return;
      }
      boolean ended = false;
      try {
        look(turn.get(), at);
        ended = true;
      } catch (TurnLost lost) {
        LOG.info("feed {}: another node has taken over", file.feed());
      } catch (Unstored unstored) {
        if (!(unstored.getCause() instanceof TurnLost)) {
          throw unstored;
        }
        LOG.info("feed {}: another node has taken over", file.feed());
      } finally {
        if (!ended) {
          release(turn.get());
        }
      }
    }

    /** A turn that is not given back ends with its lease, so nothing depends on this. */
    private void release(Turn turn) {
      try {
        table.release(turn);
      } catch (RuntimeException away) {
        LOG.debug("feed {}: the turn was not given back", file.feed());
      }
    }

    private void look(Turn turn, Instant at) throws InterruptedException {
      Fetched fetched = source.fetch(turn.etag(), turn.modified());
      if (fetched instanceof Fetched.Body body) {
        Snapshot snapshot = Snapshot.of(body.bytes(), file.mapping());
        compare(turn, snapshot, table.known(snapshot.seen()), body.etag(), body.modified(), at);
      } else if (fetched instanceof Fetched.Same) {
        // Conditions are sent after a good snapshot only: what was there then is there now.
        Map<String, KnownOutage> known = table.known(Set.of());
        Set<String> there = new HashSet<>();
        known.forEach(
            (id, outage) -> {
              if (outage.absent() == 0) {
                there.add(id);
              }
            });
        Snapshot same = Snapshot.same(turn.state(), there);
        compare(turn, same, known, turn.etag(), turn.modified(), at);
      } else if (fetched instanceof Fetched.Failed failed) {
        FeedState state = turn.state().failed();
        table.settle(
            turn, state, problem(state, failed.reason()), turn.etag(), turn.modified(), at);
        say(turn.state(), state, failed.reason());
      }
    }

    private void compare(
        Turn turn,
        Snapshot snapshot,
        Map<String, KnownOutage> known,
        @Nullable String etag,
        @Nullable String modified,
        Instant at) {
      SnapshotComparison found = SnapshotComparison.of(file, turn.state(), known, snapshot, at);
      List<String> refused = new ArrayList<>();
      for (Change change : found.changes()) {
        String why = tell(turn, change, at);
        if (why != null) {
          refused.add(why);
        }
      }
      if (!refused.isEmpty()) {
        LOG.warn(
            "feed {}: {} events were not taken, such as {}",
            file.feed(),
            refused.size(),
            refused.get(0));
      }
      boolean good = found.state().standing() == FeedStanding.GOOD;
      // Whatever is to be offered again, or in doubt, must be seen again in full.
      boolean settled = good && refused.isEmpty();
      door.accept(
          List.of(),
          at,
          none -> {
            table.hold(turn);
            table.put(found.quiet());
            table.settle(
                turn,
                found.state(),
                good ? null : problem(found.state(), found.detail()),
                settled ? etag : null,
                settled ? modified : null,
                at);
          });
      say(turn.state(), found.state(), found.detail());
      if (snapshot.unreadable() != turn.state().unreadable()) {
        LOG.warn(
            "feed {}: {} of {} rows could not be read{}",
            file.feed(),
            snapshot.unreadable(),
            snapshot.rows(),
            snapshot.example() == null ? "" : ", such as " + snapshot.example());
      }
    }

    /** Null where it was taken; else what to say about it. It is offered again at the next look. */
    private @Nullable String tell(Turn turn, Change change, Instant at) {
      List<Receipt> receipts =
          door.accept(
              List.of(change.event()),
              at,
              told -> {
                table.hold(turn);
                if (stored(told.get(0))) {
                  table.put(List.of(change.after()));
                }
              });
      return stored(receipts.get(0))
          ? null
          : change.event().event().type()
              + " about "
              + change.after().id()
              + ": "
              + receipts.get(0).detail();
    }

    private static boolean stored(Receipt receipt) {
      return switch (receipt.outcome()) {
        case ACCEPTED, REPEATED, WAITING, PARKED -> true;
        case CONFLICT, REFUSED -> false;
      };
    }

    private static String problem(FeedState state, String detail) {
      return state.standing().said() + ": " + detail;
    }

    /** Said once when it changes, by the node whose turn it was. */
    private void say(FeedState before, FeedState after, String detail) {
      if (before.standing() == after.standing()) {
        return;
      }
      if (after.standing() == FeedStanding.GOOD) {
        LOG.info("feed {} {}", file.feed(), after.standing().said());
      } else {
        LOG.warn(
            "feed {} {}; {}",
            file.feed(),
            problem(after, detail),
            after.standing() == FeedStanding.FAILED
                ? "nothing is opened or restored until it can"
                : "what is missing from it does not count as restored meanwhile");
      }
    }
  }
}
