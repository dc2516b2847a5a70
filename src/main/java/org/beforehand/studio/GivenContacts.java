package org.beforehand.studio;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.YamlNode;
import org.beforehand.fact.Action;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Incident;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The earlier outreach of a scenario. Only {@code ago} must be written; what is left out is the
 * campaign's own, a message by e-mail, sent.
 *
 * @param incidents those the scenario speaks of, by id
 * @param moments how it speaks of time
 */
record GivenContacts(
    Campaign campaign, Map<String, Incident> incidents, Moments moments, Instant at) {

  private static final String[] FIELDS = {
    "campaign",
    "key",
    "action",
    "purpose",
    "channel",
    "state",
    "ago",
    "thread",
    "stage",
    "incident",
    "message",
    "eta"
  };

  List<Contact> read(YamlNode written) {
    List<Contact> contacts = new ArrayList<>();
    for (YamlNode item : written.items()) {
      contacts.add(contact(item, contacts.size() + 1));
    }
    contacts.sort(Comparator.comparing(Contact::at).reversed());
    return contacts;
  }

  private Contact contact(YamlNode written, int number) {
    Map<String, YamlNode> fields = written.fields(FIELDS);
    Action action = word(fields.get("action"), Action.class, Action.MESSAGE);
    YamlNode incident = fields.get("incident");
    YamlNode thread = fields.get("thread");
    Stage stage = fields.containsKey("stage") ? stage(fields.get("stage")) : null;
    if (stage != null && incident == null) {
      throw written.refused("expected a line \"incident: ...\" beside the stage");
    }
    return new Contact(
        number,
        fields.containsKey("campaign") ? fields.get("campaign").text() : campaign.name(),
        key(fields.get("key"), stage, incident, number),
        action,
        word(fields.get("purpose"), Purpose.class, campaign.purpose()),
        word(
            fields.get("channel"),
            Channel.class,
            action == Action.CALL ? Channel.CALL : Channel.EMAIL),
        word(fields.get("state"), OutreachState.class, OutreachState.SENT),
        at.minus(written.required(fields, "ago").duration()),
        thread != null ? thread.text() : incident == null ? null : thread(incident),
        stage,
        incident == null ? null : incident.text(),
        GivenIncident.version(stage),
        fields.containsKey("message") ? fields.get("message").text() : null,
        0);
  }

  /** The estimates that were told: by incident, the {@code eta} of the latest contact about it. */
  Map<String, Instant> estimates(YamlNode written) {
    Map<String, Instant> told = new HashMap<>();
    Set<String> seen = new HashSet<>();
    List<YamlNode> items = new ArrayList<>(written.items());
    items.sort(Comparator.comparing(item -> field(item, "ago").duration()));
    for (YamlNode item : items) {
      Map<String, YamlNode> fields = item.fields(FIELDS);
      YamlNode incident = fields.get("incident");
      YamlNode eta = fields.get("eta");
      if (incident != null && seen.add(incident.text()) && eta != null) {
        told.put(incident.text(), moments.ahead(eta, at));
      } else if (incident == null && eta != null) {
        throw item.refused("expected a line \"incident: ...\" beside the eta");
      }
    }
    return told;
  }

  private static YamlNode field(YamlNode item, String name) {
    return item.required(item.fields(FIELDS), name);
  }

  private static <E extends Enum<E>> E word(
      @Nullable YamlNode written, Class<E> type, E otherwise) {
    return written == null ? otherwise : written.word(type);
  }

  private static String key(
      @Nullable YamlNode written, @Nullable Stage stage, @Nullable YamlNode incident, int number) {
    if (written != null) {
      return written.text();
    }
    return stage == null || incident == null
        ? "earlier-" + number
        : incident.text() + "#1:" + stage.word();
  }

  private String thread(YamlNode incident) {
    Incident known = incidents.get(incident.text());
    if (known == null) {
      throw incident.refused(
          "no incident of this scenario is called \""
              + incident.text()
              + "\"; for one that is over, write the conversation: \"thread: outage:broadband\"");
    }
    return known.thread();
  }

  static Stage stage(YamlNode written) {
    try {
      Stage stage = Stage.parse(written.text());
      if (stage != null) {
        return stage;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, like any other word.
    }
    throw written.refused(
        "expected opened, eta.1, still-out.1, restored, cancelled, planned.1, started or"
            + " completed, found \""
            + written.text()
            + "\"");
  }
}
