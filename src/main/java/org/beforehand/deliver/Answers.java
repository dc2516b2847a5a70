package org.beforehand.deliver;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who answered that service is out all the same, and has not been told since that it is back. */
public final class Answers {

  private final AnswerTable table;

  public Answers(JdbcClient db) {
    this.table = new AnswerTable(db);
  }

  /** For how many an incident is still out. */
  public record StillOut(String incident, long customers) {}

  /** By incident, of answers since then; the most customers first. */
  public List<StillOut> stillOut(Instant since, int most) {
    return table.stillOut(since, most);
  }

  /** The customers for whom this incident is still out, in the order of their ids. */
  public List<String> customers(String incident, int most) {
    return table.customers(incident, most);
  }
}
