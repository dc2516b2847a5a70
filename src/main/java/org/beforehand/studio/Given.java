package org.beforehand.studio;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.customer.BadRecord;
import org.beforehand.customer.ConsentWords;
import org.beforehand.customer.CustomerRecord;
import org.beforehand.customer.Dossier;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Happening;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Schedule;
import org.beforehand.decide.YamlNode;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Event;
import org.beforehand.fact.Gift;
import org.beforehand.fact.Grant;
import org.beforehand.fact.History;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Interruption;
import org.beforehand.fact.Money;
import org.beforehand.fact.OutageHistory;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.Recalled;
import org.beforehand.fact.Stage;
import org.beforehand.fact.Subject;
import org.jspecify.annotations.Nullable;

/** What is known in a scenario, and what happens in it. */
final class Given {

  private static final String SOURCE = "scenario";

  private final Campaign campaign;
  private final Rulebook rulebook;
  private final Moments moments;
  private final Instant at;
  private final Map<String, YamlNode> givens;
  private final CustomerRecord customer;
  private final Map<String, Incident> incidents = new LinkedHashMap<>();

  Given(
      Campaign campaign,
      Rulebook rulebook,
      Moments moments,
      Instant at,
      Map<String, YamlNode> givens,
      YamlNode customer) {
    this.campaign = campaign;
    this.rulebook = rulebook;
    this.moments = moments;
    this.at = at;
    this.givens = givens;
    this.customer = customer(customer, at);
    for (YamlNode written : items("incidents")) {
      Incident incident = GivenIncident.read(written, null, moments, at);
      incidents.put(incident.id(), incident);
    }
  }

  private static CustomerRecord customer(YamlNode written, Instant at) {
    try {
      CustomerRecord record = CustomerRecord.read(written.map(), at, SOURCE);
      if (!record.warnings().isEmpty()) {
        throw written.refused(String.join("; ", record.warnings()));
      }
      return record;
    } catch (BadRecord bad) {
      throw written.refused(String.valueOf(bad.getMessage()));
    }
  }

  /** What happens: an event of the customer's own, or a stage of an incident. */
  Happening happening(YamlNode scenario, Map<String, YamlNode> fields) {
    YamlNode stage = fields.get("stage");
    YamlNode incident = fields.get("incident");
    YamlNode event = fields.get("event");
    if ((event == null) == (stage == null) || (stage == null) != (incident == null)) {
      throw scenario.refused("expected either an event, or a stage and its incident");
    }
    if (event != null) {
      return Happening.of(event(event));
    }
    Stage reached = GivenContacts.stage(java.util.Objects.requireNonNull(stage));
    return stage(reached, java.util.Objects.requireNonNull(incident));
  }

  private Event event(YamlNode written) {
    Map<String, YamlNode> fields = written.fields("type", "data", "ago");
    YamlNode data = fields.get("data");
    YamlNode type = written.required(fields, "type");
    if (!campaign.triggers().contains(type.text())) {
      throw type.refused(
          "this campaign does not listen to \""
              + type.text()
              + "\"; its triggers are "
              + String.join(", ", campaign.triggers()));
    }
    Instant time = before(fields.get("ago"));
    Schedule schedule = campaign.schedule();
    boolean ofSchedule =
        schedule != null && schedule.eventType(campaign.name()).equals(type.text());
    Map<String, Object> all = new LinkedHashMap<>();
    if (schedule != null && ofSchedule) {
      all.putAll(schedule.data(LocalDate.ofInstant(time, moments.zone()), moments.zone()));
    }
    all.putAll(data == null ? Map.of() : data.map());
    return new Event(
        source(type.text()),
        "now",
        type.text(),
        ofSchedule
            ? new Subject.OfSchedule(campaign.name())
            : new Subject.OfCustomer(customer.customer().id()),
        time,
        all);
  }

  /** What is our own is so in an example too. */
  private static String source(String type) {
    if (type.equals(Grant.EVENT)) {
      return Grant.SOURCE;
    }
    return type.startsWith("timer.") ? Event.TIMER : SOURCE;
  }

  private Happening stage(Stage stage, YamlNode written) {
    Incident incident = GivenIncident.read(written, stage, moments, at);
    if (!touches(incident)) {
      throw written.refused("this outage touches none of the customer's scopes");
    }
    incidents.put(incident.id(), incident);
    Event cause =
        new Event(
            SOURCE,
            "now",
            stage.trigger(incident),
            new Subject.OfIncident(incident.id()),
            at,
            Map.of());
    return Happening.of(cause, stage, incident);
  }

