package org.beforehand.deliver;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.beforehand.customer.Dossier;
import org.beforehand.customer.Dossiers;
import org.beforehand.customer.Timeline;
import org.beforehand.decide.ContactPolicy;
import org.beforehand.decide.Rulebooks;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.incident.Incidents;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a colleague is to say in a call, or to write by hand: made when it is looked at, with what
 * is true then.
 */
public final class CallScripts {

  private final LedgerTable ledger;
  private final Dossiers dossiers;
  private final Timeline timeline;
  private final Incidents incidents;
  private final Rulebooks rulebooks;
  private final PublishedMessages messages;

  public CallScripts(JdbcClient db, Rulebooks rulebooks) {
    this.ledger = new LedgerTable(db);
    this.dossiers = new Dossiers(db);
    this.timeline = new Timeline(db);
    this.incidents = new Incidents(db);
    this.rulebooks = rulebooks;
    this.messages = new PublishedMessages(rulebooks);
  }

  /**
   * A script, or the text of a note.
   *
   * @param html of a call: a fragment of safe HTML; null where the message cannot be written for
   *     this customer
   * @param note plain text; null where it is none, or cannot be written
   * @param language what it is written in
   * @param zone where the customer is
   */
  public record Script(
      Customer customer,
      @Nullable String html,
      @Nullable String note,
      Locale language,
      ZoneId zone) {}

  /** The scripts of these outreach, by their numbers; those whose customer is gone are left out. */
  public Map<Long, Script> of(Collection<Long> outreach, Instant at) {
    if (outreach.isEmpty()) {
      return Map.of();
    }
    List<Ledger.Line> lines = ledger.lines(outreach);
    Map<String, Dossier> known =
        dossiers.load(
            lines.stream().map(Ledger.Line::customer).collect(Collectors.toSet()), Set.of(), at);
    Map<Event.Key, Event> events =
        timeline.find(lines.stream().map(CallScripts::cause).collect(Collectors.toSet()));
    Map<String, Incident> now =
        incidents.find(
            lines.stream()
                .map(Ledger.Line::incident)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
    Map<Long, Script> scripts = new HashMap<>();
    for (Ledger.Line line : lines) {
      Dossier dossier = known.get(line.customer());
      Event event = events.get(cause(line));
      if (dossier != null && event != null) {
        Incident incident = line.incident() == null ? null : now.get(line.incident());
        scripts.put(line.id(), script(line, dossier.customer(), event, incident));
      }
    }
    return scripts;
  }

  private Script script(
      Ledger.Line line, Customer customer, Event event, @Nullable Incident incident) {
    ContactPolicy policy = rulebooks.current().policy();
    ZoneId zone = policy.zoneOf(customer);
    Rendering rendering =
        messages
            .of(line.revision())
            .render(
                line.campaign(),
                line.message(),
                line.variant(),
                customer.locale(),
                new MessageFacts(
                    customer,
                    event,
                    incident,
                    zone,
                    new MessageFacts.Company(policy.company(), policy.phone())),
                Set.of(Channel.of(line.channel())));
    return rendering instanceof Rendering.Rendered rendered
        ? new Script(customer, rendered.call(), rendered.note(), rendered.language(), zone)
        : new Script(customer, null, null, Locale.ENGLISH, zone);
  }

  private static Event.Key cause(Ledger.Line line) {
    return new Event.Key(line.source(), line.event());
  }
}
