package org.beforehand.decide;

import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.util.Comparator;
import java.util.List;
import org.beforehand.decide.Decision.HeldOut;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * held_out: the counterpart of outreach for those who were left out on purpose, so that both groups
 * are counted in the same way. The explanations alone would have to be searched one by one.
 */
final class HeldOutTable {

  private final JdbcClient db;

  HeldOutTable(JdbcClient db) {
    this.db = db;
  }

  /** The first time of an occurrence counts. */
  void insert(List<HeldOut> heldOut) {
    List<HeldOut> rows =
        heldOut.stream()
            .sorted(
                Comparator.comparing(HeldOut::customer)
                    .thenComparing(HeldOut::campaign)
                    .thenComparing(HeldOut::key))
            .toList();
    db.sql(
            """
            insert into held_out (customer, campaign, key, action, reason, at)
            select n.*
              from unnest(:customers::text[], :campaigns::text[], :keys::text[], :actions::text[],
                          :reasons::text[], :ats::timestamptz[]) n
            on conflict do nothing
            """)
        .param("customers", texts(rows, HeldOut::customer))
        .param("campaigns", texts(rows, HeldOut::campaign))
        .param("keys", texts(rows, HeldOut::key))
        .param("actions", texts(rows, one -> one.action().word()))
        .param("reasons", texts(rows, one -> one.reason().word()))
        .param("ats", times(rows, HeldOut::at))
        .update();
  }
}
