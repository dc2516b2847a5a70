package org.beforehand.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.beforehand.customer.Customers;
import org.beforehand.customer.Customers.Refusal;
import org.beforehand.customer.Dossiers;
import org.beforehand.decide.Reason;
import org.beforehand.deliver.Outbox;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Event;
import org.beforehand.fact.Purpose;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whom somebody says never to contact: {@code customer.suppressed}, until {@code
 * customer.unsuppressed}. {@code data.channel} is email, sms, call, note or any; {@code
 * data.address} the address, or else those we know of the customer. It is the address that is kept,
 * as a keyed hash: whoever comes back with it under another name is not contacted either.
 */
final class DoNotContact {

  private static final String BEGINS = "customer.suppressed";
  private static final String ENDS = "customer.unsuppressed";
  private static final String ANY = "any";

  private final Outbox outbox;
  private final Customers customers;
  private final Dossiers dossiers;

  DoNotContact(JdbcClient db) {
    this.outbox = new Outbox(db);
    this.customers = new Customers(db);
    this.dossiers = new Dossiers(db);
  }

  /** What is wrong with an event of this kind, as a sentence; null where nothing is. */
  static @Nullable String wrong(Event event) {
    return concerns(event) && channels(event).isEmpty()
        ? "data.channel: expected email, sms, call, note or any, found \""
            + event.text("channel")
            + "\""
        : null;
  }

  /** Takes in those among these events, in their order. The caller holds their customers. */
  void take(List<Event> events, When when) {
    List<Event> ours = events.stream().filter(DoNotContact::concerns).toList();
    if (ours.isEmpty()) {
      return;
    }
    Map<String, Customer> known =
        dossiers.customers(ours.stream().map(Intake::customer).collect(Collectors.toSet()));
    List<Refusal> refusals = new ArrayList<>();
    for (Event one : ours) {
      String customer = Intake.customer(one);
      for (Channel channel : channels(one)) {
        List<String> addresses = addresses(one, channel, known.get(customer));
        if (one.type().equals(ENDS)) {
          customers.unsuppress(addresses, channel, when.of(one));
        } else {
          customers.suppress(addresses, channel, reason(one), when.of(one), one.source());
          if (holds(known.get(customer), channel, addresses)) {
            for (Purpose purpose : Purpose.values()) {
              refusals.add(new Refusal(customer, purpose, channel));
            }
          }
        }
      }
    }
    outbox.withdraw(refusals, "suppression", Reason.SUPPRESSED, when.at());
  }

  private static boolean concerns(Event event) {
    return event.type().equals(BEGINS) || event.type().equals(ENDS);
  }

  private static Set<Channel> channels(Event event) {
    String word = event.text("channel");
    if (word == null || word.equals(ANY)) {
      return EnumSet.allOf(Channel.class);
    }
    return Arrays.stream(Channel.values())
        .filter(one -> one.word().equals(word))
        .collect(Collectors.toSet());
  }

  private static List<String> addresses(Event event, Channel channel, @Nullable Customer customer) {
    String stated = event.text("address");
    String address = stated == null ? address(customer, channel) : stated;
    return address == null ? List.of() : List.of(address);
  }

  private static @Nullable String address(@Nullable Customer customer, Channel channel) {
    if (customer == null) {
      return null;
    }
    return switch (channel) {
      case EMAIL -> customer.email();
      case SMS, CALL -> customer.phone();
      // Where a note goes we do not know; whoever is not to be written to is known by these.
      case NOTE -> customer.phone() == null ? customer.email() : customer.phone();
    };
  }

  /** Whether what waits for the customer would go to one of these. */
  private static boolean holds(
      @Nullable Customer customer, Channel channel, List<String> addresses) {
    String address = address(customer, channel);
    return address != null
        && addresses.stream()
            .anyMatch(one -> one.toLowerCase(Locale.ROOT).equals(address.toLowerCase(Locale.ROOT)));
  }

  private static String reason(Event event) {
    String stated = event.text("reason");
    return stated == null ? "asked for" : stated;
  }
}
