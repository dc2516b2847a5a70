package org.beforehand.goodwill;

import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** gesture: the ledger. Amounts travel as text, which is exact. */
final class GestureTable {

  private final JdbcClient db;

  GestureTable(JdbcClient db) {
    this.db = db;
  }

  /**
   * An outreach that lives again, because what overtook it proved false or it was decided anew,
   * promises anew; it stays part of its sweep.
   */
  void insert(Collection<Gestures.Grant> grants) {
    List<Gestures.Grant> rows =
        grants.stream().sorted(Comparator.comparingLong(Gestures.Grant::outreach)).toList();
    db.sql(
            """
            insert into gesture as g
                   (outreach, customer, campaign, amount, currency, reason, budget, revision, state,
                    at, period, funds, sweep, asks)
            select n.outreach, n.customer, n.campaign, n.amount::numeric, n.currency, n.reason,
                   n.budget, n.revision, 'promised', n.at, n.period, n.funds, n.sweep, n.asks
              from unnest(:outreach::bigint[], :customers::text[], :campaigns::text[],
                          :amounts::text[], :currencies::text[], :reasons::text[],
                          :budgets::text[], :revisions::text[], :ats::timestamptz[],
                          :periods::date[], :funds::text[], :sweeps::bigint[], :asks::text[])
                   as n(outreach, customer, campaign, amount, currency, reason, budget, revision,
                        at, period, funds, sweep, asks)
            on conflict (outreach) do update
               set amount = excluded.amount, currency = excluded.currency,
                   reason = excluded.reason, budget = excluded.budget,
                   revision = excluded.revision, at = excluded.at, period = excluded.period,
                   funds = excluded.funds, sweep = coalesce(excluded.sweep, g.sweep),
                   asks = excluded.asks, request = null, not_before = null, refusal = null,
                   wanted = null, lowered = null
             where g.state = 'promised'
            """)
        .param("outreach", longs(rows, Gestures.Grant::outreach))
        .param("customers", texts(rows, Gestures.Grant::customer))
        .param("campaigns", texts(rows, Gestures.Grant::campaign))
        .param("amounts", texts(rows, grant -> grant.money().amount().toPlainString()))
        .param("currencies", texts(rows, grant -> grant.money().currency()))
        .param("reasons", texts(rows, Gestures.Grant::reason))
        .param("budgets", texts(rows, grant -> budget(grant.source())))
        .param("revisions", texts(rows, Gestures.Grant::revision))
        .param("ats", times(rows, Gestures.Grant::at))
        .param("periods", texts(rows, GestureTable::period))
        .param("funds", texts(rows, grant -> funds(grant.source())))
        .param("sweeps", rows.stream().map(Gestures.Grant::sweep).toArray(Long[]::new))
        .param(
            "asks",
            texts(
                rows, grant -> grant.source() instanceof Gestures.Awaited one ? one.asks() : null))
        .update();
  }

  private static @Nullable String budget(Gestures.Source source) {
    if (source instanceof Gestures.Unlimited free) {
      return free.budget();
    }
    return source instanceof Gestures.Awaited awaited
        ? awaited.budget()
        : ((Gestures.Account) source).account().budget();
  }

  private static @Nullable String period(Gestures.Grant grant) {
    LocalDate period = Gestures.period(grant.source());
    return period == null ? null : period.toString();
  }

  private static @Nullable String funds(Gestures.Source source) {
    if (source instanceof Gestures.Unlimited) {
      return null;
    }
    return source instanceof Gestures.Awaited ? "awaiting" : "reserved";
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

  List<Gestures.Group> groups() {
    return db.sql(
            """
            select distinct sweep, campaign, budget, currency from gesture
             where funds = 'awaiting' and sweep is not null
             order by budget, sweep, campaign, currency
            """)
        .query(
            (row, n) ->
                new Gestures.Group(
                    row.getLong(1), row.getString(2), row.getString(3), row.getString(4)))
        .list();
  }

  List<Gestures.Settled> settled(int most) {
    return db.sql(
            """
            select outreach, refusal, not_before from gesture
             where funds in ('granted', 'refused') order by outreach limit :most
            """)
        .param("most", most)
        .query(
            (row, n) -> {
              OffsetDateTime notBefore = row.getObject(3, OffsetDateTime.class);
              return new Gestures.Settled(
                  row.getLong(1),
                  row.getString(2),
                  notBefore == null ? null : notBefore.toInstant());
            })
        .list();
  }

  void carriedOut(Collection<Long> outreach) {
    db.sql(
            """
            update gesture
               set funds = case when funds = 'refused' then 'void'
                                when period is not null then 'reserved' end
             where outreach = any(:outreach) and funds in ('granted', 'refused')
            """)
        .param("outreach", outreach.toArray(Long[]::new))
        .update();
  }
}
