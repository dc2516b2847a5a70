package org.beforehand.console;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.beforehand.studio.Check;
import org.beforehand.studio.Choice;
import org.beforehand.studio.Draft;
import org.beforehand.studio.Drafts;
import org.beforehand.studio.Finding;
import org.beforehand.studio.Finding.Severity;
import org.beforehand.studio.Member;
import org.beforehand.studio.Releases;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Drafts: written, checked, submitted, approved by another, published. */
@RestController
@RequestMapping("/api/drafts")
final class DraftsApi {

  private final Drafts drafts;
  private final Releases releases;
  private final InstantSource clock;

  DraftsApi(Drafts drafts, Releases releases, InstantSource clock) {
    this.drafts = drafts;
    this.releases = releases;
    this.clock = clock;
  }

  /** A draft in a list: what it changes, not what that holds. */
  record Line(
      long id,
      String title,
      String state,
      String base,
      String hash,
      List<String> authors,
      List<String> files,
      Instant at) {

    static Line of(Draft draft) {
      return new Line(
          draft.id(),
          draft.title(),
          draft.state().word(),
          draft.base(),
          draft.hash(),
          draft.authors(),
          List.copyOf(draft.files().keySet()),
          draft.at());
    }
  }

  /** A draft with the texts of its files; null for one that is taken away. */
  record Whole(
      long id,
      String title,
      String state,
      String base,
      String hash,
      List<String> authors,
      Map<String, @Nullable String> files,
      Instant at) {

    static Whole of(Draft draft) {
      Line line = Line.of(draft);
      return new Whole(
          line.id,
          line.title,
          line.state,
          line.base,
          line.hash,
          line.authors,
          draft.files(),
          line.at);
    }
  }

  /** Something the check found. */
  record Found(String file, int line, String severity, String text) {
    static Found of(Finding finding) {
      return new Found(
          finding.file(),
          finding.line(),
          finding.severity().name().toLowerCase(Locale.ROOT),
          finding.text());
    }
  }

  /** What the check came to. */
  record Checked(
      boolean good, int errors, int warnings, int passed, int failed, List<Found> findings) {
    static Checked of(Check.Report report) {
      return new Checked(
          report.good(),
          report.count(Severity.ERROR),
          report.count(Severity.WARNING),
          report.passed(),
          report.failed(),
          report.findings().stream().map(Found::of).toList());
    }
  }

  @GetMapping
  Map<String, Object> list(
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(defaultValue = "100") int limit) {
    int most = Listing.within(limit);
    List<Line> lines = drafts.latest(before, most).stream().map(Line::of).toList();
    return Listing.part("drafts", lines, most, Line::id);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Whole create(
      @RequestBody Map<String, Object> body, @RequestAttribute(Member.ATTRIBUTE) Member who) {
    Asked asked = Asked.of(body, "title", "files");
    return Whole.of(drafts.create(asked.text("title"), asked.texts("files"), who, clock.instant()));
  }

  @GetMapping("/{id}")
  Whole read(@PathVariable long id) {
    return Whole.of(drafts.find(id));
  }

  @PutMapping("/{id}/files")
  Whole change(
      @PathVariable long id,
      @RequestBody Map<String, Object> body,
      @RequestAttribute(Member.ATTRIBUTE) Member who) {
    Asked asked = Asked.of(body, "title", "files");
    return Whole.of(
        drafts.change(id, asked.perhapsText("title"), asked.texts("files"), who, clock.instant()));
  }

  @PostMapping("/{id}/check")
  Checked check(@PathVariable long id) {
    return Checked.of(drafts.check(id));
  }

  @PostMapping("/{id}/rebase")
  Whole rebase(@PathVariable long id, @RequestAttribute(Member.ATTRIBUTE) Member who) {
    return Whole.of(drafts.rebase(id, who, clock.instant()));
  }

  @PostMapping("/{id}/submit")
  Line submit(@PathVariable long id, @RequestAttribute(Member.ATTRIBUTE) Member who) {
    return Line.of(drafts.submit(id, who, clock.instant()));
  }

  @PostMapping("/{id}/approve")
  Line approve(
      @PathVariable long id,
      @RequestBody Map<String, Object> body,
      @RequestAttribute(Member.ATTRIBUTE) Member who) {
    Asked asked = Asked.of(body, "hash", "why");
    String why = asked.perhapsText("why");
    return Line.of(
        drafts.approve(id, asked.text("hash"), why == null ? "" : why, who, clock.instant()));
  }

  @PostMapping("/{id}/reject")
  Line reject(
      @PathVariable long id,
      @RequestBody Map<String, Object> body,
      @RequestAttribute(Member.ATTRIBUTE) Member who) {
    Asked asked = Asked.of(body, "hash", "why");
    return Line.of(drafts.reject(id, asked.text("hash"), asked.text("why"), who, clock.instant()));
  }

  @Operation(
      summary = "Publishes an approved draft",
      description =
          """
          All fields are optional. "waiting" says what becomes of messages that wait, of the \
          campaigns that change: "keep", "cancel", or "redecide" with what is published. "most" is \
          how many customers it may concern, "override" an approver's reason for more. "start" \
          lets each changed campaign begin small until it is widened: {"customers": 500} or \
          {"share": 0.05}, with "widenAfter": "24h" by itself if nobody stopped it before. \
          "pauseAt" stops a changed campaign by itself: {"bounced": 0.05, "complained": 0.001, \
          "failed": 0.1, "after": 100}, any of these rates, once so many messages have an outcome.
          """)
  @PostMapping("/{id}/publish")
  ReleaseAnswer publish(
      @PathVariable long id,
      @RequestBody(required = false) @Nullable Map<String, Object> body,
      @RequestAttribute(Member.ATTRIBUTE) Member who) {
    Asked asked = Asked.of(body, "waiting", "most", "override", "start", "pauseAt");
    RolloutAsked rollout = RolloutAsked.of(asked);
    return ReleaseAnswer.of(
        releases.publish(
            id,
            new Choice(
                asked.word("waiting", Choice.Waiting.KEEP),
                asked.perhapsNumber("most"),
                asked.perhapsText("override"),
                rollout.start(),
                rollout.widenAfter(),
                rollout.pauseAt()),
            who,
            clock.instant()));
  }
}
