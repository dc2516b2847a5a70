package org.beforehand.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.Answers;
import org.beforehand.deliver.NoticeDrafts;
import org.beforehand.fact.Incident;
import org.beforehand.incident.Incidents;
import org.beforehand.incident.Promises;
import org.beforehand.intake.Receipt;
import org.beforehand.studio.IncidentActs;
import org.beforehand.studio.Member;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** One incident: how it stands, what was promised of it, and what operators do about it. */
@RestController
@RequestMapping("/api/incidents")
final class IncidentsApi {

  private static final int MOST = 500;
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Z]{2})?");

  private final Incidents incidents;
  private final Promises promises;
  private final Answers answers;
  private final IncidentActs acts;
  private final Rulebooks rulebooks;
  private final InstantSource clock;

  IncidentsApi(
      Incidents incidents,
      Promises promises,
      Answers answers,
      IncidentActs acts,
      Rulebooks rulebooks,
      InstantSource clock) {
    this.incidents = incidents;
    this.promises = promises;
    this.answers = answers;
    this.acts = acts;
    this.rulebooks = rulebooks;
    this.clock = clock;
  }

  /** What was promised, and what came of it: kept, broken, revised or open. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Promise(
      int episode,
      String kind,
      Instant promised,
      Instant saidAt,
      String outcome,
      @Nullable Instant keptAt,
      @Nullable Instant brokenAt,
      @Nullable Instant revisedAt,
      long told) {

    static Promise of(Promises.Promised one) {
      return new Promise(
          one.episode(),
          one.kind(),
          one.promised(),
          one.saidAt(),
          one.outcome(),
          one.keptAt(),
          one.brokenAt(),
          one.revisedAt(),
          one.told());
    }
  }

  /**
   * An incident as it stands.
   *
   * @param eta what customers are told
   * @param estimate what operations expect
   * @param nextUpdate by when whoever was told is owed news
   * @param stillOut customers who answered that it is out all the same
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Standing(
      Api.Told incident,
      @Nullable Instant eta,
      @Nullable Instant estimate,
      @Nullable Instant nextUpdate,
      SortedMap<String, String> note,
      List<Promise> promises,
      List<String> stillOut) {}

  @Operation(
      summary = "An incident as it stands",
      description =
          """
          With what customers are told and what operations expect, every promise and what came of \
          it, and the customers who answered that it is out all the same.
          """)
  @GetMapping("/{id}")
  Standing one(@PathVariable String id) {
    Incident incident = known(id);
    return new Standing(
        Api.Told.of(incident),
        incident.eta(),
        incident.estimate(),
        incident.nextUpdate(),
        new TreeMap<>(incident.background().note()),
        promises.of(id).stream().map(Promise::of).toList(),
        answers.customers(id, MOST));
  }

  /** What happens to an incident. */
  private enum Happens {
    OPENED,
    UPDATED,
    RESTORED,
    CANCELLED
  }

  @Operation(
      summary = "Reports what happens to an incident now",
      description =
          """
          {"id": "17", "what": "opened", "service": "broadband", "scopes": ["circuit:1201"], \
          "cause": "...", "eta": "2026-03-01T09:00:00Z"}; "what" is opened, updated, restored or \
          cancelled. Takes an operator.
          """)
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, Object> report(
      @RequestBody(required = false) @Nullable Map<String, Object> body,
      @RequestAttribute(Member.ATTRIBUTE) Member who) {
    Asked asked = Asked.of(body, "id", "what", "service", "scopes", "cause", "eta");
    String id = asked.text("id");
    asked.text("what");
    String type = "incident." + asked.word("what", Happens.OPENED).name().toLowerCase(Locale.ROOT);
    Map<String, Object> data = new LinkedHashMap<>();
    for (String field : List.of("service", "cause", "eta")) {
      String text = asked.perhapsText(field);
      if (text != null) {
        data.put(field, text);
      }
    }
    List<String> scopes = asked.perhapsList("scopes");
    if (scopes != null) {
      data.put("scopes", scopes);
    }
    return accepted(id, acts.report(id, type, data, who, clock.instant()));
  }

  @Operation(
      summary = "Puts a note under the notices of an incident",
      description =
          """
          {"en": "Technicians are on their way.", "nb": "..."}: plain text by language, at most 500 \
          characters each, in place of the note before; {} takes it away. Who reads none of these \
          languages gets the English one, or none. Nobody is written to because of it.
          """)
  @PostMapping("/{id}/note")
  Map<String, Object> note(
      @PathVariable String id,
      @RequestBody(required = false) @Nullable Map<String, Object> body,
      @RequestAttribute(Member.ATTRIBUTE) Member who) {
    SortedMap<String, String> note = new TreeMap<>();
    if (body != null) {
      body.forEach((language, text) -> note.put(language, text(language, text)));
    }
    acts.note(id, note, who, clock.instant());
    return Map.of("incident", id, "note", note);
  }

  private static String text(String language, @Nullable Object text) {
    if (!LANGUAGE.matcher(language).matches()) {
      throw Asked.wrong(language + ": expected a language such as en or pt-BR");
    }
    if (text instanceof String said
        && !said.isBlank()
        && said.length() <= IncidentActs.LONGEST_NOTE
        && said.indexOf('\0') < 0) {
      return said.strip();
    }
    throw Asked.wrong(
        language + ": expected a text of 1 to " + IncidentActs.LONGEST_NOTE + " characters");
  }

  @Operation(
      summary = "Says that it is over for customers who answered that it was not",
      description =
          """
          {"customers": ["kari"]}: they, and nobody else, are told once more that it is back.
          """)
  @PostMapping("/{id}/restored-for")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, Object> restoredFor(
      @PathVariable String id,
      @RequestBody(required = false) @Nullable Map<String, Object> body,
      @RequestAttribute(Member.ATTRIBUTE) Member who) {
    List<String> customers = Asked.of(body, "customers").perhapsList("customers");
    if (customers == null || customers.size() > MOST) {
      throw Asked.wrong("customers: expected 1 to " + MOST + " ids of customers");
    }
    return accepted(id, acts.restoredFor(id, customers, who, clock.instant()));
  }

  @Operation(
      summary = "Drafts a public notice from what customers are told",
      description = "A text for each language; nothing is published.")
  @GetMapping("/{id}/notice-draft")
  Map<String, Object> draft(@PathVariable String id) {
    Incident incident = known(id);
    if (!incident.open() && incident.status() != Incident.Status.PLANNED) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "incident " + id + " is over; there is nothing to give notice of");
    }
    return Map.of(
        "incident",
        id,
        "draft",
        NoticeDrafts.of(incident, rulebooks.current().policy().zone(), clock.instant()));
  }

  @Operation(
      summary = "Publishes a notice about an incident",
      description = "{\"text\": \"...\"}, which may be a draft or anything else; once a version.")
  @PostMapping("/{id}/notice")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> publish(
      @PathVariable String id,
      @RequestBody(required = false) @Nullable Map<String, Object> body,
      @RequestAttribute(Member.ATTRIBUTE) Member who) {
    String text = Asked.of(body, "text").text("text");
    if (text.length() > IncidentActs.LONGEST_NOTICE) {
      throw Asked.wrong("text: expected at most " + IncidentActs.LONGEST_NOTICE + " characters");
    }
    acts.publish(id, text, who, clock.instant());
    return Map.of("incident", id, "text", text);
  }

  private static Map<String, Object> accepted(String id, Receipt receipt) {
    if (receipt.outcome() == Receipt.Outcome.REFUSED) {
      throw Asked.wrong(receipt.detail());
    }
    return Map.of("incident", id, "outcome", receipt.outcome().name().toLowerCase(Locale.ROOT));
  }

  private Incident known(String id) {
    Incident incident = incidents.find(List.of(id)).get(id);
    if (incident == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no incident " + id);
    }
    return incident;
  }
}
