package org.beforehand.decide;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The silences of an installation. Calls belong to the caller's transaction. */
public final class SilenceList {

  private final SilenceTable table;

  public SilenceList(JdbcClient db) {
    this.table = new SilenceTable(db);
  }

  /**
   * A silence as it is kept.
   *
   * @param endedAt when it was over; null as long as it is not
   * @param endedBy who ended it before its time; null where nobody did
   */
  public record Kept(
      Silence silence, Instant madeAt, @Nullable Instant endedAt, @Nullable String endedBy) {}

  /**
   * Adds one; every node hears of it when it next looks what is published.
   *
   * @return its number
   */
  public long add(Silence silence, Instant at) {
    return table.insert(silence, at);
  }

  /** Ends one before its time; null if there is none of that number that has not ended. */
  public @Nullable Silence end(long id, String who, Instant at) {
    return table.end(id, who, at).stream().findFirst().orElse(null);
  }

  /** What is silenced or will be. */
  public Silences standing() {
    return new Silences(table.standing());
  }

  /** Those of these numbers, as they were made. */
  public Silences of(Collection<Long> numbers) {
    return numbers.isEmpty() ? Silences.NONE : new Silences(table.find(numbers));
  }

  /**
   * The latest first.
   *
   * @param before only those with a lower number; null for all
   */
  public List<Kept> latest(@Nullable Long before, int most) {
    return table.latest(before, most);
  }

  /** Those that end by then, each only once; what is over at {@code at} is noted as such. */
  public List<Silence> ending(Instant by, Instant at) {
    List<Silence> ending = table.ending(by);
    table.lapse(at);
    return ending;
  }
}
