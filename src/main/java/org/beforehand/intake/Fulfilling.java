package org.beforehand.intake;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.WaitingMessages;
import org.beforehand.goodwill.Fulfilment;
import org.beforehand.goodwill.Fulfilments;
import org.beforehand.goodwill.Handover;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has done what messages say has been done: hands over what is due, notes what is answered, and
 * lets go the messages of what is done. A claim is committed before anything is handed over, and
 * the answer after it; whoever ends in between leaves it to the next, who hands over the same key.
 */
public final class Fulfilling {

  private static final Logger LOG = LoggerFactory.getLogger(Fulfilling.class);

  /** Few enough that all of them are answered, or given up, well within the lease of a claim. */
  private static final int MOST = 16;

  private static final int PAGE = 2_000;

  private final TransactionTemplate transaction;
  private final Rulebooks rulebooks;
  private final Fulfilments fulfilments;
  private final WaitingMessages messages;
  private final Function<Fulfilment, Fulfilment.Answer> handOver;
  private final Runnable afterCommit;

  /**
   * @param handOver has one done, and says what came of it
   * @param afterCommit told when there may be something to send
   */
  public Fulfilling(
      JdbcClient db,
      TransactionTemplate transaction,
      Rulebooks rulebooks,
      Function<Fulfilment, Fulfilment.Answer> handOver,
      Runnable afterCommit) {
    this.transaction = transaction;
    this.rulebooks = rulebooks;
    this.fulfilments = new Fulfilments(db);
    this.messages = new WaitingMessages(db);
    this.handOver = handOver;
    this.afterCommit = afterCommit;
  }

  /**
   * Does some of what is due at this instant.
   *
   * @return whether there was anything; call again while there is
   */
  public boolean page(Instant at) {
    transaction.executeWithoutResult(status -> fulfilments.enter(at));
    String holder = UUID.randomUUID().toString();
    List<Fulfilment> claimed =
        Objects.requireNonNull(transaction.execute(status -> fulfilments.claim(holder, at, MOST)));
    for (Fulfilment one : claimed) {
      Fulfilment.Answer answer = handedOver(one);
      Handover terms = rulebooks.current().policy().handover();
      if (answer instanceof Fulfilment.Unknown && one.tries() >= terms.tries()) {
        LOG.warn("{} was handed over {} times: a colleague has to look", one.key(), one.tries());
      }
      transaction.executeWithoutResult(
          status -> fulfilments.settle(one, holder, answer, terms, at));
    }
    int told = tell(at);
    if (told > 0) {
      afterCommit.run();
    }
    return !claimed.isEmpty() || told > 0;
  }

  private Fulfilment.Answer handedOver(Fulfilment one) {
    try {
      return handOver.apply(one);
    } catch (RuntimeException fault) {
      LOG.warn("{} could not be handed over: {}", one.key(), fault.getClass().getSimpleName());
      return new Fulfilment.Unknown(fault.getClass().getSimpleName());
    }
  }

  private int tell(Instant at) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              List<Fulfilments.Told> page = fulfilments.untold(PAGE);
              if (!page.isEmpty()) {
                messages.fulfilled(page, at);
                fulfilments.told(page);
              }
              return page.size();
            }));
  }
}
