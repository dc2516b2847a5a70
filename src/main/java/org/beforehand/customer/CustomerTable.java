package org.beforehand.customer;

import static org.beforehand.fact.Columns.flags;
import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.customer.Customers.Change;
import org.beforehand.customer.Customers.ConsentGiven;
import org.beforehand.customer.Customers.Refusal;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Purpose;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** customer, customer_version, consent and customer_scope: always a whole batch a statement. */
final class CustomerTable {

  private final JdbcClient db;

  CustomerTable(JdbcClient db) {
    this.db = db;
  }

  void lock(List<Long> hashes) {
    db.sql("select pg_advisory_xact_lock(h)::text from unnest(:hashes::bigint[]) h")
        .param("hashes", hashes.toArray(Long[]::new))
        .query(String.class)
        .list();
  }

  Map<String, Long> sequences(Collection<String> customers) {
    Map<String, Long> found = new HashMap<>();
    db.sql("select id, seq from customer where id = any(:ids)")
        .param("ids", customers.toArray(String[]::new))
        .query(
            row -> {
              found.put(row.getString(1), row.getLong(2));
            });
    return found;
  }

  void advance(Map<String, Long> sequences) {
    List<Map.Entry<String, Long>> rows =
        sequences.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    db.sql(
            """
            update customer c set seq = n.seq
              from unnest(:ids::text[], :seqs::bigint[]) as n(id, seq)
             where c.id = n.id
            """)
        .param("ids", texts(rows, Map.Entry::getKey))
        .param("seqs", longs(rows, Map.Entry::getValue))
        .update();
  }

  /** A nightly export repeats everybody; only those that differ are worth a version. */
  Set<String> unchanged(List<Change> changes) {
    return new HashSet<>(
        db.sql(
                """
                select c.id
                  from unnest(:ids::text[], :profiles::jsonb[]) as n(id, profile)
                  join customer c on c.id = n.id and c.profile = n.profile
                """)
            .param("ids", texts(changes, Change::customer))
            .param("profiles", texts(changes, change -> change.record().json()))
            .query(String.class)
            .list());
  }

  void upsert(List<Change> changes) {
    db.sql(
            """
            insert into customer as c (id, hash, seq, version, profile)
            select id, hash, seq, 1, profile
              from unnest(:ids::text[], :hashes::bigint[], :seqs::bigint[], :profiles::jsonb[])
                   as n(id, hash, seq, profile)
            on conflict (id) do update
               set profile = excluded.profile, seq = excluded.seq, version = c.version + 1
            """)
        .param("ids", texts(changes, Change::customer))
        .param("hashes", longs(changes, change -> Customer.hash(change.customer())))
        .param("seqs", longs(changes, Change::seq))
        .param("profiles", texts(changes, change -> change.record().json()))
        .update();
  }

  void version(List<Change> changes) {
    db.sql(
            """
            insert into customer_version (customer, seq, at, source, profile)
            select * from unnest(:ids::text[], :seqs::bigint[], :ats::timestamptz[],
                                 :sources::text[], :profiles::jsonb[])
            """)
        .param("ids", texts(changes, Change::customer))
        .param("seqs", longs(changes, Change::seq))
        .param("ats", times(changes, Change::at))
        .param("sources", texts(changes, Change::source))
        .param("profiles", texts(changes, change -> change.record().json()))
        .update();
  }

  private record Scope(String customer, String scope, Change change) {}

  /** Scopes that went are closed, new ones opened; what stays keeps its first day. */
  void scopes(List<Change> changes) {
    List<Scope> rows = new ArrayList<>();
    for (Change change : changes) {
      for (String scope : change.record().customer().scopes()) {
        rows.add(new Scope(change.customer(), scope, change));
      }
    }
    db.sql(
            """
            update customer_scope s set removed = c.at
              from unnest(:ids::text[], :ats::timestamptz[]) as c(id, at)
             where s.customer = c.id and s.removed = 'infinity'
               and not exists (select from unnest(:customers::text[], :scopes::text[])
                                        as n(customer, scope)
                                where n.customer = s.customer and n.scope = s.scope)
            """)
        .param("ids", texts(changes, Change::customer))
        .param("ats", times(changes, Change::at))
        .param("customers", texts(rows, Scope::customer))
        .param("scopes", texts(rows, Scope::scope))
        .update();
    db.sql(
            """
            insert into customer_scope (scope, hash, customer, added)
            select n.scope, n.hash, n.customer, n.at
              from unnest(:scopes::text[], :hashes::bigint[], :customers::text[],
                          :ats::timestamptz[]) as n(scope, hash, customer, at)
             where not exists (select from customer_scope s
                                where s.customer = n.customer and s.scope = n.scope
                                  and s.removed = 'infinity')
            on conflict (scope, hash, customer, added) do update set removed = 'infinity'
            """)
        .param("scopes", texts(rows, Scope::scope))
        .param("hashes", longs(rows, row -> Customer.hash(row.customer())))
        .param("customers", texts(rows, Scope::customer))
        .param("ats", times(rows, row -> row.change().at()))
        .update();
  }

  /** A word on any channel repeats the latest only where nothing was said of one since. */
  List<Refusal> consent(List<ConsentGiven> given) {
    return db.sql(
            """
            with news as (
              insert into consent (customer, purpose, channel, seq, granted, at, source, proof)
              select n.customer, n.purpose, n.channel, n.seq, n.granted, n.at, n.source, n.proof
                from unnest(:customers::text[], :purposes::text[], :channels::text[],
                            :seqs::bigint[], :granted::boolean[], :ats::timestamptz[],
                            :sources::text[], :proofs::text[])
                     as n(customer, purpose, channel, seq, granted, at, source, proof)
                left join lateral (select c.granted from consent c
                                    where c.customer = n.customer and c.purpose = n.purpose
                                      and (n.channel = 'any' or c.channel in ('any', n.channel))
                                    order by c.seq desc, c.channel <> n.channel limit 1
                                  ) latest on true
               where latest.granted is distinct from n.granted
              returning customer, purpose, channel, granted)
            select customer, purpose, nullif(channel, 'any') from news where not granted
            """)
        .param("customers", texts(given, ConsentGiven::customer))
        .param("purposes", texts(given, one -> one.consent().purpose().word()))
        .param("channels", texts(given, one -> word(one.consent().channel())))
        .param("seqs", longs(given, ConsentGiven::seq))
        .param("granted", flags(given, one -> one.consent().granted()))
        .param("ats", times(given, one -> one.consent().at()))
        .param("sources", texts(given, one -> one.consent().source()))
        .param("proofs", texts(given, one -> one.consent().proof()))
        .query(
            (row, n) ->
                new Refusal(
                    row.getString(1), Purpose.of(row.getString(2)), channel(row.getString(3))))
        .list();
  }

  private static String word(@Nullable Channel channel) {
    return channel == null ? "any" : channel.word();
  }

  private static @Nullable Channel channel(@Nullable String word) {
    return word == null ? null : Channel.of(word);
  }
}
