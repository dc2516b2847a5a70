package org.beforehand.intake;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beforehand.deliver.Outbox;
import org.beforehand.deliver.TextReport;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a message centre reports comes in as events of the customers it was for, {@code
 * message.delivered} and {@code message.undelivered}, by the door everything comes in by.
 */
public final class TextReports {

  private static final String SOURCE = "smpp";

  private final Outbox outbox;
  private final Intake intake;
  private final InstantSource clock;

  /**
   * @param clock business time
   */
  public TextReports(JdbcClient db, Intake intake, InstantSource clock) {
    this.outbox = new Outbox(db);
    this.intake = intake;
    this.clock = clock;
  }

  /**
   * Remembers a report.
   *
   * @return whether it is; false where no message is known by that name yet, which can be so for a
   *     moment after it was sent
   */
  public boolean take(TextReport report) {
    Optional<Outbox.Sent> sent = outbox.sentAs(report.peer());
    if (sent.isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    Event event =
        new Event(
            SOURCE,
            report.peer() + "/" + report.reason(),
            report.delivered() ? "message.delivered" : "message.undelivered",
            Subject.parse("customer:" + sent.get().customer()),
            now,
            Map.of(
                "message",
                String.valueOf(sent.get().number()),
                "channel",
                "sms",
                "reason",
                report.reason()));
    intake.accept(
        List.of(
            new Read.Good(
                event, Fingerprint.of(event.type(), event.subject(), event.time(), event.data()))),
        now);
    return true;
  }
}
