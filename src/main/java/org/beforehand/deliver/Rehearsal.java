package org.beforehand.deliver;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.beforehand.decide.Reason;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.RehearsalTable.Which;
import org.beforehand.fact.Channel;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Share;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Empties the outbox in virtual time, without anybody who could carry anything: what is due gets
 * the same last look and the same letter as it would before leaving, and is then settled as sent at
 * its own due instant.
 */
public final class Rehearsal {

  private static final int BATCH = 1_000;

  /** As many as somebody reads. */
  private static final int SAMPLES = 10;

  private final TransactionTemplate transaction;
  private final RehearsalTable table;
  private final DispatchTable outbox;
  private final LastLook look;
  private final FallbackTable fallback;
  private final DeskRoom desk;
  private final Letters letters;
  private final Joining joining;
  private final Settling settling;
  private final Rulebooks rulebooks;
  private final Samples samples = new Samples(SAMPLES);

  public Rehearsal(JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks) {
    this.transaction = transaction;
    this.table = new RehearsalTable(db);
    this.outbox = new DispatchTable(db, "rehearsal");
    this.look = new LastLook(db, rulebooks);
    this.fallback = new FallbackTable(db);
    this.desk = new DeskRoom(db);
    this.letters = new Letters(rulebooks, LinksBack.EXAMPLES, number -> MessageFacts.EXAMPLE_CODE);
    this.joining = new Joining(db, rulebooks, look, letters);
    this.settling = new Settling(db, transaction, rulebooks);
    this.rulebooks = rulebooks;
  }

  /**
   * Settles everything that is due at this instant for these customers. Each customer is one
   * thread's, so that what is due for them is settled in order.
   *
   * @return how many there were
   */
  public int perform(Share share, Instant at) {
    return perform(share, limited() ? Which.WRITTEN : Which.ALL, at);
  }

  /**
   * Hands over the calls that are due, as far as the desk has room, once every thread has performed
   * its share: who comes first must not depend on which thread was faster.
   *
   * @return how many there were
   */
  public int handOver(Instant at) {
    return limited() ? perform(Share.ALL, Which.CALLS, at) : 0;
  }

  private boolean limited() {
    return !rulebooks.current().policy().calls().isEmpty();
  }

  private int perform(Share share, Which which, Instant at) {
    int all = 0;
    Batch batch;
    do {
      batch = batch(share, which, at);
      all += batch.size();
    } while (batch.more());
    return all;
  }

  /**
   * Some that were due.
   *
   * @param more whether there may be others, or one of these may be due again
   */
  private record Batch(int size, boolean more) {
    static final Batch NONE = new Batch(0, false);
  }

  /**
   * Releases what waited for an earlier outreach whose fate is known now, and settles what gathers,
   * for these customers.
   *
   * @return how many; they may be due
   */
  public int release(Share share, Instant at) {
    return Objects.requireNonNull(transaction.execute(status -> outbox.releaseFollowers(share, at)))
        + settling.at(share, at);
  }

  /**
   * Everything that is due for these customers at this instant, until nothing is left to do; for
   * those among whom nothing is shared. One transaction.
   *
   * @param gathered whether something that gathers is due
   */
  public void settle(Share share, boolean gathered, Instant at) {
    transaction.executeWithoutResult(
        status -> {
          if (gathered) {
            settling.due(share, at);
          }
          while (perform(share, at) > 0 && followed(share, at) > 0) {
            // Something that waited for one of them may be due.
          }
        });
  }

  private int followed(Share share, Instant at) {
    int again = settling.follow(share, at);
    return outbox.releaseFollowers(share, at) + again + (again > 0 ? settling.due(share, at) : 0);
  }

  private Batch batch(Share share, Which which, Instant at) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              List<RehearsalTable.Due> due = table.due(share, which, at, BATCH);
              if (due.isEmpty()) {
                return Batch.NONE;
              }
              List<Move> moves = new ArrayList<>(due.size());
              List<RehearsalTable.Settled> settled = settled(due, which, at);
              table.settle(settled);
              settled.forEach(one -> moves.add(one.move()));
              fallback.onward(Move.failed(moves), at);
              boolean allSent = moves.stream().allMatch(one -> one.to() == OutreachState.SENT);
              return new Batch(due.size(), due.size() == BATCH || !allSent);
            }));
  }

  private List<RehearsalTable.Settled> settled(
      List<RehearsalTable.Due> due, Which which, Instant at) {
    List<Claimed> again = new ArrayList<>();
    List<Claimed> atOnce = new ArrayList<>();
    List<RehearsalTable.Settled> settled = new ArrayList<>(due.size());
    for (RehearsalTable.Due one : due) {
      Claimed claimed = one.claimed();
      // Decided this very instant by these very gates. What one outage says may depend on what
      // another has said meanwhile; nothing else may.
      boolean sure =
          one.decided().equals(claimed.due()) && claimed.incident() == null && which != Which.CALLS;
      if (!sure) {
        again.add(claimed);
      } else if (claimed.channel().byHand()) {
        settled.add(
            new RehearsalTable.Settled(
                Move.sent(claimed.id()), claimed.channels(), claimed.due(), 0));
      } else {
        atOnce.add(claimed);
      }
    }
    if (!again.isEmpty()) {
      LastLook.Seen seen = look.at(again, Claimed::due, at);
      Map<Long, Claimed> asked = new HashMap<>();
      again.forEach(one -> asked.put(one.id(), one));
      for (Move move : desk.within(seen.moves())) {
        Claimed one = Objects.requireNonNull(asked.get(move.id()));
        Handing handing = move.handing();
        settled.add(
            new RehearsalTable.Settled(
                move, (handing == null ? one : handing.call()).channels(), one.due(), 0));
      }
      written(seen.passed(), at, settled);
    }
    if (!atOnce.isEmpty()) {
      written(look.unasked(atOnce, Claimed::due), at, settled);
    }
    return settled;
  }

  /** Some of the mails that would have left, decided with the rules that are tried. */
  public List<Samples.Sample> samples() {
    return samples.chosen();
  }

  private void written(
      List<LastLook.Passed> leaving, Instant at, List<RehearsalTable.Settled> settled) {
    Map<Long, Joined> joined = joining.of(leaving, at);
    for (LastLook.Passed passed : leaving) {
      settled.add(written(passed, joined.getOrDefault(passed.claimed().id(), Joined.NONE)));
    }
  }

  private RehearsalTable.Settled written(LastLook.Passed passed, Joined joined) {
    long id = passed.claimed().id();
    Rendering.Rendered letter = letters.write(passed, joined);
    if (letter != null
        && passed.claimed().channel() == Channel.EMAIL
        && passed.claimed().revision().equals(rulebooks.current().revision())) {
      samples.offer(passed, letter);
    }
    return new RehearsalTable.Settled(
        letter == null
            ? Move.to(id, OutreachState.FAILED, "render", Reason.UNRENDERABLE)
            : Move.sent(id),
        passed.claimed().channels(),
        passed.at(),
        passed.incident() == null ? 0 : passed.incident().version());
  }
}
