package org.beforehand.intake;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.beforehand.customer.Dossiers;
import org.beforehand.deliver.Ledger;
import org.beforehand.deliver.SignedLinks;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Event;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.Subject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What readers of a message do with its link: they want no more of its kind. */
public final class Unsubscribing {

  private static final String SOURCE = "beforehand/links";

  private final Ledger ledger;
  private final Dossiers customers;
  private final Intake intake;
  private final InstantSource clock;
  private final @Nullable SignedLinks links;

  /**
   * @param links null where no message has such a link
   */
  public Unsubscribing(
      JdbcClient db, Intake intake, InstantSource clock, @Nullable SignedLinks links) {
    this.ledger = new Ledger(db);
    this.customers = new Dossiers(db);
    this.intake = intake;
    this.clock = clock;
    this.links = links;
  }

  /**
   * What a link is about.
   *
   * @param purpose which messages it ends
   * @param language the customer's; English where nobody knows
   */
  public record Matter(long outreach, String customer, Purpose purpose, Locale language) {}

  /** What the link with this last part is about; empty where it is none of ours. */
  public Optional<Matter> of(String token) {
    return links == null
        ? Optional.empty()
        : links.outreach(token).stream()
            .boxed()
            .flatMap(number -> ledger.find(number).stream())
            .map(this::matter)
            .findAny();
  }

  private Matter matter(Ledger.Line line) {
    Customer customer = customers.customers(List.of(line.customer())).get(line.customer());
    return new Matter(
        line.id(),
        line.customer(),
        Purpose.of(line.purpose()),
        customer == null || customer.locale() == null ? Locale.ENGLISH : customer.locale());
  }

  /**
   * Ends it. A link may be used again: who allowed it anew since may change their mind once more.
   */
  public void end(Matter matter) {
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
