package org.beforehand.intake;

import java.time.Instant;
import java.util.Objects;
import org.beforehand.decide.Rulebooks;
import org.beforehand.fact.Share;
import org.beforehand.goodwill.Codes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What happens to customers because time passed, and not because something came in: timers ring,
 * what waited is decided, pieces in stock are handed on. What becomes an event of it goes through
 * the one door.
 */
public final class Clockwork {

  private final Door door;
  private final TransactionTemplate transaction;
  private final Rulebooks rulebooks;
  private final Timers timers;
  private final WaitingList waitingList;
  private final Waiting waiting;
  private final Redeciding redeciding;
  private final Funding funding;
  private final Runnable afterCommit;

  Clockwork(
      Door door,
      JdbcClient db,
      TransactionTemplate transaction,
      Rulebooks rulebooks,
      Codes codes,
      Runnable afterCommit) {
    this.door = door;
    this.transaction = transaction;
    this.rulebooks = rulebooks;
    this.timers = new Timers(db);
    this.waitingList = new WaitingList(db);
    this.waiting = new Waiting(db, transaction, rulebooks, codes);
    this.redeciding = new Redeciding(db, transaction, rulebooks, codes);
    this.funding = new Funding(db, transaction, rulebooks);
    this.afterCommit = afterCommit;
  }

  /**
   * Accepts the events of timers that have run out. Whoever is killed after an event is accepted
   * and before its timer is marked finds the event known; and so does another node that rings the
   * same timers at once.
   *
   * @param share whose timers
   * @return how many; call again while it is not 0
   */
  public int ringTimers(Share share, Instant at) {
    Timers.Ringing ringing = timers.due(share, at, Intake.MOST);
    if (!ringing.events().isEmpty()) {
      door.accept(ringing.events(), at, receipts -> timers.rung(ringing.numbers()));
    }
    return ringing.events().size();
  }

  /**
   * Hands on what was set aside for long enough, and tells those who have a piece of what came
   * back. As with timers, the event is what makes it happen once.
   *
   * @return how many pieces and customers; call again while it is not 0
   */
  int shareOut(Instant at) {
    int lapsed = Objects.requireNonNull(transaction.execute(status -> waitingList.lapse(at)));
    WaitingList.Telling telling = waitingList.due(at, rulebooks.current());
    if (!telling.events().isEmpty()) {
      door.accept(telling.events(), at, receipts -> waitingList.told(telling, at));
    }
    return lapsed + telling.events().size();
  }

  /**
   * Decides events that waited for a customer who is known now.
   *
   * @return how many; call again while it is not 0
   */
  int retryWaiting(Instant at) {
    return committed(waiting.retry(at));
  }

  /**
   * Decides messages anew that waited when their campaign was published again, or that are to
   * become calls.
   *
   * @param share whose messages
   * @return how many; call again while it is not 0
   */
  public int redecide(Share share, Instant at) {
    return committed(redeciding.some(share, at));
  }

  /** Sees to what was given and waits for money, or has left. */
  void fund(Instant at) {
    committed(funding.at(at));
  }

  private int committed(int some) {
    if (some > 0) {
      afterCommit.run();
    }
    return some;
  }
}
