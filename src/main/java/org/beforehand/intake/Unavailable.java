package org.beforehand.intake;

import java.sql.SQLException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells a database that does not answer from an event that cannot be decided. */
final class Unavailable {
  private Unavailable() {}

  /** Throws the fault on if it says nothing about the event. */
  static void rethrow(RuntimeException fault) {
    if (fault instanceof CannotCreateTransactionException
        || fault instanceof TransactionSystemException
        || fault instanceof DataAccessResourceFailureException
        || fault instanceof NonTransientDataAccessResourceException
        || fault instanceof RecoverableDataAccessException
        || connectionLost(fault)) {
      throw fault;
    }
  }

  /** SQL states 08 (connection), 53 (out of resources), 57 (shut down by an operator). */
  private static boolean connectionLost(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        String state = sql.getSQLState();
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
      }
    }
    return false;
  }
}
