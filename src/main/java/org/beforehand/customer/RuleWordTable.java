package org.beforehand.customer;

import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.beforehand.customer.RuleWords.Mute;
import org.beforehand.customer.RuleWords.Trait;
import org.beforehand.fact.Purpose;
import org.springframework.jdbc.core.simple.JdbcClient;

/** mute and remembered: by sequence number, so that what was true before can be read again. */
final class RuleWordTable {

  private final JdbcClient db;

  RuleWordTable(JdbcClient db) {
    this.db = db;
  }

  /** Two rules of one decision may mute the same: the longer one counts. */
  void mute(Collection<Mute> mutes) {
    db.sql(
            """
            insert into mute (customer, purpose, seq, until, at, rule)
            select customer, purpose, seq, max(until), min(at), min(rule)
              from unnest(:customers::text[], :purposes::text[], :seqs::bigint[],
                          :untils::timestamptz[], :ats::timestamptz[], :rules::text[])
                   as n(customer, purpose, seq, until, at, rule)
             group by customer, purpose, seq
            """)
        .param("customers", texts(mutes, Mute::customer))
        .param("purposes", texts(mutes, mute -> mute.purpose().word()))
        .param("seqs", longs(mutes, Mute::seq))
        .param("untils", times(mutes, Mute::until))
        .param("ats", times(mutes, Mute::at))
        .param("rules", texts(mutes, Mute::rule))
        .update();
  }

  /** Two rules of one decision may remember the same: the last one counts, as it does in memory. */
  void remember(Collection<Trait> traits) {
    db.sql(
            """
            insert into remembered (customer, trait, seq, value, at, rule)
            select distinct on (customer, trait, seq) customer, trait, seq, value, at, rule
              from unnest(:customers::text[], :traits::text[], :seqs::bigint[], :values::text[],
                          :ats::timestamptz[], :rules::text[])
                   with ordinality as n(customer, trait, seq, value, at, rule, place)
             order by customer, trait, seq, place desc
            """)
        .param("customers", texts(traits, Trait::customer))
        .param("traits", texts(traits, Trait::trait))
        .param("seqs", longs(traits, Trait::seq))
        .param("values", texts(traits, Trait::value))
        .param("ats", times(traits, Trait::at))
        .param("rules", texts(traits, Trait::rule))
        .update();
  }

  Map<String, Map<Purpose, Instant>> mutes(Collection<String> customers) {
    Map<String, Map<Purpose, Instant>> found = new HashMap<>();
    db.sql(
            """
            select customer, purpose, max(until) from mute where customer = any(:ids)
             group by customer, purpose
            """)
        .param("ids", customers.toArray(String[]::new))
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getString(1), id -> new EnumMap<>(Purpose.class))
                  .put(
                      Purpose.of(row.getString(2)),
                      row.getObject(3, OffsetDateTime.class).toInstant());
            });
    return found;
  }

  /** The latest value of each trait. */
  Map<String, Map<String, String>> remembered(Collection<String> customers) {
    Map<String, Map<String, String>> found = new HashMap<>();
    db.sql(
            """
            select distinct on (customer, trait) customer, trait, value
              from remembered where customer = any(:ids)
             order by customer, trait, seq desc
            """)
        .param("ids", customers.toArray(String[]::new))
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getString(1), id -> new HashMap<>())
                  .put(row.getString(2), row.getString(3));
            });
    return found;
  }
}
