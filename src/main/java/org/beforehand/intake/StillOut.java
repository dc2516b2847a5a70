package org.beforehand.intake;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beforehand.deliver.SignedLinks;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What readers of "it is back" answer by its link: it is still out for them. That opens their
 * conversation again, and nobody else's; they hear once more that it is back when an operator says
 * so, or with the end of what takes their service away next.
 */
public final class StillOut {

  private static final String SOURCE = "beforehand/links";

  private final LinkedMessages messages;
  private final Intake intake;
  private final InstantSource clock;
  private final @Nullable SignedLinks links;

  /**
   * @param links null where no message has such a link
   */
  public StillOut(JdbcClient db, Intake intake, InstantSource clock, @Nullable SignedLinks links) {
    this.messages = new LinkedMessages(db);
    this.intake = intake;
    this.clock = clock;
    this.links = links;
  }

  /** The message of the link with this last part; empty where it is none of ours. */
  public Optional<LinkedMessage> of(String token) {
    return links == null
        ? Optional.empty()
        : messages.of(links.answered(token)).filter(message -> message.incident() != null);
  }

  /** The customer says that it is still out. Said again, it changes nothing. */
  public void say(LinkedMessage message) {
    Instant at = clock.instant();
    Subject subject = new Subject.OfCustomer(message.customer());
    String number = String.valueOf(message.outreach());
    Map<String, Object> data =
        Map.of("incident", String.valueOf(message.incident()), "message", number);
    Event event =
        new Event(
            SOURCE,
            number + "/still-out/" + at.toEpochMilli(),
            Returns.STILL_OUT,
            subject,
            at,
            data);
    intake.accept(
        List.of(new Read.Good(event, Fingerprint.of(event.type(), subject, at, data))), at);
  }
}
