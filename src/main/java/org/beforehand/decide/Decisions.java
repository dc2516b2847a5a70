package org.beforehand.decide;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.beforehand.fact.Event;
import org.beforehand.fact.Stage;
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
    keepHeldOut(decisions);
  }

  /** The same for what was decided anew; what was decided first stays as it is. */
  public void keepAnew(Collection<Decision> decisions) {
    table.insertAnew(decisions);
    keepHeldOut(decisions);
  }

  private void keepHeldOut(Collection<Decision> decisions) {
    List<Decision.HeldOut> those =
        decisions.stream().flatMap(decision -> decision.heldOut().stream()).toList();
    if (!those.isEmpty()) {
      heldOut.insert(those);
    }
  }

  /**
   * A decision as it was stored.
   *
   * @param event what it was about: the event itself, or the one the stage follows from
   * @param moment its place in the order of everything that was written
   * @param why what {@link Decision#why} wrote
   */
  public record Stored(
      String customer,
      Event.Key event,
      @Nullable Stage stage,
      String trigger,
      long seq,
      Instant at,
      long moment,
      String revision,
      Map<String, Object> why) {

    /** The messages it was decided anew for; null where it was decided for the first time. */
    public @Nullable Anew anew() {
      return why.get("anew") instanceof List<?> written ? Anew.read(written) : null;
    }
  }

  /** Which decisions a reader asks for; null means whichever it is. */
  public record Interest(
      @Nullable String customer, Event.@Nullable Key event, Instant from, Instant to, int most) {}

  /** The latest first. */
  public List<Stored> find(Interest interest) {
    return table.find(interest);
  }
}
