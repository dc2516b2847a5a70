package org.beforehand.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.beforehand.customer.Dictionary.Entry;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stands in the open parts of customer and event: traits and data. */
final class DictionaryTable {

  /** So many rows tell what is usual. */
  private static final int SAMPLE = 20_000;

  /** Whole pages of the table, the same ones each time; all of them where there are few. */
  private static final String SHARE =
      """
      select coalesce(least(100, 100.0 * :sample / nullif(greatest(reltuples, 0), 0)), 100)
        from pg_class where oid = cast(:table as regclass)
      """;

  /**
   * Of each field: how many rows have it, of which type most are, and the values that come often.
   * "field" has columns of, name, value, at; "rows" has of, n.
   */
  private static final String SUMMARY =
      """
      , valued as (
        select of, name, jsonb_typeof(value) as type, at,
               case when jsonb_typeof(value) in ('string', 'number', 'boolean')
                    then value #>> '{}' end as word
          from field where jsonb_typeof(value) <> 'null')
      , word as (
        select of, name, word, count(*) as n,
               row_number() over (partition by of, name order by count(*) desc, word) as place
          from valued where word is not null and length(word) <= 60
         group by of, name, word)
      , common as (
        select of, name, array_agg(word order by place) as words
          from word where n > 1 and place <= 8 group by of, name
        -- Where nearly every value is another one, they are no words to choose from.
        having max(n) >= 3)
      select v.of, v.name, mode() within group (order by v.type) as type,
             count(*)::float8 / max(r.n) as filled, max(v.at) as latest,
             coalesce(max(c.words), '{}') as common
        from valued v
        join rows r on r.of is not distinct from v.of
        left join common c on c.of is not distinct from v.of and c.name = v.name
       group by v.of, v.name
       order by v.of nulls first, v.name
      """;

  private final JdbcClient db;

  DictionaryTable(JdbcClient db) {
    this.db = db;
  }

  List<Entry> traits() {
    return db.sql(
            """
            with sample as (
              select c.profile, v.at
                from customer c tablesample system (%s) repeatable (1),
                     lateral (select at from customer_version
                               where customer = c.id order by seq desc limit 1) v)
            , rows as (select null::text as of, count(*) as n from sample)
            , field as (
              select null::text as of, t.key as name, t.value, s.at
                from sample s, jsonb_each(s.profile -> 'trait') t)
            """
                    .formatted(share("customer"))
                + SUMMARY)
        .query((row, n) -> entry(row))
        .list();
  }

  List<Entry> fields() {
    return db.sql(
            """
            with sample as (
              select type, data, time from event tablesample system (%s) repeatable (1)
               where jsonb_typeof(data) = 'object')
            , rows as (select type as of, count(*) as n from sample group by type)
            , field as (
              select s.type as of, d.key as name, d.value, s.time as at
                from sample s, jsonb_each(s.data) d)
            """
                    .formatted(share("event"))
                + SUMMARY)
        .query((row, n) -> entry(row))
        .list();
  }

  private String share(String table) {
    return db.sql(SHARE)
        .param("sample", SAMPLE)
        .param("table", table)
        .query(java.math.BigDecimal.class)
        .single()
        .toPlainString();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getString("of"),
        row.getString("name"),
        type(row.getString("type")),
        row.getDouble("filled"),
        List.of((String[]) row.getArray("common").getArray()),
        row.getObject("latest", OffsetDateTime.class).toInstant());
  }

  /** In an author's words. */
  private static String type(String json) {
    return switch (json) {
      case "string" -> "text";
      case "boolean" -> "yes/no";
      case "array" -> "list";
      default -> json;
    };
  }
}
