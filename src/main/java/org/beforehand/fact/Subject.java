package org.beforehand.fact;

/**
 * Whom or what an event is about: one customer, or an incident, a thing in stock or a schedule that
 * concerns many.
 */
public sealed interface Subject {

  /** One customer, by the company's own identifier. */
  record OfCustomer(String customer) implements Subject {
    @Override
    public String toString() {
      return "customer:" + customer;
    }
  }

  /** An outage or maintenance, by the source's own identifier. */
  record OfIncident(String incident) implements Subject {
    @Override
    public String toString() {
      return "incident:" + incident;
    }
  }

  /** A thing that is sold, by its stock-keeping unit. */
  record OfItem(String sku) implements Subject {
    @Override
    public String toString() {
      return "item:" + sku;
    }
  }

  /** What a campaign does when its time has come; no source but our own clock speaks of it. */
  record OfSchedule(String campaign) implements Subject {
    @Override
    public String toString() {
      return "schedule:" + campaign;
    }
  }

  /**
   * Reads {@code customer:ID}, {@code incident:ID} or {@code item:SKU}.
   *
   * @throws IllegalArgumentException if the text is none of them, or the identifier is empty or
   *     longer than 200 characters; the message says what was expected
   */
  static Subject parse(String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? "" : text.substring(0, colon);
    String id = text.substring(colon + 1);
    if (id.isBlank() || id.length() > 200) {
      throw new IllegalArgumentException(
          "subject: expected customer:ID, incident:ID or item:SKU, with 1 to 200 characters after"
              + " the colon");
    }
    return switch (kind) {
      case "customer" -> new OfCustomer(id);
      case "incident" -> new OfIncident(id);
      case "item" -> new OfItem(id);
      default ->
          throw new IllegalArgumentException(
              "subject: expected customer:ID, incident:ID or item:SKU, found \""
                  + shown(text)
                  + "\"");
    };
  }

  private static String shown(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
