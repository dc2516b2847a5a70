package org.beforehand.deliver;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.beforehand.decide.Reason;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.Rendering.Rendered;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Customer;
import org.beforehand.fact.GestureKind;
import org.beforehand.fact.OutreachState;
import org.beforehand.goodwill.Codes;
import org.beforehand.goodwill.Gestures;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Gets what was claimed ready to leave: asks the gates again, and writes the message from its own
 * revision and the incident as it stands.
 */
final class Preparation {

  private final Rulebooks rulebooks;
  private final LastLook look;
  private final Letters letters;
  private final Joining joining;
  private final String installation;
  private final String domain;

  Preparation(JdbcClient db, Rulebooks rulebooks, String installation, Origin origin) {
    this.rulebooks = rulebooks;
    this.look = new LastLook(db, rulebooks);
    Codes codes = origin.codes() == null ? new Codes(db) : origin.codes();
    this.letters = new Letters(rulebooks, LinksBack.of(origin.links()), codes::of);
    this.joining = new Joining(db, rulebooks, look, letters);
    this.installation = installation;
    this.domain = origin.domain();
  }

  /** What is ready to leave, and what becomes of the rest. */
  record Prepared(List<Ready> ready, List<Move> moves) {}

  Prepared prepare(List<Claimed> claimed, Instant at) {
    LastLook.Seen seen = look.at(claimed, one -> at, at);
    Prepared prepared = new Prepared(new ArrayList<>(), new ArrayList<>(seen.moves()));
    List<LastLook.Passed> leaving = leaving(seen.passed(), prepared.moves);
    Map<Long, Joined> joined = joining.of(leaving, at);
    for (LastLook.Passed passed : leaving) {
      Joined others = joined.getOrDefault(passed.claimed().id(), Joined.NONE);
      Rendered rendered = letters.write(passed, others);
      if (rendered == null) {
        prepared.moves.add(
            Move.to(passed.claimed().id(), OutreachState.FAILED, "render", Reason.UNRENDERABLE));
      } else {
        prepared.ready.add(
            new Ready(
                passed.claimed(),
                passed.claimed().channel() == Channel.SMS
                    ? text(passed, rendered)
                    : mail(passed, rendered),
                passed.incident() == null ? 0 : passed.incident().version(),
                others.count()));
      }
    }
    return prepared;
  }

  /** "We credited you" does not leave before we have: it waits to be done, and comes back. */
  private List<LastLook.Passed> leaving(List<LastLook.Passed> passed, List<Move> moves) {
    Set<GestureKind> handedOver = rulebooks.current().policy().handover().kinds();
    List<LastLook.Passed> leaving = new ArrayList<>(passed.size());
    for (LastLook.Passed one : passed) {
      Gestures.Promised gift = one.gift();
      if (gift == null || gift.done() || !handedOver.contains(gift.kind())) {
        leaving.add(one);
      } else {
        moves.add(
            Move.to(
                one.claimed().id(), OutreachState.HELD, "fulfilment", Reason.AWAITING_FULFILMENT));
      }
    }
    return leaving;
  }

  private Text text(LastLook.Passed passed, Rendered rendered) {
    return new Text(
        passed.claimed().id() + "." + installation,
        Objects.requireNonNull(letters.number(passed.customer())),
        Objects.requireNonNull(passed.customer().phone()),
        Objects.requireNonNull(rendered.sms()),
        rendered.language(),
        passed.at());
  }

  private Mail mail(LastLook.Passed passed, Rendered rendered) {
    Claimed one = passed.claimed();
    return new Mail(
        one.id() + "." + installation + "@" + domain,
        Objects.requireNonNull(passed.customer().email()),
        passed.customer().name(),
        Objects.requireNonNull(rendered.subject()),
        Objects.requireNonNull(rendered.text()),
        Objects.requireNonNull(rendered.html()),
        rendered.language(),
        passed.at(),
        thread(one),
        letters.unsubscribe(one));
  }

  /**
   * Mail readers put one conversation's mails together; the name of it tells nobody whose it is.
   */
  private @Nullable String thread(Claimed one) {
    return one.thread() == null
        ? null
        : one.thread().replaceAll("[^A-Za-z0-9]+", ".").toLowerCase(Locale.ROOT)
            + "."
            + HexFormat.of().toHexDigits(Customer.hash(installation + one.customer()))
            + "@"
            + domain;
  }
}
