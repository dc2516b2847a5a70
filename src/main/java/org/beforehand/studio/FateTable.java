package org.beforehand.studio;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Rulebook;
import org.beforehand.deliver.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Outcomes, read from where two rooms keep them: the ledger has what was put, the decisions have
 * what was dropped at once. No order by a number of the database: numbers differ from run to run.
 */
final class FateTable {

  private static final int FETCH = 2_000;

  /** Everything that was decided since an instant, which comes twice as a parameter. */
  static final String FATE =
      """
      with fate as (
        select o.created as at, o.customer, o.campaign, o.rule, o.action, o.channel, o.purpose,
               o.key, o.message, o.due,
               case when o.state in ('held', 'scheduled', 'claimed', 'sending') then 'hold'
                    when o.state in ('sent', 'delivered', 'bounced', 'complained', 'answered',
                                     'in_doubt') then 'send'
                    else 'drop' end as verdict,
               o.gate,
               case when o.state in ('superseded', 'merged') then o.state
                    else o.reason end as reason,
               o.revision, true as put
          from outreach o where o.created >= ?
        union all
        select d.at, d.customer, split_part(v ->> 'rule', ': ', 1), v ->> 'rule', v ->> 'action',
               null, null, v ->> 'key', v ->> 'message', null, 'drop', v ->> 'gate',
               v ->> 'reason', d.revision, false
          from decision d, jsonb_array_elements(d.why -> 'verdicts') v
         where v ->> 'verdict' = 'drop' and d.at >= ?)
      """;

  private static final String FATES =
      FATE
          + """
      select f.*, c.profile ->> 'locale' as locale, c.profile ->> 'zone' as zone
        from fate f left join customer c on c.id = f.customer
      """;

  private static final String REST = ", rule, message, verdict, gate, reason, due, channel, at";

  private final JdbcTemplate db;
  private final OffsetDateTime since;
  private final Rulebook rulebook;
  private final Messages messages;

  FateTable(DataSource source, Instant since, Rulebook rulebook, Messages messages) {
    this.db = new JdbcTemplate(source);
    this.since = since.atOffset(ZoneOffset.UTC);
    // Else the driver would fetch all of them at once.
    db.setFetchSize(FETCH);
    this.rulebook = rulebook;
    this.messages = messages;
  }

  /** In the order in which they were decided; inside a transaction, a part at a time. */
  Stream<Fate> inTime() {
    return stream("order by at, customer, campaign, key, action" + REST);
  }

  /** By whom and what they are about; of several about one intent, the one that was put first. */
  Stream<Fate> byIntent() {
    return stream("order by customer, campaign, key, action, put desc, at" + REST);
  }

  /** Decisions of which a campaign had to be left out, because its rules failed. */
  long faults() {
    Long faults =
        db.queryForObject(
            "select count(*) from decision where jsonb_exists(why, 'faults')", Long.class);
    return faults == null ? 0 : faults;
  }

  private Stream<Fate> stream(String order) {
    return db.queryForStream(FATES + order, (row, n) -> fate(row), since, since);
  }

  private Fate fate(ResultSet row) throws SQLException {
    String name = row.getString("campaign");
    Campaign campaign = rulebook.campaigns().get(name);
    String rule = row.getString("rule");
    String purpose = row.getString("purpose");
    String message = row.getString("message");
    return new Fate(
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("customer"),
        name,
        rule.startsWith(name + ": ") ? rule.substring(name.length() + 2) : rule,
        row.getString("action"),
        row.getString("channel"),
        purpose == null && campaign != null ? campaign.purpose().word() : purpose,
        row.getString("key"),
        message,
        message == null ? null : language(name, message, row.getString("locale")),
        instant(row.getObject("due", OffsetDateTime.class)),
        row.getString("verdict"),
        row.getString("gate"),
        row.getString("reason"),
        row.getString("revision"),
        zone(row.getString("zone")));
  }

  private @Nullable String language(String campaign, String message, @Nullable String locale) {
    Locale language =
        messages.language(
            campaign,
            message,
            locale == null ? null : Locale.forLanguageTag(locale.replace('_', '-')));
    return language == null ? null : language.toLanguageTag();
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static @Nullable ZoneId zone(@Nullable String zone) {
    return zone == null ? null : ZoneId.of(zone);
  }
}
