package org.beforehand.goodwill;

import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beforehand.fact.Money;
import org.springframework.jdbc.core.simple.JdbcClient;

/** gesture: the ledger. Amounts travel as text, which is exact. */
final class GestureTable {

  private final JdbcClient db;

  GestureTable(JdbcClient db) {
    this.db = db;
  }

  /** An outreach that lives again, because what overtook it proved false, promises anew. */
  void insert(Collection<Gestures.Grant> grants) {
    List<Gestures.Grant> rows =
        grants.stream().sorted(Comparator.comparingLong(Gestures.Grant::outreach)).toList();
    db.sql(
            """
            insert into gesture as g
                   (outreach, customer, amount, currency, reason, budget, revision, state,
                    at)
            select n.outreach, n.customer, n.amount::numeric, n.currency, n.reason, n.budget,
                   n.revision, 'promised', n.at
              from unnest(:outreach::bigint[], :customers::text[], :amounts::text[],
                          :currencies::text[], :reasons::text[], :budgets::text[], :revisions::text[],
                          :ats::timestamptz[])
                   as n(outreach, customer, amount, currency, reason, budget, revision, at)
            on conflict (outreach) do update
               set amount = excluded.amount, currency = excluded.currency,
                   reason = excluded.reason, budget = excluded.budget,
                   revision = excluded.revision, at = excluded.at
             where g.state = 'promised'
            """)
        .param("outreach", longs(rows, Gestures.Grant::outreach))
        .param("customers", texts(rows, Gestures.Grant::customer))
        .param("amounts", texts(rows, grant -> grant.money().amount().toPlainString()))
        .param("currencies", texts(rows, grant -> grant.money().currency()))
        .param("reasons", texts(rows, Gestures.Grant::reason))
        .param("budgets", texts(rows, Gestures.Grant::budget))
        .param("revisions", texts(rows, Gestures.Grant::revision))
        .param("ats", times(rows, Gestures.Grant::at))
        .update();
  }

  Map<Long, Money> of(Collection<Long> outreach) {
    Map<Long, Money> found = new HashMap<>();
    db.sql("select outreach, amount, currency from gesture where outreach = any(:outreach)")
        .param("outreach", outreach.toArray(Long[]::new))
        .query(
            row -> {
              found.put(row.getLong(1), new Money(row.getBigDecimal(2), row.getString(3)));
            });
    return found;
  }
}
