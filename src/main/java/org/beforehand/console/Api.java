package org.beforehand.console;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.beforehand.customer.CustomerRecord;
import org.beforehand.customer.Dossier;
import org.beforehand.customer.Dossiers;
import org.beforehand.deliver.Ledger;
import org.beforehand.desk.Alerts;
import org.beforehand.fact.Incident;
import org.beforehand.fact.OutreachState;
import org.beforehand.incident.Incidents;
import org.beforehand.incident.Notices;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * What machines may read. A list is read in parts: {@code next}, where there is one, is the {@code
 * before} of the next part.
 */
@RestController
@RequestMapping("/api")
final class Api {
  private static final String USUAL = "100";

  private final Ledger ledger;
  private final Incidents incidents;
  private final Dossiers dossiers;
  private final CallList calls;
  private final Alerts alerts;
  private final Notices notices;
  private final WatchList watch;
  private final InstantSource clock;

  Api(
      Ledger ledger,
      Incidents incidents,
      Dossiers dossiers,
      CallList calls,
      Alerts alerts,
      Notices notices,
      WatchList watch,
      InstantSource clock) {
    this.ledger = ledger;
    this.incidents = incidents;
    this.dossiers = dossiers;
    this.calls = calls;
    this.alerts = alerts;
    this.notices = notices;
    this.watch = watch;
    this.clock = clock;
  }

  @GetMapping("/outreach")
  Map<String, Object> outreach(
      @RequestParam(required = false) @Nullable String customer,
      @RequestParam(required = false) @Nullable String campaign,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(defaultValue = USUAL) int limit) {
    int most = Listing.within(limit);
    List<Ledger.Line> lines =
        ledger.read(new Ledger.Interest(customer, campaign, state(state)), before, most);
    return part("outreach", lines, lines.size() < most ? null : lines.get(lines.size() - 1).id());
  }

  private static @Nullable OutreachState state(@Nullable String word) {
    try {
      return word == null ? null : OutreachState.of(word);
    } catch (IllegalArgumentException none) {
      throw Asked.wrong("state: expected held, scheduled, sent or another state of an outreach");
    }
  }

  /** An incident as it stands. */
  record Told(
      String id,
      String service,
      @Nullable String cause,
      boolean planned,
      String status,
      int episode,
      long version,
      @Nullable Instant eta,
      Instant openedAt,
      Set<String> scopes) {

    static Told of(Incident one) {
      return new Told(
          one.id(),
          one.service(),
          one.cause(),
          one.planned(),
          one.status().name().toLowerCase(Locale.ROOT),
          one.episode(),
          one.version(),
          one.eta(),
          one.openedAt(),
          new TreeSet<>(one.scopes()));
    }
  }

  @GetMapping("/incidents")
  Map<String, Object> incidents(
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(defaultValue = USUAL) int limit) {
    int most = Listing.within(limit);
    List<Told> told = incidents.latest(before, most).stream().map(Told::of).toList();
    return part("incidents", told, told.size() < most ? null : told.get(most - 1).id());
  }

  @GetMapping("/customers/{id}")
  Map<String, Object> customer(@PathVariable String id) {
    Dossier dossier = dossiers.load(List.of(id), Set.of(), clock.instant()).get(id);
    if (dossier == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no customer with this id is known");
    }
    return new CustomerRecord(dossier.customer(), dossier.consentWords(), List.of()).toData();
  }

  @GetMapping("/calls")
  Map<String, Object> calls() {
    return part("calls", calls.open(), null);
  }

  /**
   * What a team was told, and by which rule.
   *
   * @param customer whom it is about; null where it is about a whole campaign, which no rule says
   */
  record Alerted(
      long id,
      String team,
      String text,
      String campaign,
      @Nullable String customer,
      String key,
      @Nullable String rule,
      Instant at) {

    static Alerted of(Alerts.Raised one) {
      Alerts.Alert alert = one.alert();
      return new Alerted(
          one.number(),
          alert.id().team(),
          alert.text(),
          alert.id().campaign(),
          perhaps(alert.id().customer()),
          alert.id().key(),
          perhaps(alert.rule()),
          alert.at());
    }

    private static @Nullable String perhaps(String text) {
      return text.isEmpty() ? null : text;
    }
  }

  @GetMapping("/alerts")
  Map<String, Object> alerts(
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(defaultValue = USUAL) int limit) {
    int most = Listing.within(limit);
    List<Alerted> raised = alerts.latest(before, most).stream().map(Alerted::of).toList();
    return part("alerts", raised, raised.size() < most ? null : raised.get(most - 1).id());
  }

  /** What is said publicly of an incident, and how that stands now. */
  record Said(
      long id,
      String incident,
      String service,
      String status,
      String text,
      String campaign,
      String rule,
      Instant at) {

    static Said of(Notices.Published one) {
      Notices.Notice notice = one.notice();
      return new Said(
          one.number(),
          notice.incident(),
          one.service(),
          one.status(),
          notice.text(),
          notice.id().campaign(),
          notice.rule(),
          notice.at());
    }
  }

  @GetMapping("/notices")
  Map<String, Object> notices(
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(defaultValue = USUAL) int limit) {
    int most = Listing.within(limit);
    List<Said> said = notices.latest(before, most).stream().map(Said::of).toList();
    return part("notices", said, said.size() < most ? null : said.get(most - 1).id());
  }

  @GetMapping("/watch")
  WatchList.Watched watch() {
    return watch.now();
  }

  private static Map<String, Object> part(String name, List<?> items, @Nullable Object next) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put(name, items);
    if (next != null) {
      part.put("next", next);
    }
    return part;
  }
}
