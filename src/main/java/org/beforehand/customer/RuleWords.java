package org.beforehand.customer;

import java.time.Instant;
import java.util.Collection;
import org.beforehand.fact.Purpose;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What rules said about customers, kept beside what the company says: mutes, and traits that
 * survive the company's next record. Each with the sequence number it was decided at, so that a
 * dossier can be read as it was. Every call belongs to the caller's transaction.
 */
public final class RuleWords {

  private final RuleWordTable table;

  public RuleWords(JdbcClient db) {
    this.table = new RuleWordTable(db);
  }

  /**
   * Nothing of a purpose is said until then.
   *
   * @param seq the customer's sequence number it was decided at
   * @param at when it was decided
   * @param rule by its full name
   */
  public record Mute(
      String customer, Purpose purpose, long seq, Instant until, Instant at, String rule) {}

  /**
   * Something to remember of a customer.
   *
   * @param seq the customer's sequence number it was decided at
   * @param at when it was decided
   * @param rule by its full name
   */
  public record Trait(
      String customer, String trait, long seq, String value, Instant at, String rule) {}

  /** Mutes. */
  public void mute(Collection<Mute> mutes) {
    if (!mutes.isEmpty()) {
      table.mute(mutes);
    }
  }

  /** Remembers; of several about the same the last one counts. */
  public void remember(Collection<Trait> traits) {
    if (!traits.isEmpty()) {
      table.remember(traits);
    }
  }
}