  /** As it stands when the happening is decided: its own event counts as history already. */
  Dossier dossier(Happening happening) {
    ConsentWords consents = ConsentWords.of(customer.consents());
    Set<Channel> suppressed = EnumSet.noneOf(Channel.class);
    if (givens.containsKey("suppressed")) {
      suppressed.addAll(givens.get("suppressed").words(Channel.class));
    }
    List<Incident> open =
        incidents.values().stream().filter(one -> one.open() && touches(one)).toList();
    return new Dossier(
            customer.customer(),
            1,
            consents.any(),
            suppressed,
            history(happening.trigger()),
            open,
            mutes(),
            consents.byChannel())
        .after(happening.event(), 2);
  }

  /** What happened before, one event after the other, as far as anybody asks for it. */
  private History history(String trigger) {
    Map<String, List<Instant>> asked = new HashMap<>();
    // Of all it listens to, since a scenario may go on.
    Set<String> triggers = new HashSet<>(campaign.triggers());
    triggers.add(trigger);
    Set<String> types = rulebook.eventTypes(triggers);
    types.forEach(type -> asked.put(type, List.of()));
    YamlNode contacts = givens.get("contacts");
    GivenContacts reader = new GivenContacts(campaign, incidents, moments, at);
    History history =
        new History(
            at,
            asked,
            contacts == null ? List.of() : reader.read(contacts),
            gifts(),
            Map.of(),
            new OutageHistory(
                interruptions(), contacts == null ? Map.of() : reader.estimates(contacts)),
            Recalled.of(types, Map.of()));
    List<Event> before = new ArrayList<>();
    for (YamlNode written : items("history")) {
      before.add(earlier(written, before.size()));
    }
    before.sort(Comparator.comparing(Event::time));
    for (Event event : before) {
      history = history.after(event);
    }
    return history;
  }

  private Event earlier(YamlNode written, int number) {
    Map<String, YamlNode> fields = written.fields("type", "ago", "data");
    written.required(fields, "ago");
    YamlNode data = fields.get("data");
    return new Event(
        SOURCE,
        "earlier-" + number,
        written.required(fields, "type").text(),
        new Subject.OfCustomer(customer.customer().id()),
        before(fields.get("ago")),
        data == null ? Map.of() : data.map());
  }

  /** Reads {@code {service, ago, lasted, planned: yes}}; without {@code lasted}, it is not over. */
  private List<Interruption> interruptions() {
    List<Interruption> interruptions = new ArrayList<>();
    for (YamlNode written : items("interruptions")) {
      Map<String, YamlNode> fields = written.fields("service", "ago", "lasted", "planned");
      YamlNode planned = fields.get("planned");
      Instant from = at.minus(written.required(fields, "ago").duration());
      YamlNode lasted = fields.get("lasted");
      interruptions.add(
          new Interruption(
              written.required(fields, "service").text(),
              from,
              lasted == null ? null : from.plus(lasted.duration()),
              planned != null && planned.text().equals("yes")));
    }
    return interruptions;
  }

  private Map<Purpose, Instant> mutes() {
    Map<Purpose, Instant> mutes = new EnumMap<>(Purpose.class);
    for (YamlNode written : items("mutes")) {
      Map<String, YamlNode> fields = written.fields("purpose", "until");
      mutes.put(
          written.required(fields, "purpose").word(Purpose.class),
          moments.read(written.required(fields, "until")));
    }
    return mutes;
  }

  private List<Gift> gifts() {
    List<Gift> gifts = new ArrayList<>();
    for (YamlNode written : items("gifts")) {
      Map<String, YamlNode> fields = written.fields("amount", "currency", "ago");
      try {
        gifts.add(
            new Gift(
                at.minus(written.required(fields, "ago").duration()),
                Money.of(
                    written.required(fields, "amount").text(),
                    written.required(fields, "currency").text())));
      } catch (IllegalArgumentException noMoney) {
        throw written.refused(String.valueOf(noMoney.getMessage()));
      }
    }
    return gifts;
  }

  /** Where a scenario does not say what an outage touches, it touches the customer. */
  private boolean touches(Incident incident) {
    return incident.scopes().isEmpty() || incident.touches(customer.customer());
  }

  private Instant before(@Nullable YamlNode ago) {
    return ago == null ? at : at.minus(ago.duration());
  }

  private List<YamlNode> items(String field) {
    YamlNode written = givens.get(field);
    return written == null ? List.of() : written.items();
  }
}
