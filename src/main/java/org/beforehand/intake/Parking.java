package org.beforehand.intake;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.beforehand.customer.Timeline;
import org.beforehand.customer.Timeline.Entry;
import org.beforehand.intake.Receipt.Outcome;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Where an event goes that could not be decided, so that it stops no other. */
final class Parking {

  private final TransactionTemplate transaction;
  private final Timeline timeline;

  Parking(JdbcClient db, TransactionTemplate transaction) {
    this.transaction = transaction;
    this.timeline = new Timeline(db);
  }

  /** In a commit of its own: kept, visible, and it can be tried again. */
  Receipt park(
      Read.Good good,
      RuntimeException fault,
      Instant at,
      List<Receipt> earlier,
      Consumer<List<Receipt>> alongside) {
    Receipt receipt = new Receipt(good.event().key(), Outcome.PARKED, kind(fault));
    List<Receipt> receipts = Receipt.concat(earlier, List.of(receipt));
    try {
      park(good, receipt, at, false, receipts, alongside);
    } catch (DataAccessException e) {
      Unavailable.rethrow(e);
      // Its data is what the database cannot keep: then the event is kept without.
      park(good, receipt, at, true, receipts, alongside);
    }
    return receipt;
  }

  private void park(
      Read.Good good,
      Receipt receipt,
      Instant at,
      boolean withoutData,
      List<Receipt> receipts,
      Consumer<List<Receipt>> alongside) {
    transaction.executeWithoutResult(
        status -> {
          timeline.remember(
              List.of(
                  new Entry(
                      good.event(),
                      good.fingerprint(),
                      at,
                      null,
                      Timeline.Outcome.PARKED,
                      receipt.detail(),
                      withoutData)));
          Unstored.guard(alongside, receipts);
        });
  }

  /** Class and no more: a message of the database may hold the row. */
  static String kind(RuntimeException fault) {
    Throwable root = fault;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return "deciding failed with " + root.getClass().getSimpleName();
  }
}
