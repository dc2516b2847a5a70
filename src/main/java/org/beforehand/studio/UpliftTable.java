package org.beforehand.studio;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.beforehand.decide.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What followed for those who were contacted and those who were held out, read from where three
 * rooms keep it, in one statement: a second one would see other customers.
 */
final class UpliftTable {

  /** Nothing keeps old rows from being cleaned for longer than that. */
  private static final int SECONDS = 5;

  private final JdbcClient db;

  UpliftTable(DataSource source) {
    JdbcTemplate bounded = new JdbcTemplate(source);
    bounded.setQueryTimeout(SECONDS);
    this.db = JdbcClient.create(bounded);
  }

  /** Who was contacted, in all and by variant, who was not, and how many were both. */
  record Groups(
      Uplift.Group treated, Map<String, Uplift.Group> variants, Uplift.Group heldOut, long both) {}

  /**
   * @param reason why the held out were
   * @param until instead of the question's own end
   */
  Groups groups(Uplift.Question question, Reason reason, Instant until) {
    Sorting sorting = new Sorting();
    db.sql(
            """
            with contacted as (
              select distinct on (customer) customer, created as at, variant,
                     state in ('sent', 'delivered', 'bounced', 'complained', 'answered',
                               'in_doubt') as sent
                from outreach
               where campaign = :campaign and created >= :from and created < :until
               order by customer, created, id),
            left_out as (
              select distinct on (customer) customer, at
                from held_out
               where campaign = :campaign and reason = :reason and at >= :from and at < :until
               order by customer, at),
            person as (
              select coalesce(c.customer, l.customer) as customer, coalesce(c.at, l.at) as at,
                     c.customer is not null as treated, c.variant, coalesce(c.sent, false) as sent,
                     c.customer is not null and l.customer is not null as both_
                from contacted c full join left_out l on l.customer = c.customer),
            seen as (
              select p.both_, p.treated, p.variant, p.sent,
                     case when :field::text is null then (count(e.id) > 0)::int
                          else avg(case when jsonb_typeof(e.data -> :field::text) = 'number'
                                        then (e.data ->> :field::text)::float8 end) end as value
                from person p
                left join event e
                       on e.customer = p.customer and e.type = :outcome
                      and e.time > p.at and e.time <= p.at + make_interval(secs => :within)
               group by p.customer, p.both_, p.treated, p.variant, p.sent)
            select both_, treated, variant, grouping(variant) = 1 as every_variant,
                   count(*) as customers, count(*) filter (where sent) as sent,
                   count(value) as counted, avg(value) as value, var_samp(value) as variance
              from seen
             group by grouping sets ((both_, treated), (both_, treated, variant))
            """)
        .param("campaign", question.campaign())
        .param("reason", reason.word())
        .param("from", question.from().atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .param("field", question.field())
        .param("outcome", question.outcome())
        .param("within", (double) question.within().toSeconds())
        .query(sorting::take);
    return sorting.groups();
  }

  /** Puts each row where it belongs. */
  private static final class Sorting {
    private final Map<String, Uplift.Group> variants = new TreeMap<>();
    private Uplift.Group treated = Uplift.Group.EMPTY;
    private Uplift.Group heldOut = Uplift.Group.EMPTY;
    private long both;

    void take(ResultSet row) throws SQLException {
      boolean all = row.getBoolean("every_variant");
      String variant = row.getString("variant");
      if (row.getBoolean("both_")) {
        both += all ? row.getLong("customers") : 0;
      } else if (!row.getBoolean("treated")) {
        heldOut = all ? group(row) : heldOut;
      } else if (all) {
        treated = group(row);
      } else if (variant != null) {
        variants.put(variant, group(row));
      }
    }

    Groups groups() {
      return new Groups(treated, variants, heldOut, both);
    }

    private static Uplift.Group group(ResultSet row) throws SQLException {
      double value = row.getDouble("value");
      @Nullable Double known = row.wasNull() ? null : value;
      return new Uplift.Group(
          row.getLong("customers"),
          row.getLong("sent"),
          row.getLong("counted"),
          known,
          row.getDouble("variance"));
    }
  }
}
