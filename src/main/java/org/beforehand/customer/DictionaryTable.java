package org.beforehand.customer;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.customer.Dictionary.Entry;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stands in the open parts of customer and event: traits and data. */
final class DictionaryTable {

  /** So many rows tell what is usual. */
  private static final int SAMPLE = 20_000;

  /** So many events are looked at for a field that is not in the sample: half a second. */
  private static final int MANY = 400_000;

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
      , few as (
        select of, name, array_agg(word order by place) as words
          from word group by of, name
        having count(*) <= :few and sum(n) >= :each * count(*))
      select v.of, v.name, mode() within group (order by v.type) as type,
             count(*)::float8 / max(r.n) as filled, max(v.at) as latest,
             coalesce(max(c.words), '{}') as common,
             -- Only where no value is left out of them.
             case when count(*) filter (where length(v.word) <= 60) = count(*)
                  then coalesce(max(f.words), '{}') else '{}' end as few
        from valued v
        join rows r on r.of is not distinct from v.of
        left join common c on c.of is not distinct from v.of and c.name = v.name
        left join few f on f.of is not distinct from v.of and f.name = v.name
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
                    .formatted(share("customer", SAMPLE))
                + SUMMARY)
        .param("few", Dictionary.FEW)
        .param("each", Dictionary.EACH)
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
                    .formatted(share("event", SAMPLE))
                + SUMMARY)
        .param("few", Dictionary.FEW)
        .param("each", Dictionary.EACH)
        .query((row, n) -> entry(row))
        .list();
  }

  /**
   * Of these traits those that any customer has, of the company's record or because a rule said so.
   * Every record is looked at for one that nobody has: a second or two for a million customers.
   */
  List<String> traitsAmong(Set<String> names) {
    return db.sql(
            """
            select name from unnest(:names::text[]) name
             where exists (select from customer where jsonb_exists(profile -> 'trait', name))
                or exists (select from remembered where trait = name)
             order by name
            """)
        .param("names", names.toArray(String[]::new))
        .query(String.class)
        .list();
  }

  /** Of these fields those that many more events have than are in the sample. */
  List<Entry> fieldsAmong(Map<String, Set<String>> fields) {
    return db.sql(
            """
            select distinct e.type, d.name
              from event e tablesample system (%s) repeatable (1),
                   lateral jsonb_object_keys(case when jsonb_typeof(e.data) = 'object'
                                                  then e.data else '{}' end) d(name)
             where e.type = any(:types::text[]) and d.name = any(:names::text[])
            """
                .formatted(share("event", MANY)))
        .param("types", fields.keySet().toArray(String[]::new))
        .param(
            "names",
            fields.values().stream().flatMap(Set::stream).distinct().toArray(String[]::new))
        .query((row, n) -> Entry.rare(row.getString("type"), row.getString("name")))
        .list();
  }

  /** Whether {@link #fieldsAmong} looks at all of them. */
  boolean everyEventIsNear() {
    return new BigDecimal(share("event", MANY)).compareTo(BigDecimal.valueOf(100)) == 0;
  }

  private String share(String table, int sample) {
    return db.sql(SHARE)
        .param("sample", sample)
        .param("table", table)
        .query(BigDecimal.class)
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
        List.of((String[]) row.getArray("few").getArray()),
        row.getObject("latest", OffsetDateTime.class).toInstant(),
        null);
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
