package org.beforehand.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.beforehand.fact.Event;
import org.beforehand.intake.RejectedLines.Rejection;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of files that were not taken, remembered so that somebody can ask later. Beside the file
 * that lists them, which goes where the file goes.
 */
public final class RefusedRows {

  /** So long somebody may ask. */
  public static final Duration KEPT = Duration.ofDays(180);

  /** What a reason quotes of the row may be anybody's birthday. */
  private static final Pattern QUOTED = Pattern.compile(", found \".*\"");

  private final RefusedRowTable table;

  public RefusedRows(JdbcClient db) {
    this.table = new RefusedRowTable(db);
  }

  /**
   * One of them.
   *
   * @param file its name
   * @param line where it begins in the file, from 1
   * @param reason the place in the row and what was expected there
   */
  public record Row(String file, long line, String reason, Instant at) {

    /** {@code row 812 of customers.csv was refused: birthday: expected ...}. */
    public String said() {
      return "row " + line + " of " + file + " was refused: " + reason;
    }
  }

  /** Those that name this customer, in a period, the latest first; at most 20. */
  public List<Row> ofCustomer(String customer, Instant from, Instant to) {
    return table.ofCustomer(customer, from, to);
  }

  /** Those that name this event, the latest first; at most 20. */
  public List<Row> ofEvent(Event.Key event) {
    return table.ofEvent(event);
  }

  /** Keeps what was refused, in the caller's transaction if there is one. */
  void keep(Reading reading, List<Rejection> rejections) {
    if (!rejections.isEmpty()) {
      table.insert(
          reading,
          rejections.stream()
              .map(one -> new Rejection(one.line(), reason(one.reason()), one.id()))
              .toList());
    }
  }

  private static String reason(String told) {
    String plain = QUOTED.matcher(told.replaceAll("\\p{Cntrl}", " ")).replaceAll("");
    // Half a surrogate pair is no text to the database.
    return new String(plain.getBytes(UTF_8), UTF_8);
  }

  /** Forgets those that nobody asks about any more. */
  void tidy(Instant at) {
    table.forget(at.minus(KEPT));
  }

  /**
   * One reading of one file.
   *
   * @param name the same where the same file is read again
   * @param file as people know it
   */
  record Reading(String name, String file, Instant at) {}
}
