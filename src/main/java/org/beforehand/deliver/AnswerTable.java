package org.beforehand.deliver;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** outreach, as far as its readers answered it. */
final class AnswerTable {

  /** What came later in the same conversation and says that it is back settles the answer. */
  private static final String OPEN =
      """
        from contact c
       where c.state = 'answered' and c.incident is not null
         and (c.stage like 'restored%' or c.stage like 'completed%')
         and not exists (
           select from contact n
            where n.customer = c.customer and n.thread = c.thread and n.id > c.id
              and (n.stage like 'restored%' or n.stage like 'completed%')
              and n.state in ('sent', 'delivered', 'complained', 'in_doubt'))
      """;

  private final JdbcClient db;

  AnswerTable(JdbcClient db) {
    this.db = db;
  }

  List<Answers.StillOut> stillOut(Instant since, int most) {
    return db.sql(
            "select c.incident, count(distinct c.customer)"
                + OPEN
                + """
                   and c.at > :since
                 group by c.incident order by 2 desc, 1 limit :most
                """)
        .param("since", since.atOffset(ZoneOffset.UTC))
        .param("most", most)
        .query((row, n) -> new Answers.StillOut(row.getString(1), row.getLong(2)))
        .list();
  }

  List<String> customers(String incident, int most) {
    return db.sql(
            "select distinct c.customer"
                + OPEN
                + " and c.incident = :incident order by 1 limit :most")
        .param("incident", incident)
        .param("most", most)
        .query(String.class)
        .list();
  }
}
