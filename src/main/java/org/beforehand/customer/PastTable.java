package org.beforehand.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.customer.Past.Moment;
import org.beforehand.fact.Columns;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Gift;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Purpose;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The reads behind a dossier that is over; one customer at a time, for whoever asks why. */
final class PastTable {

  private final JdbcClient db;

  PastTable(JdbcClient db) {
    this.db = db;
  }

  /** What came in later has a later number, and what was decided or changed a later moment. */
  @Nullable Moment moment(String customer, Instant at) {
    return db.sql(
            """
            select greatest(
                     (select max(seq) from customer_version where customer = :customer and at <= :at),
                     (select max(seq) from event where customer = :customer and received <= :at),
                     (select max(seq) from every_decision where customer = :customer and at <= :at)) as seq,
                   1 + greatest(
                     (select max(moment) from every_decision where customer = :customer and at <= :at),
                     (select max(moment) from incident_version where at <= :at),
                     (select max(settled) from outreach
                       where customer = :customer and settled_at <= :at), 0) as moment
             where exists (select from customer_version where customer = :customer and at <= :at)
            """)
        .param("customer", customer)
        .param("at", time(at))
        .query((row, n) -> new Moment(at, row.getLong("seq") + 1, row.getLong("moment")))
        .optional()
        .orElse(null);
  }

  record Version(CustomerRecord record, Instant at) {}

  @Nullable Version profile(String customer, long seq) {
    return db.sql(
            """
            select profile, at from customer_version
             where customer = :customer and seq <= :seq order by seq desc limit 1
            """)
        .param("customer", customer)
        .param("seq", seq)
        .query(
            (row, n) ->
                new Version(
                    CustomerRecord.parse(row.getString(1), Instant.EPOCH, ""), instant(row, "at")))
        .optional()
        .orElse(null);
  }

  ConsentWords consents(String customer, long seq) {
    return ConsentWords.of(
        db.sql(
                """
                select *
                  from (select distinct on (purpose, channel) * from consent
                         where customer = :customer and seq <= :seq
                         order by purpose, channel, seq desc) c
                 order by seq, channel <> 'any'
                """)
            .param("customer", customer)
            .param("seq", seq)
            .query((row, n) -> DossierTable.consent(row))
            .list());
  }

  /** What a rule asked for counts from the next number on. */
  Map<Purpose, Instant> mutes(String customer, long seq) {
    Map<Purpose, Instant> found = new EnumMap<>(Purpose.class);
    db.sql(
            """
            select purpose, max(until) as until from mute
             where customer = :customer and seq < :seq group by purpose
            """)
        .param("customer", customer)
        .param("seq", seq)
        .query(
            row -> {
              found.put(Purpose.of(row.getString("purpose")), instant(row, "until"));
            });
    return found;
  }

  Map<String, String> remembered(String customer, long seq) {
    Map<String, String> found = new HashMap<>();
    db.sql(
            """
            select distinct on (trait) trait, value from remembered
             where customer = :customer and seq < :seq order by trait, seq desc
            """)
        .param("customer", customer)
        .param("seq", seq)
        .query(
            row -> {
              found.put(row.getString("trait"), row.getString("value"));
            });
    return found;
  }

  /** By incident; nothing where the version a notice was written from had no estimate. */
  Map<String, Instant> estimates(Collection<Contact> notices) {
    Map<String, Instant> found = new HashMap<>();
    db.sql(
            """
            select u.incident, u.eta
              from unnest(:incidents::text[], :versions::bigint[]) as n(incident, version)
              join incident_update u on u.incident = n.incident and u.version = n.version
             where u.eta is not null
            """)
        .param("incidents", Columns.texts(notices, Contact::incident))
        .param("versions", Columns.longs(notices, Contact::incidentVersion))
        .query(
            row -> {
              found.put(row.getString("incident"), instant(row, "eta"));
            });
    return found;
  }

  /** Of each outreach the first of its states that was still true. Newest first. */
  List<Contact> contacts(String customer, Moment then, Instant since) {
    return db.sql(
            """
            select * from (
              select distinct on (id) id, campaign, key, action, purpose, channel, thread, stage,
                     incident, incident_version, message, due, priority, missed,
                     case when settled < :moment and settled_seq < :seq
                            then case when doubts > 0
                                       and state not in ('sending', 'sent', 'delivered', 'bounced',
                                                         'complained', 'answered')
                                      then 'in_doubt' else state end
                          when doubts > 0 then 'in_doubt'
                          when begun < :moment then 'sending'
                          else 'scheduled' end as state,
                     case when settled < :moment and settled_seq < :seq
                          then settled_at else due end as at
                from contact_then
               where customer = :customer and seq < :seq
                 and (until is null or until > :moment or until_seq >= :seq)
               order by id, until nulls last) c
             where due > :since
             order by due desc limit :most
            """)
        .param("customer", customer)
        .param("seq", then.seq())
        .param("moment", then.moment())
        .param("since", time(since))
        .param("most", DossierTable.MOST_CONTACTS)
        .query((row, n) -> DossierTable.contact(row))
        .list();
  }

  List<Gift> gifts(String customer, Moment then, Instant since, Set<Long> withdrawn) {
    return db.sql(
            """
            select g.at, g.currency,
                   case when g.lowered >= :moment then g.wanted else g.amount end as amount
              from given g join contact_then o on o.id = g.outreach and o.until is null
             where g.customer = :customer and g.at > :since and o.seq < :seq
               and (g.outreach <> all(:withdrawn) or g.done < :moment)
             order by g.at desc
            """)
        .param("customer", customer)
        .param("since", time(since))
        .param("seq", then.seq())
        .param("moment", then.moment())
        .param("withdrawn", withdrawn.toArray(Long[]::new))
        .query((row, n) -> DossierTable.gift(row))
        .list();
  }

  Map<String, List<Incident>> openIncidents(Set<String> scopes, Moment then) {
    Map<String, List<Incident>> found = new HashMap<>();
    db.sql(
            """
            select * from (
              select distinct on (id, scope) * from open_incident_then
               where scope = any(:scopes) and moment < :moment
               order by id, scope, moment desc) v
             where open order by opened_at, id
            """)
        .param("scopes", scopes.toArray(String[]::new))
        .param("moment", then.moment())
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getString("scope"), scope -> new ArrayList<>())
                  .add(DossierTable.incident(row));
            });
    return found;
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
