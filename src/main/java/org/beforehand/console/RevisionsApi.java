package org.beforehand.console;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.beforehand.decide.Publication;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebooks;
import org.beforehand.studio.Choice;
import org.beforehand.studio.Member;
import org.beforehand.studio.Releases;
import org.beforehand.studio.RevisionDiff;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What was published, by whom, and what differs; and the way back. */
@RestController
@RequestMapping("/api/revisions")
final class RevisionsApi {

  private final Rulebooks rulebooks;
  private final Releases releases;
  private final InstantSource clock;

  RevisionsApi(Rulebooks rulebooks, Releases releases, InstantSource clock) {
    this.rulebooks = rulebooks;
    this.releases = releases;
    this.clock = clock;
  }

  /** One publication. */
  record Line(
      long id,
      String revision,
      @Nullable String parent,
      String who,
      String how,
      Instant at,
      Map<String, Object> options,
      boolean inFolder) {

    static Line of(Publication one) {
      return new Line(
          one.id(),
          one.revision(),
          one.parent(),
          one.who(),
          one.how().word(),
          one.at(),
          one.options(),
          one.inFolder());
    }
  }

  @GetMapping
  Map<String, Object> history(
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(defaultValue = "100") int limit) {
    int most = Listing.within(limit);
    List<Line> lines = rulebooks.history(before, most).stream().map(Line::of).toList();
    return Listing.part("revisions", lines, most, Line::id);
  }

  @GetMapping("/{hash}")
  Map<String, Object> files(@PathVariable String hash) {
    return Map.of("revision", hash, "files", known(hash).files());
  }

  @GetMapping("/{from}/diff/{to}")
  Map<String, Object> diff(@PathVariable String from, @PathVariable String to) {
    return Map.of("from", from, "to", to, "files", RevisionDiff.between(known(from), known(to)));
  }

  @Operation(
      summary = "Publishes an earlier revision again",
      description =
          """
          "parent" is the revision it is to replace; without it, whatever is published. "waiting" \
          is as for drafts. How the campaigns that change were let out before is over.
          """)
  @PostMapping("/{hash}/rollback")
  ReleaseAnswer rollback(
      @PathVariable String hash,
      @RequestBody(required = false) @Nullable Map<String, Object> body,
      @RequestAttribute(Member.ATTRIBUTE) Member who) {
    Asked asked = Asked.of(body, "parent", "waiting");
    return ReleaseAnswer.of(
        releases.rollback(
            hash,
            asked.perhapsText("parent"),
            Choice.of(asked.word("waiting", Choice.Waiting.KEEP)),
            who,
            clock.instant()));
  }

  private RuleFolder known(String hash) {
    if (!rulebooks.knows(hash)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no revision " + hash);
    }
    return rulebooks.folder(hash);
  }
}
