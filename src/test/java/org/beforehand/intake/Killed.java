package org.beforehand.intake;

import java.util.Objects;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions of a node that dies: one of them is done to its last statement and never commits.
 */
final class Killed extends TransactionTemplate {

  private int left = Integer.MAX_VALUE;

  Killed(Corridor corridor) {
    super(
        Objects.requireNonNull(corridor.transaction.getTransactionManager()),
        (TransactionDefinition) corridor.transaction);
  }

  /** The node's death. */
  static final class Now extends Error {
    private static final long serialVersionUID = 1;
  }

  /** So many more commit. */
  void after(int transactions) {
    left = transactions;
  }

  @Override
  public <T> T execute(TransactionCallback<T> action) {
    if (left-- > 0) {
      return super.execute(action);
    }
    return super.execute(
        status -> {
          action.doInTransaction(status);
          throw new Now();
        });
  }
}
