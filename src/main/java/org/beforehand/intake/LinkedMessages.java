package org.beforehand.intake;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.beforehand.customer.Dossiers;
import org.beforehand.deliver.Ledger;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Purpose;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the messages whose links customers follow. */
final class LinkedMessages {

  private final Ledger ledger;
  private final Dossiers customers;

  LinkedMessages(JdbcClient db) {
    this.ledger = new Ledger(db);
    this.customers = new Dossiers(db);
  }

  /** The message of an outreach; empty where there is none. */
  Optional<LinkedMessage> of(OptionalLong outreach) {
    return outreach.stream()
        .boxed()
        .flatMap(number -> ledger.find(number).stream())
        .map(this::message)
        .findAny();
  }

  private LinkedMessage message(Ledger.Line line) {
    Customer customer = customers.customers(List.of(line.customer())).get(line.customer());
    return new LinkedMessage(
        line.id(),
        line.customer(),
        Purpose.of(line.purpose()),
        line.incident(),
        customer == null || customer.locale() == null ? Locale.ENGLISH : customer.locale());
  }
}
