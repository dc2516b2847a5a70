package org.beforehand.console;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.CampaignSwitches.Switch;
import org.beforehand.decide.Rollout;
import org.beforehand.decide.Rulebooks;
import org.beforehand.decide.Start;
import org.beforehand.decide.Stopped;
import org.beforehand.studio.Audit;
import org.beforehand.studio.Member;
import org.beforehand.studio.RolloutWatch;
import org.beforehand.studio.RolloutWords;
import org.beforehand.studio.Switchboard;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How campaigns stand, their switches, and who did what. */
@RestController
@RequestMapping("/api")
final class CampaignsApi {

  private final Rulebooks rulebooks;
  private final Switchboard switchboard;
  private final RolloutWatch rollouts;
  private final Audit audit;
  private final InstantSource clock;

  CampaignsApi(
      Rulebooks rulebooks,
      Switchboard switchboard,
      RolloutWatch rollouts,
      Audit audit,
      InstantSource clock) {
    this.rulebooks = rulebooks;
    this.switchboard = switchboard;
    this.rollouts = rollouts;
    this.audit = audit;
    this.clock = clock;
  }

  /** Who stopped it, when and why. */
  record Stop(String who, Instant at, String why) {
    static @Nullable Stop of(@Nullable Switch one) {
      return one == null ? null : new Stop(one.who(), one.at(), one.why());
    }
  }

  /**
   * How its latest publication goes out, where it was not simply let go.
   *
   * @param start how small it began: customers or share; null where it reaches everybody
   * @param reached how many of these customers it has reached; null where it is not counted
   * @param widenAt when it is widened by itself
   * @param pauseAt when it stops itself: the rates, and after how many messages
   */
  record Rolling(
      String who,
      Instant since,
      @Nullable Map<String, Object> start,
      @Nullable Long reached,
      @Nullable Instant widenAt,
      @Nullable Map<String, Object> pauseAt) {

    static @Nullable Rolling of(@Nullable Rollout one) {
      if (one == null || one.start() == null && one.guard() == null) {
        return null;
      }
      return new Rolling(
          one.who(),
          one.since(),
          one.start() == null ? null : RolloutWords.of(one.start()),
          one.start() instanceof Start.Customers ? one.reached() : null,
          one.widenAt(),
          one.guard() == null ? null : RolloutWords.of(one.guard()));
    }
  }

  /**
   * A campaign as it stands.
   *
   * @param status as its file says: draft, shadow, live or paused
   * @param stopped the switch that stops it whatever its file says; null where none does
   * @param rollout null where its latest publication was simply let go
   */
  record Line(
      String name,
      String title,
      String owner,
      String purpose,
      String status,
      List<String> triggers,
      @Nullable Stop stopped,
      @Nullable Rolling rollout) {

    static Line of(Campaign campaign, @Nullable Stop stopped, @Nullable Rolling rollout) {
      return new Line(
          campaign.name(),
          campaign.title(),
          campaign.owner(),
          campaign.purpose().word(),
          campaign.status().name().toLowerCase(Locale.ROOT),
          campaign.triggers(),
          stopped,
          rollout);
    }
  }

  @GetMapping("/campaigns")
  Map<String, Object> campaigns() {
    Map<String, Switch> on = new HashMap<>();
    switchboard.stopped().forEach(one -> on.put(one.campaign(), one));
    Switch all = on.get(Stopped.ALL);
    Map<String, Rollout> out = new HashMap<>();
    rollouts.all().forEach(one -> out.put(one.campaign(), one));
    List<Line> lines =
        rulebooks.current().campaigns().values().stream()
            .map(
                one ->
                    Line.of(
                        one,
                        Stop.of(on.getOrDefault(one.name(), all)),
                        Rolling.of(out.get(one.name()))))
            .toList();
    Map<String, Object> answer = new HashMap<>();
    answer.put("campaigns", lines);
    answer.put("revision", rulebooks.current().revision());
    answer.put("stopped", Stop.of(all));
    return answer;
  }

  @PostMapping("/campaigns/{name}/pause")
  Map<String, Object> pause(
      @PathVariable String name,
      @RequestBody(required = false) @Nullable Map<String, Object> body,
      @RequestAttribute(Member.ATTRIBUTE) Member who) {
    Asked asked = Asked.of(body, "waiting", "why");
    Switchboard.Waiting waiting = asked.word("waiting", Switchboard.Waiting.HOLD);
    String why = asked.perhapsText("why");
    int messages = switchboard.stop(name, waiting, why == null ? "" : why, who, clock.instant());
    return Map.of(
        "campaign", name, "waiting", waiting.name().toLowerCase(Locale.ROOT), "messages", messages);
  }

  @PostMapping("/campaigns/{name}/resume")
  Map<String, Object> resume(
      @PathVariable String name, @RequestAttribute(Member.ATTRIBUTE) Member who) {
    switchboard.release(name, who, clock.instant());
    return Map.of("campaign", name);
  }

  @Operation(
      summary = "Lets a campaign that began small reach more customers",
      description =
          """
          {"customers": 5000} or {"share": 0.2}, larger than before; without a body, everybody. \
          It takes an author or approver, as publishing does.
          """)
  @PostMapping("/campaigns/{name}/widen")
  Map<String, Object> widen(
      @PathVariable String name,
      @RequestBody(required = false) @Nullable Map<String, Object> body,
      @RequestAttribute(Member.ATTRIBUTE) Member who) {
    Start to = RolloutAsked.start(Asked.of(body, "customers", "share"));
    rollouts.widen(name, to, who, clock.instant());
    return Map.of("campaign", name, "reaches", to == null ? "everybody" : RolloutWords.of(to));
  }

  @GetMapping("/audit")
  Map<String, Object> audit(
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(defaultValue = "100") int limit) {
    int most = Listing.within(limit);
    return Listing.part("audit", audit.read(before, most), most, Audit.Act::id);
  }
}
