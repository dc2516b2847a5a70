package org.beforehand.console;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.beforehand.studio.Member;
import org.beforehand.studio.Proofs;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Messages as a customer would get them, mailed to members of staff. */
@RestController
final class ProofsApi {

  private final Proofs proofs;
  private final InstantSource clock;

  ProofsApi(Proofs proofs, InstantSource clock) {
    this.proofs = proofs;
    this.clock = clock;
  }

  /** What was written, and what became of it. */
  record Answer(
      String subject, String language, @Nullable String variant, List<Handed> recipients) {

    static Answer of(Proofs.Proof proof) {
      return new Answer(
          proof.subject(),
          proof.language().toLanguageTag(),
          proof.variant(),
          proof.handed().stream().map(Handed::of).toList());
    }
  }

  /** What the relay said of the mail to this member of staff; see {@link RelaySaid}. */
  record Handed(String to, String outcome, String reply) {
    static Handed of(Proofs.Handed one) {
      RelaySaid said = RelaySaid.of(one.delivery());
      return new Handed(one.to(), said.outcome(), said.reply());
    }
  }

  @PostMapping("/api/drafts/{id}/proofs")
  Answer ofDraft(
      @PathVariable long id,
      @RequestBody Map<String, Object> body,
      @RequestAttribute(Member.ATTRIBUTE) Member who) {
    return Answer.of(proofs.ofDraft(id, wish(body, who), who, clock.instant()));
  }

  @PostMapping("/api/revisions/{hash}/proofs")
  Answer ofRevision(
      @PathVariable String hash,
      @RequestBody Map<String, Object> body,
      @RequestAttribute(Member.ATTRIBUTE) Member who) {
    return Answer.of(proofs.ofRevision(hash, wish(body, who), who, clock.instant()));
  }

  private static Proofs.Wish wish(Map<String, Object> body, Member who) {
    Asked asked = Asked.of(body, "campaign", "message", "customer", "to");
    List<String> to = asked.perhapsList("to");
    return new Proofs.Wish(
        asked.text("campaign"),
        asked.text("message"),
        asked.text("customer"),
        to == null ? List.of(who.name()) : to);
  }
}
