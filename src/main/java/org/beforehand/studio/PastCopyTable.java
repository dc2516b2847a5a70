package org.beforehand.studio;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of a past that was just copied: what can be told only once all of it is there. */
final class PastCopyTable {

  private final JdbcClient db;

  PastCopyTable(DataSource copy) {
    this.db = JdbcClient.create(copy);
  }

  /** Makes room for the company's own row. */
  void clear() {
    db.sql("delete from installation").update();
  }

  /** Takes back to this instant what was copied as it is now. */
  void asOf(Instant begins) {
    db.sql(
            """
            update customer c set profile = v.profile, seq = greatest(c.seq, v.seq)
              from customer_version v where v.customer = c.id
            """)
        .update();
    db.sql(
            """
            delete from customer c
             where not exists (select from customer_version v where v.customer = c.id)
            """)
        .update();
    db.sql(
            """
            delete from consent n
             where not exists (select from customer c where c.id = n.customer and n.seq <= c.seq)
            """)
        .update();
    db.sql(
            """
            insert into customer_scope (scope, hash, customer, added)
            select s.scope, c.hash, c.id, v.at
              from customer c join customer_version v on v.customer = c.id,
                   jsonb_array_elements_text(coalesce(c.profile -> 'scopes', '[]')) as s(scope)
            on conflict do nothing
            """)
        .update();
    // Whoever became a customer later was unknown then, and what came for them waits.
    db.sql(
            """
            update event e set outcome = 'waiting', seq = null
             where e.customer is not null and e.outcome in ('decided', 'no_listener', 'stale')
               and e.received < :begins and not exists (select from customer c where c.id = e.customer)
            """)
        .param("begins", begins.atOffset(ZoneOffset.UTC))
        .update();
    db.sql(
            """
            update incident_scope s
               set open = not i.ended and i.status <> 'planned', episode = least(s.episode, i.episode)
              from incident i where i.id = s.incident
            """)
        .update();
    // What is new here gets numbers of its own.
    for (String table : List.of("outreach", "sweep", "timer")) {
      renumber(table, "id");
    }
    renumber("waiting_list", "number");
  }

  private void renumber(String table, String column) {
    db.sql(
            """
            select setval(pg_get_serial_sequence('%1$s', '%2$s'),
                          coalesce(max(%2$s), 0) + 1, false) from %1$s
            """
                .formatted(table, column))
        .query(Long.class)
        .single();
  }

  long customers() {
    return db.sql("select count(*) from customer").query(Long.class).single();
  }
}
