package org.beforehand.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** sweep_range: how far a sweep has come, in parts that several sweepers work on at once. */
final class RangeTable {

  /** Audiences up to this many are one range; larger ones are split for several sweepers. */
  static final int SMALL = 2_000;

  private static final int RANGES = 8;

  private final JdbcClient db;

  RangeTable(JdbcClient db) {
    this.db = db;
  }

  /** Splits the 64-bit space of customer hashes evenly; each range starts with its own cursor. */
  void split(long id, int audience) {
    int ranges = audience < SMALL ? 1 : RANGES;
    long width = Long.divideUnsigned(-1L, ranges);
    Long[] froms = new Long[ranges];
    Long[] uptos = new Long[ranges];
    for (int n = 0; n < ranges; n++) {
      froms[n] = Long.MIN_VALUE + n * width;
      uptos[n] = n == ranges - 1 ? Long.MAX_VALUE : Long.MIN_VALUE + (n + 1) * width - 1;
    }
    db.sql(
            """
            insert into sweep_range (sweep, n, hash, customer, upto, done)
            select :sweep, r.n - 1, r.hash, '', r.upto, false
              from unnest(:froms::bigint[], :uptos::bigint[]) with ordinality as r(hash, upto, n)
            """)
        .param("sweep", id)
        .param("froms", froms)
        .param("uptos", uptos)
        .update();
  }

  /** A range that this transaction now works on. */
  record Range(long sweep, int n, long hash, String customer, long upto) {}

  /**
   * The range that has come least far, so that a small sweep never waits behind a large one. The
   * row lock is the lease: it ends with the transaction, whether by commit or by a crash. A range
   * whose sweep was overtaken is given out too, to be closed: if it stayed open, every later claim
   * would step over it.
   */
  Optional<Range> claim() {
    return db.sql(
            """
            select * from sweep_range where not done
             order by decided, sweep, n limit 1
               for update skip locked
            """)
        .query((row, n) -> range(row))
        .optional();
  }

  /** The same range again; empty if somebody else has it or it is done. */
  Optional<Range> claim(long sweep, int n) {
    return db.sql(
            """
            select * from sweep_range where sweep = :sweep and n = :n and not done
               for update skip locked
            """)
        .param("sweep", sweep)
        .param("n", n)
        .query((row, i) -> range(row))
        .optional();
  }

  private static Range range(ResultSet row) throws SQLException {
    return new Range(
        row.getLong("sweep"),
        row.getInt("n"),
        row.getLong("hash"),
        row.getString("customer"),
        row.getLong("upto"));
  }

  /** One customer of the audience. */
  record Member(long hash, String customer) {}

  void advance(Range range, Member last, boolean done, int decided) {
    db.sql(
            """
            update sweep_range
               set hash = :hash, customer = :customer, done = :done, decided = decided + :decided
             where sweep = :sweep and n = :n
            """)
        .param("hash", last.hash())
        .param("customer", last.customer())
        .param("done", done)
        .param("decided", decided)
        .param("sweep", range.sweep())
        .param("n", range.n())
        .update();
  }

  void finish(Range range) {
    db.sql("update sweep_range set done = true where sweep = :sweep and n = :n")
        .param("sweep", range.sweep())
        .param("n", range.n())
        .update();
  }
}
