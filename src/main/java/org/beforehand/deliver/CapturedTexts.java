package org.beforehand.deliver;

import java.util.List;
import java.util.function.Predicate;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where text messages go while no carrier is configured: captured in the database and sent to
 * nobody. What is captured counts as delivered, because nobody will ever report on it.
 */
public final class CapturedTexts implements TextCarrier {

  private final CapturedTextTable table;

  public CapturedTexts(JdbcClient db) {
    this.table = new CapturedTextTable(db);
  }

  @Override
  public Delivery carry(Text text) {
    try {
      table.insert(
          new CapturedText(
              text.id(),
              text.at(),
              text.to(),
              text.body(),
              SmsParts.of(text.body()).parts(),
              text.language().toLanguageTag()));
      return new Delivery.Accepted("captured", null, true);
    } catch (DataAccessException e) {
      // A repeated capture is the same row, so trying again is harmless even if this one was kept.
      return new Delivery.TryLater("not captured: " + e.getClass().getSimpleName());
    }
  }

  /** The newest captured texts, newest first; {@code limit} from 1 to 1,000. */
  public List<CapturedText> latest(int limit) {
    return table.latest(Math.max(1, Math.min(limit, 1_000)));
  }

  /** Nobody reports anything. */
  @Override
  public void reportTo(Predicate<TextReport> reports) {}

  /** Nothing to close: the connections belong to the database's pool. */
  @Override
  public void close() {}
}
