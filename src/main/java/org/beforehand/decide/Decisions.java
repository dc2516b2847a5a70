package org.beforehand.decide;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps what was decided and why, for ever. */
public final class Decisions {

  private final DecisionTable table;
  private final HeldOutTable heldOut;

  public Decisions(JdbcClient db) {
    this.table = new DecisionTable(db);
    this.heldOut = new HeldOutTable(db);
  }

  /**
   * Stores decisions, and who was held out by them, in the caller's transaction.
   *
   * @param sweep the sweep they belong to, or null
   * @throws org.springframework.dao.DuplicateKeyException if one of them was decided before
   */
  public void keep(Collection<Decision> decisions, @Nullable Long sweep) {
    table.insert(decisions, sweep);
    List<Decision.HeldOut> those =
        decisions.stream().flatMap(decision -> decision.heldOut().stream()).toList();
    if (!those.isEmpty()) {
      heldOut.insert(those);
    }
  }
}
