package org.beforehand.studio;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.beforehand.fact.History;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The company's tables, as they were at an instant, copied page by page. COPY takes no parameters,
 * so the instants and the page's bounds are settings of the session, and no text of anybody is ever
 * part of a statement.
 */
final class PastTable {

  /** As far as history is looked back on; see {@code Timeline}. */
  private static final Duration LOOK_BACK = History.LONGEST;

  private static final String SETTINGS =
      "select set_config('past.begins', ?, false), set_config('past.ends', ?, false),"
          + " set_config('past.since', ?, false)";

  private static final String PAGE =
      "select set_config('past.after', ?, false), set_config('past.upto', ?, false)";

  private final DataSource company;
  private final DataSource copy;

  PastTable(DataSource company, DataSource copy) {
    this.company = company;
    this.copy = copy;
  }

  /** Opens both databases, lets this be done, and closes them. */
  void during(Simulation.Period period, Consumer<Reading> work) {
    try (Connection from = company.getConnection();
        Connection to = copy.getConnection()) {
      from.setReadOnly(true);
      Reading reading = new Reading(from, to);
      reading.set(
          SETTINGS,
          period.from().toString(),
          period.to().toString(),
          period.from().minus(LOOK_BACK).toString());
      work.accept(reading);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What is copied.
   *
   * @param into a table and its columns
   * @param select the rows; {@code {begins}}, {@code {ends}} and {@code {since}} are the period's,
   *     {@code {theirs COLUMN}} is whether a row is one of the page's customers'
   */
  record Part(String into, String select) {

    Part page() {
      return with("$1 > current_setting('past.after') and $1 <= current_setting('past.upto')");
    }

    Part rest() {
      return with("$1 > current_setting('past.after')");
    }

    private Part with(String theirs) {
      return new Part(
          into,
          select
              .replaceAll("\\{theirs ([a-z.]+)}", theirs)
              .replaceAll("\\{(begins|ends|since)}", "current_setting('past.$1')::timestamptz"));
    }
  }

  /** One connection to each of the two. */
  static final class Reading {
    private final JdbcTemplate db;
    private final Connection from;
    private final Connection to;

    private Reading(Connection from, Connection to) {
      this.db = new JdbcTemplate(new SingleConnectionDataSource(from, true));
      this.from = from;
      this.to = to;
    }

    private void set(String sql, Object... values) {
      db.queryForMap(sql, values);
    }

    /** The next customers, by their ids. */
    List<String> customers(String after, int most) {
      return db.queryForList(
          "select id from customer where id > ? order by id limit ?", String.class, after, most);
    }

    /**
     * Copies what belongs to the customers of a page, known or not.
     *
     * @param upto the last of them; null for all that are left
     */
    void theirs(String after, @Nullable String upto) {
      set(PAGE, after, upto == null ? "" : upto);
      for (Part part : PastOfCustomersTable.PARTS) {
        copy(upto == null ? part.rest() : part.page());
      }
    }

    /** Copies what belongs to no single customer. */
    void everybodys() {
      for (Part part : PastOfAllTable.PARTS) {
        copy(part.rest());
      }
    }

    private void copy(Part part) {
      ByteArrayOutputStream page = new ByteArrayOutputStream(1 << 16);
      try {
        from.unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("copy (" + part.select() + ") to stdout", page);
        if (page.size() > 0) {
          to.unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(
                  "copy " + part.into() + " from stdin",
                  new ByteArrayInputStream(page.toByteArray()));
        }
      } catch (SQLException | IOException e) {
        throw new IllegalStateException("could not copy " + part.into(), e);
      }
    }
  }
}
