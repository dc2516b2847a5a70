package org.beforehand.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.beforehand.fact.Action;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Consent;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Gift;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Money;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.Stage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The reads behind a dossier, each for a whole batch. */
final class DossierTable {

  /** The newest contacts a dossier holds; a customer with more in 400 days has a cap problem. */
  static final int MOST_CONTACTS = 200;

  private final JdbcClient db;

  DossierTable(JdbcClient db) {
    this.db = db;
  }

  record Profile(Customer customer, long seq) {
    Profile remembering(Map<String, String> traits) {
      return new Profile(customer.with(traits), seq);
    }
  }

  Map<String, Profile> profiles(Collection<String> customers) {
    Map<String, Profile> found = new HashMap<>();
    db.sql("select id, seq, profile from customer where id = any(:ids)")
        .param("ids", customers.toArray(String[]::new))
        .query(
            row -> {
              found.put(
                  row.getString(1),
                  new Profile(
                      CustomerRecord.parse(row.getString(3), Instant.EPOCH, "").customer(),
                      row.getLong(2)));
            });
    return found;
  }

  Map<String, ConsentWords> consents(Collection<String> customers) {
    Map<String, List<Consent>> found = new HashMap<>();
    db.sql(
            """
            select *
              from (select distinct on (customer, purpose, channel) * from consent
                     where customer = any(:ids)
                     order by customer, purpose, channel, seq desc) c
             order by seq, channel <> 'any'
            """)
        .param("ids", customers.toArray(String[]::new))
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getString("customer"), id -> new ArrayList<>())
                  .add(consent(row));
            });
    Map<String, ConsentWords> words = new HashMap<>();
    found.forEach((customer, said) -> words.put(customer, ConsentWords.of(said)));
    return words;
  }

  static Consent consent(ResultSet row) throws SQLException {
    String channel = row.getString("channel");
    return new Consent(
        Purpose.of(row.getString("purpose")),
        channel.equals("any") ? null : Channel.of(channel),
        row.getBoolean("granted"),
        instant(row, "at"),
        row.getString("source"),
        row.getString("proof"));
  }

  /** Newest first. The limit is per customer, so that one busy customer costs what others cost. */
  Map<String, List<Contact>> contacts(Collection<String> customers, Instant since) {
    Map<String, List<Contact>> found = new HashMap<>();
    db.sql(
            """
            select c as customer, o.* from unnest(:ids::text[]) c,
                   lateral (select id, campaign, key, action, purpose, channel, state, at, thread,
                                   stage, incident, incident_version, message, priority, missed
                              from contact
                             where customer = c and due > :since
                             order by due desc limit :most) o
            """)
        .param("ids", customers.toArray(String[]::new))
        .param("since", since.atOffset(ZoneOffset.UTC))
        .param("most", MOST_CONTACTS)
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getString("customer"), id -> new ArrayList<>())
                  .add(contact(row));
            });
    return found;
  }

  Map<String, List<Gift>> gifts(Collection<String> customers, Instant since) {
    Map<String, List<Gift>> found = new HashMap<>();
    db.sql(
            """
            select customer, at, amount, currency from given
             where customer = any(:ids) and at > :since and state <> 'withdrawn'
             order by at desc
            """)
        .param("ids", customers.toArray(String[]::new))
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getString("customer"), id -> new ArrayList<>())
                  .add(gift(row));
            });
    return found;
  }

  Map<String, List<Incident>> openIncidents(Set<String> scopes) {
    Map<String, List<Incident>> found = new HashMap<>();
    if (scopes.isEmpty()) {
      return found;
    }
    db.sql("select * from open_incident where scope = any(:scopes) order by opened_at, id")
        .param("scopes", scopes.toArray(String[]::new))
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getString("scope"), scope -> new ArrayList<>())
                  .add(incident(row));
            });
    return found;
  }

  static Contact contact(ResultSet row) throws SQLException {
    return new Contact(
        row.getLong("id"),
        row.getString("campaign"),
        row.getString("key"),
        Action.of(row.getString("action")),
        Purpose.of(row.getString("purpose")),
        Channel.of(row.getString("channel")),
        OutreachState.of(row.getString("state")),
        instant(row, "at"),
        row.getString("thread"),
        Stage.parse(row.getString("stage")),
        row.getString("incident"),
        row.getLong("incident_version"),
        row.getString("message"),
        row.getInt("priority"),
        Channel.all(row.getString("missed")));
  }

  static Gift gift(ResultSet row) throws SQLException {
    return new Gift(
        instant(row, "at"), new Money(row.getBigDecimal("amount"), row.getString("currency")));
  }

  static Incident incident(ResultSet row) throws SQLException {
    Incident.Status status =
        Incident.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
    return new Incident(
        row.getString("id"),
        row.getString("service"),
        row.getString("cause"),
        row.getBoolean("planned"),
        status,
        row.getInt("episode"),
        row.getLong("version"),
        perhaps(row, "eta"),
        instant(row, "opened_at"),
        row.getInt("eta_updates"),
        // Which of its scopes touch this customer is what the reader asks for.
        Set.of(row.getString("scope")),
        perhaps(row, "from_at"),
        perhaps(row, "next_update"),
        status == Incident.Status.OPEN ? null : instant(row, "status_time"));
  }

  private static @Nullable Instant perhaps(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static Instant instant(ResultSet row, @Nullable String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
