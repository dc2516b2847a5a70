package org.beforehand.intake;

import java.io.InputStream;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.beforehand.customer.BadRecord;
import org.beforehand.customer.CustomerRecord;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;

/**
 * Reads customer records from JSON Lines or CSV, one row at a time and in bounded memory. In CSV,
 * {@code scopes} and {@code preferred} are separated by {@code ;}, consents and traits are columns
 * such as {@code consent.care} and {@code trait.plan}, an empty cell is an absent field, and a
 * trait that looks like a number (without a leading zero) is one.
 */
public final class CustomerReader {
  /** The type of the event that a customer record becomes. */
  public static final String UPDATED = "customer.updated";

  /** What reading one row gave. */
  public sealed interface Row {
    /** Where the row begins, from 1; a CSV file's header is line 1. */
    long line();

    /**
     * A record that can be taken.
     *
     * @param data as {@link CustomerRecord#read} takes it
     * @param warnings what will be kept out of it
     */
    record Good(long line, Map<String, Object> data, List<String> warnings) implements Row {}

    /** A row that is no record, and why. */
    record Bad(long line, String reason) implements Row {}
  }

  /**
   * Reads the rows of a stream, which the caller closes.
   *
   * @param in UTF-8, with or without a byte order mark
   * @param at the records' instant, by which birthdays are judged
   * @return in the stream's order; fails with UncheckedIOException if the stream does
   */
  public Iterator<Row> rows(InputStream in, Format format, ColumnMap map, Instant at) {
    return new Records(in, format, map, RecordKind.CUSTOMER).each(entry -> row(entry, at));
  }

  /**
   * The event that a good row becomes.
   *
   * @param source who sent it, such as {@code inbox:customers.csv}
   * @param id unique within the source, and the same when the same row is sent again
   */
  public Read.Good event(Row.Good row, String source, String id, Instant at) {
    Subject subject = new Subject.OfCustomer((String) row.data().getOrDefault("id", ""));
    return new Read.Good(
        new Event(source, id, UPDATED, subject, at, row.data()),
        Fingerprint.of(UPDATED, subject, null, row.data()));
  }

  Row row(Records.Entry entry, Instant at) {
    if (entry.problem() != null) {
      return new Row.Bad(entry.line(), entry.problem());
    }
    try {
      CustomerRecord record = CustomerRecord.read(entry.data(), at, "file");
      return new Row.Good(entry.line(), entry.data(), record.warnings());
    } catch (BadRecord bad) {
      return new Row.Bad(entry.line(), String.valueOf(bad.getMessage()));
    }
  }
}
