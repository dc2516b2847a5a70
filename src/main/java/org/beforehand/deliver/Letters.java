package org.beforehand.deliver;

import java.util.Set;
import java.util.function.LongFunction;
import org.beforehand.customer.PhoneNumber;
import org.beforehand.decide.ContactPolicy;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.Rendering.Rendered;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Incident;
import org.beforehand.goodwill.Gestures;
import org.jspecify.annotations.Nullable;

/** Writes messages, each from the revision it was decided with. */
final class Letters {

  private final Rulebooks rulebooks;
  private final PublishedMessages messages;
  private final @Nullable LinksBack links;
  private final LongFunction<String> codes;

  /**
   * @param links null where customers cannot reach this program
   * @param codes the code of a gesture that has one, by the number of its outreach
   */
  Letters(Rulebooks rulebooks, @Nullable LinksBack links, LongFunction<String> codes) {
    this.links = links;
    this.codes = codes;
    this.rulebooks = rulebooks;
    this.messages = new PublishedMessages(rulebooks);
  }

  /** Where its reader ends mails of its kind; null for what they asked for or have to know. */
  @Nullable String unsubscribe(Claimed one) {
    return links == null || one.purpose().urgent() ? null : links.unsubscribe().apply(one.id());
  }

  /** Where its reader says that service is out all the same; null where nobody said it is back. */
  private @Nullable String stillOut(LastLook.Passed passed) {
    Incident incident = passed.incident();
    return links == null || incident == null || incident.status() != Incident.Status.RESTORED
        ? null
        : links.stillOut().apply(passed.claimed().id());
  }

  /**
   * The message for the channel it takes; null where it cannot be written, or there is no address.
   *
   * @param joined what leaves as one with it
   */
  @Nullable Rendered write(LastLook.Passed passed, Joined joined) {
    Claimed one = passed.claimed();
    Customer customer = passed.customer();
    Rendering rendering =
        messages
            .of(one.revision())
            .render(
                one.campaign(),
                one.message(),
                one.variant(),
                customer.locale(),
                facts(passed).with(joined),
                Set.of(one.channel()));
    if (!(rendering instanceof Rendered rendered)) {
      return null;
    }
    boolean whole =
        one.channel() == Channel.SMS
            ? rendered.sms() != null && number(customer) != null
            : rendered.subject() != null
                && rendered.text() != null
                && rendered.html() != null
                && customer.email() != null;
    return whole ? rendered : null;
  }

  /** The customer's phone number as networks write it; null where there is none. */
  @Nullable String number(Customer customer) {
    String phone = customer.phone();
    return phone == null
        ? null
        : PhoneNumber.e164(phone, rulebooks.current().policy().countryOf(customer));
  }

  /** The mail as a part of another; null where it cannot be written. */
  Rendering.@Nullable Part part(LastLook.Passed passed) {
    Claimed one = passed.claimed();
    Rendering rendering =
        messages
            .of(one.revision())
            .part(
                one.campaign(),
                one.message(),
                one.variant(),
                passed.customer().locale(),
                facts(passed));
    return rendering instanceof Rendering.Part part ? part : null;
  }

  private MessageFacts.@Nullable Gift gift(LastLook.Passed passed) {
    Gestures.Promised gift = passed.gift();
    return gift == null
        ? null
        : new MessageFacts.Gift(
            gift.value(),
            gift.kind().hasCode() ? codes.apply(passed.claimed().id()) : null,
            gift.until());
  }

  private MessageFacts facts(LastLook.Passed passed) {
    Customer customer = passed.customer();
    ContactPolicy policy = rulebooks.current().policy();
    return new MessageFacts(
            customer,
            passed.event(),
            passed.incident(),
            policy.zoneOf(customer),
            new MessageFacts.Company(policy.company(), policy.phone()),
            gift(passed),
            unsubscribe(passed.claimed()))
        .answeredAt(stillOut(passed));
  }
}
