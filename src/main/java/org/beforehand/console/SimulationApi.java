package org.beforehand.console;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebooks;
import org.beforehand.studio.DraftFiles;
import org.beforehand.studio.Finding;
import org.beforehand.studio.RulesToTry;
import org.beforehand.studio.Simulation;
import org.beforehand.studio.Simulations;
import org.beforehand.studio.Simulations.State;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What a draft would have done to what is stored; nothing is sent, and nothing is published. */
@RestController
@RequestMapping("/api/simulations")
final class SimulationApi {
  private static final Set<String> FIELDS =
      Set.of("rules", "days", "from", "to", "compare", "funnel");
  private static final int USUAL_DAYS = 30;
  private static final int MOST_DAYS = 400;

  private final Simulations simulations;
  private final Rulebooks rulebooks;
  private final InstantSource clock;

  SimulationApi(Simulations simulations, Rulebooks rulebooks, InstantSource clock) {
    this.simulations = simulations;
    this.rulebooks = rulebooks;
    this.clock = clock;
  }

  /**
   * Takes on a simulation. {@code rules}: files of authors by path, in place of the published ones,
   * or null to take one away. {@code days}, or {@code from} and {@code to}: the period. {@code
   * compare}: whether to hold them against the published rules; {@code funnel}: whether to count
   * how far each rule comes; both are wanted unless told.
   */
  @PostMapping
  ResponseEntity<Object> begin(@RequestBody Map<String, Object> body) {
    for (String field : body.keySet()) {
      if (!FIELDS.contains(field)) {
        throw wrong("unknown field " + field + "; expected rules, days, from, to, compare, funnel");
      }
    }
    Simulation.Period period = period(body);
    RuleFolder published = rulebooks.current().folder();
    RulesToTry.Reading reading = DraftFiles.over(published, files(body.get("rules")));
    if (reading instanceof RulesToTry.Reading.Bad bad) {
      return refused(bad);
    }
    RulesToTry rules = ((RulesToTry.Reading.Good) reading).rules();
    RulesToTry against = yes(body, "compare") ? published(published) : null;
    String id =
        simulations.begin(new Simulations.Request(rules, against, period, yes(body, "funnel")));
    if (id == null) {
      return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
          .header(HttpHeaders.RETRY_AFTER, "60")
          .body(
              ProblemDetail.forStatusAndDetail(
                  HttpStatus.TOO_MANY_REQUESTS, "too many simulations are waiting; ask again"));
    }
    return ResponseEntity.accepted()
        .header(HttpHeaders.LOCATION, "/api/simulations/" + id)
        .body(shown(id, new State.Queued(0)));
  }

  /** How far a simulation is and, when it is done, what it came to. */
  @GetMapping("/{id}")
  Map<String, Object> state(@PathVariable String id) {
    State state = simulations.state(id);
    if (state == null) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "no simulation of this name is known, or not any more");
    }
    return shown(id, state);
  }

  private static Map<String, Object> shown(String id, State state) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", id);
    if (state instanceof State.Queued queued) {
      shown.put("state", "queued");
      shown.put("before", queued.before());
    } else if (state instanceof State.Running running) {
      shown.put("state", "running");
      shown.put("doing", running.doing());
      shown.put("done", running.done());
      if (running.virtual() != null) {
        shown.put("at", running.virtual().toString());
      }
    } else if (state instanceof State.Done done) {
      shown.put("state", "done");
      shown.put("report", done.report());
    } else {
      shown.put("state", "failed");
    }
    return shown;
  }

  /** Published rules compile; unless the program has become stricter since. */
  private static @Nullable RulesToTry published(RuleFolder folder) {
    return RulesToTry.read(folder) instanceof RulesToTry.Reading.Good good ? good.rules() : null;
  }

  private static ResponseEntity<Object> refused(RulesToTry.Reading.Bad bad) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.UNPROCESSABLE_ENTITY, "the rules have errors; see findings");
    problem.setProperty("findings", bad.findings().stream().map(Finding::toString).toList());
    return ResponseEntity.unprocessableEntity().body(problem);
  }

  private Simulation.Period period(Map<String, Object> body) {
    Instant to = body.get("to") == null ? clock.instant() : instant("to", body.get("to"));
    if (body.get("from") != null) {
      if (body.get("days") != null) {
        throw wrong("expected days, or from and to; found both");
      }
      Instant from = instant("from", body.get("from"));
      if (from.isAfter(to) || Duration.between(from, to).toDays() > MOST_DAYS) {
        throw wrong("from: expected a time at most " + MOST_DAYS + " days before to");
      }
      return new Simulation.Period(from, to);
    }
    Object days = body.getOrDefault("days", USUAL_DAYS);
    if (!(days instanceof Integer n) || n < 1 || n > MOST_DAYS) {
      throw wrong("days: expected a whole number from 1 to " + MOST_DAYS);
    }
    return new Simulation.Period(to.minus(Duration.ofDays(n)), to);
  }

  private static Instant instant(String field, @Nullable Object value) {
    try {
      return OffsetDateTime.parse(String.valueOf(value)).toInstant();
    } catch (DateTimeException e) {
      throw wrong(field + ": expected a date and time such as 2026-03-01T09:00:00Z");
    }
  }

  private static boolean yes(Map<String, Object> body, String field) {
    Object value = body.getOrDefault(field, true);
    if (!(value instanceof Boolean yes)) {
      throw wrong(field + ": expected true or false");
    }
    return yes;
  }

  private static Map<String, @Nullable String> files(@Nullable Object rules) {
    Map<String, @Nullable String> files = new LinkedHashMap<>();
    if (rules == null) {
      return files;
    }
    if (!(rules instanceof Map<?, ?> map)) {
      throw wrong("rules: expected texts by path, such as {\"thanks/rules.dslr\": \"...\"}");
    }
    for (Map.Entry<?, ?> file : map.entrySet()) {
      if (file.getValue() != null && !(file.getValue() instanceof String)) {
        throw wrong("rules." + file.getKey() + ": expected a text, or null to take it away");
      }
      files.put(String.valueOf(file.getKey()), (String) file.getValue());
    }
    return files;
  }

  private static ResponseStatusException wrong(String what) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, what);
  }
}
