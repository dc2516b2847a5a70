package org.beforehand.intake;

import java.time.Instant;
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
import org.beforehand.deliver.Outbox;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Event;
import org.beforehand.fact.OutreachState;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Mails that came back, and those that their readers complained of: {@code message.bounced} and
 * {@code message.complained}. Which message it was is {@code data.message}, its Message-ID or the
 * number of its outreach; the address is {@code data.address}, or the one we know. No mail goes
 * there again, unless a bounce says {@code "permanent": false}.
 */
final class Returns {

  private static final Map<String, OutreachState> KINDS =
      Map.of(
          "message.bounced", OutreachState.BOUNCED, "message.complained", OutreachState.COMPLAINED);

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
  void take(List<Event> events, Instant at) {
    List<Event> returns = events.stream().filter(one -> KINDS.containsKey(one.type())).toList();
    if (returns.isEmpty()) {
      return;
    }
    List<Outbox.Returned> returned = new ArrayList<>();
    Map<String, Set<String>> addresses = new HashMap<>();
    Map<String, Customer> known =
        dossiers.customers(returns.stream().map(Intake::customer).distinct().toList());
    for (Event one : returns) {
      Long number = number(one);
      String customer = Intake.customer(one);
      OutreachState kind = Objects.requireNonNull(KINDS.get(one.type()));
      if (number != null) {
        returned.add(new Outbox.Returned(number, customer, kind, at));
      }
      String address = address(one, known.get(customer));
      boolean passing =
          kind == OutreachState.BOUNCED && Boolean.FALSE.equals(one.data().get("permanent"));
      if (address != null && !passing) {
        addresses.computeIfAbsent(kind.word(), none -> new HashSet<>()).add(address);
      }
    }
    outbox.returned(returned);
    addresses.forEach(
        (reason, theirs) ->
            customers.suppress(theirs, Channel.EMAIL, reason, at, returns.get(0).source()));
  }

  private static @Nullable Long number(Event event) {
    String stated = event.word("message");
    Matcher number = NUMBER.matcher(stated == null ? "" : stated);
    return number.matches() ? Long.valueOf(number.group(1)) : null;
  }

  private static @Nullable String address(Event event, @Nullable Customer customer) {
    String stated = event.text("address");
    return stated != null || customer == null ? stated : customer.email();
  }
}
