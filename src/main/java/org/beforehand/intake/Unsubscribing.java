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

/** What readers of a message do with its link: they want no more of its kind. */
public final class Unsubscribing {

  private static final String SOURCE = "beforehand/links";

  private final LinkedMessages messages;
  private final Intake intake;
  private final InstantSource clock;
  private final @Nullable SignedLinks links;

  /**
   * @param links null where no message has such a link
   */
  public Unsubscribing(
      JdbcClient db, Intake intake, InstantSource clock, @Nullable SignedLinks links) {
    this.messages = new LinkedMessages(db);
    this.intake = intake;
    this.clock = clock;
    this.links = links;
  }

  /** What the link with this last part is about; empty where it is none of ours. */
  public Optional<LinkedMessage> of(String token) {
    return links == null ? Optional.empty() : messages.of(links.outreach(token));
  }

  /**
   * Ends it. A link may be used again: who allowed it anew since may change their mind once more.
   */
  public void end(LinkedMessage matter) {
    Instant at = clock.instant();
    Subject subject = new Subject.OfCustomer(matter.customer());
    Map<String, Object> data =
        Map.of("purpose", matter.purpose().word(), "outreach", String.valueOf(matter.outreach()));
    Event event =
        new Event(
            SOURCE,
            matter.outreach() + "/" + at.toEpochMilli(),
            Sorting.UNSUBSCRIBED,
            subject,
            at,
            data);
    intake.accept(
        List.of(new Read.Good(event, Fingerprint.of(event.type(), subject, at, data))), at);
  }
}
