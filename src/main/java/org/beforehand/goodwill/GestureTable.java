package org.beforehand.goodwill;

import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.beforehand.fact.GestureKind;
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
  void insert(Collection<Gestures.Grant> grants, Function<Gestures.Grant, @Nullable String> code) {
    List<Gestures.Grant> rows =
        grants.stream().sorted(Comparator.comparingLong(Gestures.Grant::outreach)).toList();
    db.sql(
            """
            insert into gesture as g
                   (outreach, customer, campaign, amount, currency, reason, budget, revision, state,
                    at, period, funds, sweep, asks, kind, value, until, code, asked_by)
            select n.outreach, n.customer, n.campaign, n.amount::numeric, n.currency, n.reason,
                   n.budget, n.revision, 'promised', n.at, n.period, n.funds, n.sweep, n.asks,
                   n.kind, n.value::numeric, n.until, decode(n.code, 'hex'), n.asked_by
              from unnest(:outreach::bigint[], :customers::text[], :campaigns::text[],
                          :amounts::text[], :currencies::text[], :reasons::text[],
                          :budgets::text[], :revisions::text[], :ats::timestamptz[],
                          :periods::date[], :funds::text[], :sweeps::bigint[], :asks::text[],
                          :kinds::text[], :values::text[], :untils::timestamptz[], :codes::text[],
                          :askers::text[])
                   as n(outreach, customer, campaign, amount, currency, reason, budget, revision,
                        at, period, funds, sweep, asks, kind, value, until, code, asked_by)
            on conflict (outreach) do update
               set amount = excluded.amount, currency = excluded.currency,
                   reason = excluded.reason, budget = excluded.budget,
                   revision = excluded.revision, at = excluded.at, period = excluded.period,
                   funds = excluded.funds, sweep = coalesce(excluded.sweep, g.sweep),
                   asks = excluded.asks, request = null, not_before = null, refusal = null,
                   wanted = null, lowered = null, kind = excluded.kind,
                   value = excluded.value, until = excluded.until, code = excluded.code,
                   asked_by = excluded.asked_by
             where g.state = 'promised'
            """)
        .param("outreach", longs(rows, Gestures.Grant::outreach))
        .param("customers", texts(rows, Gestures.Grant::customer))
        .param("campaigns", texts(rows, Gestures.Grant::campaign))
        .param("amounts", texts(rows, grant -> plain(grant.worth().cost())))
        .param("currencies", texts(rows, grant -> grant.worth().cost().currency()))
        .param("kinds", texts(rows, grant -> grant.worth().kind().word()))
        .param("values", texts(rows, grant -> value(grant.worth())))
        .param("untils", times(rows, grant -> grant.worth().until()))
        .param("codes", texts(rows, code))
        .param("reasons", texts(rows, Gestures.Grant::reason))
        .param("budgets", texts(rows, grant -> budget(grant.source())))
        .param("revisions", texts(rows, Gestures.Grant::revision))
        .param("ats", times(rows, Gestures.Grant::at))
        .param("periods", texts(rows, GestureTable::period))
        .param("funds", texts(rows, grant -> funds(grant.source())))
        .param("sweeps", rows.stream().map(Gestures.Grant::sweep).toArray(Long[]::new))
        .param("asks", awaited(rows, Gestures.Awaited::asks))
        .param("askers", awaited(rows, Gestures.Awaited::askedBy))
        .update();
  }

  private static @Nullable String[] awaited(
      List<Gestures.Grant> rows, Function<Gestures.Awaited, @Nullable String> what) {
    return texts(
        rows, grant -> grant.source() instanceof Gestures.Awaited one ? what.apply(one) : null);
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

  private static String plain(Money money) {
    return money.amount().toPlainString();
  }

  private static @Nullable String value(Gestures.Worth worth) {
    return worth.value().equals(worth.cost()) ? null : plain(worth.value());
  }

  /** Those that are done, being done or paid; what came to nothing may be done anew. */
  Set<Long> underWay(Collection<Long> outreach) {
    db.sql(
            """
            delete from fulfilment
             where outreach = any(:outreach) and state in ('refused', 'withdrawn')
            """)
        .param("outreach", outreach.toArray(Long[]::new))
        .update();
    return new HashSet<>(
        db.sql(
                """
                select outreach from fulfilment where outreach = any(:outreach)
                union
                select outreach from gesture
                 where outreach = any(:outreach) and funds in ('spent', 'expired')
                """)
            .param("outreach", outreach.toArray(Long[]::new))
            .query(Long.class)
            .list());
  }

  Map<Long, Gestures.Promised> of(Collection<Long> outreach) {
    Map<Long, Gestures.Promised> found = new HashMap<>();
    db.sql(
            """
            select v.outreach, v.amount, v.currency, g.kind, g.until, v.state
              from given v join gesture g on g.outreach = v.outreach
             where v.outreach = any(:outreach)
            """)
        .param("outreach", outreach.toArray(Long[]::new))
        .query(
            row -> {
              OffsetDateTime until = row.getObject(5, OffsetDateTime.class);
              found.put(
                  row.getLong(1),
                  new Gestures.Promised(
                      GestureKind.of(row.getString(4)),
                      new Money(row.getBigDecimal(2), row.getString(3)),
                      until == null ? null : until.toInstant(),
                      row.getString(6).equals("fulfilled")));
            });
    return found;
  }

  /**
   * The row itself decides who was first; of those in one batch it is the order in which they came.
   */
  List<Gestures.Use> redeem(
      List<Gestures.Redemption> wanted, Function<Gestures.Redemption, String> hash, Instant at) {
    return db.sql(
            """
            with n as (
              select * from unnest(:customers::text[], :hashes::text[], :orders::text[])
                              with ordinality as n(customer, hash, ord, n)),
            rows as (
              select g.outreach, n.n, n.ord, g.code_used is not null as before,
                     g.code_used is null and g.until > :at
                       and g.funds is distinct from 'expired'
                       and g.funds is distinct from 'refunded' as good
                from gesture g
                join n on g.code = decode(n.hash, 'hex') and g.customer = n.customer
               order by g.outreach for update of g),
            first as (
              select distinct on (outreach) outreach, n, ord from rows
               where good order by outreach, n),
            used as (
              update gesture g set code_used = :at, code_for = first.ord
                from first where g.outreach = first.outreach)
            select case when r.outreach is null then 'unknown'
                        when f.n = n.n then 'used'
                        when r.before or f.n is not null then 'used_before'
                        else 'expired' end
              from n left join rows r on r.n = n.n left join first f on f.outreach = r.outreach
             order by n.n
            """)
        .param("customers", texts(wanted, Gestures.Redemption::customer))
        .param("hashes", texts(wanted, hash))
        .param("orders", texts(wanted, Gestures.Redemption::order))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .query((row, n) -> Gestures.Use.valueOf(row.getString(1).toUpperCase(Locale.ROOT)))
        .list();
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
