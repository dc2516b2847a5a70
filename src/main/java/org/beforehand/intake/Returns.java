package org.beforehand.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.customer.Customers;
import org.beforehand.customer.Dossiers;
import org.beforehand.decide.Reason;
import org.beforehand.deliver.Outbox;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Event;
import org.beforehand.fact.OutreachState;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is reported of messages: mails that came back ({@code message.bounced}) and that their
 * readers complained of ({@code message.complained}), and what arrived ({@code message.delivered})
 * or did not ({@code message.undelivered}), and what was looked at ({@code message.opened}, {@code
 * message.clicked}). Which message it was is {@code data.message}, its Message-ID or the number of
 * its outreach; {@code data.channel} is {@code sms} for what arrived or did not and {@code email}
 * for the others where nothing is said; the address is {@code data.address}, or the one we know.
 * Nothing goes there again by that channel after a complaint, after a bounce unless it says {@code
 * "permanent": false}, and after another failure only if it says {@code "permanent": true}. And the
 * answer {@code incident.still-out} to a mail that said that service is back.
 */
final class Returns {

  static final String STILL_OUT = "incident.still-out";

  /** A failure to arrive is a bounce too, if not one for good. */
  private static final String UNDELIVERED = "message.undelivered";

  private static final String OPENED = "message.opened";
  private static final String CLICKED = "message.clicked";

  private static final Map<String, OutreachState> KINDS =
      Map.of(
          "message.bounced",
          OutreachState.BOUNCED,
          "message.complained",
          OutreachState.COMPLAINED,
          "message.delivered",
          OutreachState.DELIVERED,
          UNDELIVERED,
          OutreachState.BOUNCED,
          OPENED,
          OutreachState.DELIVERED,
          CLICKED,
          OutreachState.DELIVERED,
          STILL_OUT,
          OutreachState.ANSWERED);

  /** An address that nothing goes to any more, and why. */
  private record Dead(Channel channel, String reason) {}

  private static final Pattern NUMBER = Pattern.compile("<?(\\d{1,18})([.].*)?");

  private final Outbox outbox;
  private final Customers customers;
  private final Dossiers dossiers;

  Returns(JdbcClient db) {
    this.outbox = new Outbox(db);
    this.customers = new Customers(db);
    this.dossiers = new Dossiers(db);
  }

  /** Takes in those among these events. The caller holds their customers. */
  void take(List<Event> events, When when) {
    List<Event> returns = events.stream().filter(one -> KINDS.containsKey(one.type())).toList();
    if (returns.isEmpty()) {
      return;
    }
    List<Outbox.Returned> returned = new ArrayList<>();
    Map<Dead, Set<String>> addresses = new HashMap<>();
    Map<String, Customer> known =
        dossiers.customers(returns.stream().map(Intake::customer).distinct().toList());
    for (Event one : returns) {
      Long number = number(one);
      String customer = Intake.customer(one);
      OutreachState kind = Objects.requireNonNull(KINDS.get(one.type()));
      if (number != null) {
        Reason reason = one.type().equals(UNDELIVERED) ? Reason.UNDELIVERED : null;
        returned.add(
            new Outbox.Returned(
                number, customer, channel(one), kind, reason, seen(one), when.of(one)));
      }
      String address = address(one, known.get(customer));
      if (address != null && forGood(one)) {
        addresses
            .computeIfAbsent(new Dead(channel(one), kind.word()), none -> new HashSet<>())
            .add(address);
      }
    }
    outbox.returned(returned);
    addresses.forEach(
        (dead, theirs) ->
            customers.suppress(
                theirs,
                dead.channel(),
                dead.reason(),
                when.of(returns.get(0)),
                returns.get(0).source()));
  }

  private static boolean seen(Event event) {
    return event.type().equals(OPENED) || event.type().equals(CLICKED);
  }

  private static boolean forGood(Event event) {
    Object permanent = event.data().get("permanent");
    return switch (event.type()) {
      case "message.delivered", OPENED, CLICKED, STILL_OUT -> false;
      case "message.bounced" -> !Boolean.FALSE.equals(permanent);
      case UNDELIVERED -> Boolean.TRUE.equals(permanent);
      default -> true;
    };
  }

  /** By which it had left. */
  private static Channel channel(Event event) {
    String stated = event.text("channel");
    for (Channel channel : Channel.values()) {
      if (channel.word().equals(stated)) {
        return channel;
      }
    }
    return event.type().equals("message.delivered") || event.type().equals(UNDELIVERED)
        ? Channel.SMS
        : Channel.EMAIL;
  }

  private static @Nullable Long number(Event event) {
    String stated = event.word("message");
    Matcher number = NUMBER.matcher(stated == null ? "" : stated);
    return number.matches() ? Long.valueOf(number.group(1)) : null;
  }

  private static @Nullable String address(Event event, @Nullable Customer customer) {
    String stated = event.text("address");
    if (stated != null || customer == null) {
      return stated;
    }
    return channel(event) == Channel.EMAIL ? customer.email() : customer.phone();
  }
}
