package org.beforehand.console;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.beforehand.decide.Silence;
import org.beforehand.decide.SilenceList;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Purpose;
import org.beforehand.studio.Member;
import org.beforehand.studio.Silencing;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Silences: what waits for a while because a colleague said so. */
@RestController
@RequestMapping("/api/silences")
final class SilencesApi {

  private final Silencing silencing;
  private final InstantSource clock;

  SilencesApi(Silencing silencing, InstantSource clock) {
    this.silencing = silencing;
    this.clock = clock;
  }

  /**
   * A silence as it stands.
   *
   * @param matches what it matches, by name; what is not given matches everything
   * @param until as it was made
   * @param endedAt when it was over; null as long as it is not
   * @param endedBy who ended it before its time
   */
  record Line(
      long id,
      Map<String, String> matches,
      Instant from,
      Instant until,
      String who,
      String why,
      Instant madeAt,
      @Nullable Instant endedAt,
      @Nullable String endedBy) {

    static Line of(SilenceList.Kept kept) {
      Silence one = kept.silence();
      return new Line(
          one.id(),
          Silencing.words(one.matcher()),
          one.from(),
          one.until(),
          one.who(),
          one.why(),
          kept.madeAt(),
          kept.endedAt(),
          kept.endedBy());
    }
  }

  @GetMapping
  Map<String, Object> silences(
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(defaultValue = "100") int limit) {
    int most = Listing.within(limit);
    return Listing.part(
        "silences", silencing.latest(before, most).stream().map(Line::of).toList(), most, Line::id);
  }

  @Operation(
      summary = "Silences messages for a while",
      description =
          """
          At least one of campaign, purpose, channel, scope, customer and tier, all of which a \
          message must match; "until", and perhaps "from", as RFC 3339, at most 30 days apart; \
          and "why". Service messages are silenced only where the purpose is service; what \
          customers asked for never is.
          """)
  @PostMapping
  Map<String, Object> silence(
      @RequestBody Map<String, Object> body, @RequestAttribute(Member.ATTRIBUTE) Member who) {
    Asked asked =
        Asked.of(
            body,
            "campaign",
            "purpose",
            "channel",
            "scope",
            "customer",
            "tier",
            "from",
            "until",
            "why");
    Silence.Matcher matcher =
        new Silence.Matcher(
            asked.perhapsText("campaign"),
            asked.perhapsWord("purpose", Purpose.class),
            asked.perhapsWord("channel", Channel.class),
            asked.perhapsText("scope"),
            asked.perhapsText("customer"),
            asked.perhapsText("tier"));
    Instant until = asked.perhapsInstant("until");
    if (until == null) {
      throw asked.wrong("until", "a time such as 2026-03-12T18:00:00+01:00; a silence must end");
    }
    long id =
        silencing.silence(
            matcher, asked.perhapsInstant("from"), until, asked.text("why"), who, clock.instant());
    return Map.of("id", id);
  }

  @Operation(summary = "Ends a silence now; it stays in the list")
  @DeleteMapping("/{id}")
  Map<String, Object> end(@PathVariable long id, @RequestAttribute(Member.ATTRIBUTE) Member who) {
    return Map.of("id", id, "messages", silencing.end(id, who, clock.instant()));
  }
}
