package org.beforehand.console;

import io.swagger.v3.oas.annotations.Operation;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.beforehand.decide.Rulebooks;
import org.beforehand.studio.Difference;
import org.beforehand.studio.Uplift;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What difference a campaign makes, for machines. */
@RestController
final class UpliftApi {

  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9.-]{0,99}");
  private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,62}");
  private static final Duration LONGEST_WITHIN = Duration.ofDays(90);
  private static final Duration LONGEST_PERIOD = Duration.ofDays(400);
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 9999;
  private static final Duration USUAL_PERIOD = Duration.ofDays(90);

  private final Uplift uplift;
  private final Rulebooks rulebooks;
  private final InstantSource clock;

  UpliftApi(Uplift uplift, Rulebooks rulebooks, InstantSource clock) {
    this.uplift = uplift;
    this.rulebooks = rulebooks;
    this.clock = clock;
  }

  /**
   * Those contacted against those held out.
   *
   * @param outcome a type of event, such as {@code ticket.opened}
   * @param field a number in its data, such as {@code score}, whose mean is compared; without it,
   *     the share of customers with such an event is
   * @param within how long after the decision, such as {@code 7d}
   * @param against {@code campaign} or {@code global}: whose held-out customers
   * @param from a day of the company's, or an instant; 90 days before {@code to} if left out
   * @param to the same, not included; now if left out
   */
  @Operation(summary = "Those a campaign contacted against those it held out: what came of them")
  @GetMapping("/api/campaigns/{name}/uplift")
  Map<String, Object> uplift(
      @PathVariable String name,
      @RequestParam String outcome,
      @RequestParam(required = false) @Nullable String field,
      @RequestParam(defaultValue = "7d") String within,
      @RequestParam(defaultValue = "campaign") String against,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    if (!rulebooks.current().campaigns().containsKey(name)) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "no campaign of this name is published");
    }
    must(TYPE.matcher(outcome).matches(), "outcome: expected an event type such as ticket.opened");
    must(
        field == null || FIELD.matcher(field).matches(),
        "field: expected a field of the event's data such as score");
    Instant now = clock.instant();
    Instant end = to == null ? now : instant("to", to);
    Instant begin = from == null ? end.minus(USUAL_PERIOD) : instant("from", from);
    must(begin.isBefore(end), "from: expected a time before \"to\"");
    must(
        !begin.plus(LONGEST_PERIOD).isBefore(end),
        "from: expected at most " + LONGEST_PERIOD.toDays() + " days before \"to\"");
    Uplift.Question question =
        new Uplift.Question(name, group(against), outcome, field, time(within), begin, end);
    try {
      return answer(uplift.of(question, now), within);
    } catch (Uplift.TooMany tooMany) {
      throw wrong("from: " + tooMany.getMessage());
    }
  }

  private static Map<String, Object> answer(Uplift.Report report, String within) {
    Uplift.Question asked = report.question();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("campaign", asked.campaign());
    answer.put("against", asked.against().name().toLowerCase(Locale.ROOT));
    answer.put("outcome", asked.outcome());
    answer.put(
        "compared", asked.field() == null ? "share of customers" : "mean of " + asked.field());
    answer.put("within", within);
    answer.put("from", asked.from());
    answer.put("until", report.until());
    answer.put("confidence", Difference.CONFIDENCE);
    answer.put("heldOut", group(report.heldOut()));
    answer.put("treated", compared(report.treated()));
    if (!report.variants().isEmpty()) {
      Map<String, Object> variants = new TreeMap<>();
      report.variants().forEach((variant, group) -> variants.put(variant, compared(group)));
      answer.put("variants", variants);
    }
    answer.put("leftOut", report.leftOut());
    return answer;
  }

  private static Map<String, Object> compared(Uplift.Compared compared) {
    Map<String, Object> shown = group(compared.group());
    shown.put("sent", compared.group().sent());
    if (compared.difference() instanceof Difference.Measured measured) {
      shown.put("difference", measured.estimate());
      shown.put("low", measured.low());
      shown.put("high", measured.high());
      shown.put(
          "verdict",
          measured.low() > 0 ? "higher" : measured.high() < 0 ? "lower" : "may be chance");
    } else {
      shown.put("verdict", "too few to tell");
    }
    return shown;
  }

  private static Map<String, Object> group(Uplift.Group group) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("customers", group.customers());
    shown.put("counted", group.counted());
    if (group.value() != null) {
      shown.put("value", group.value());
    }
    return shown;
  }

  private static Uplift.Against group(String word) {
    for (Uplift.Against against : Uplift.Against.values()) {
      if (against.name().toLowerCase(Locale.ROOT).equals(word)) {
        return against;
      }
    }
    throw wrong("against: expected campaign or global");
  }

  private static Duration time(String text) {
    return Asked.time("within", text, LONGEST_WITHIN);
  }

  private Instant instant(String name, String text) {
    ZoneId zone = rulebooks.current().policy().zone();
    try {
      OffsetDateTime time =
          text.indexOf('T') < 0
              ? LocalDate.parse(text).atStartOfDay(zone).toOffsetDateTime()
              : OffsetDateTime.parse(text);
      if (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR) {
        return time.toInstant();
      }
    } catch (DateTimeException noTime) {
      // Said below, like a year nobody means.
    }
    throw wrong(
        name + ": expected a day such as 2026-03-01 or an instant such as 2026-03-01T00:00:00Z");
  }

  private static void must(boolean holds, String otherwise) {
    if (!holds) {
      throw wrong(otherwise);
    }
  }

  private static ResponseStatusException wrong(String what) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, what);
  }
}
