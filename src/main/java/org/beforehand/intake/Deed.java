package org.beforehand.intake;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.beforehand.fact.Event;
import org.beforehand.intake.WaitingListTable.Wish;
import org.jspecify.annotations.Nullable;

/** What a customer did about a thing that may be sold out. */
record Deed(What what, Wish wish, Event event) {

  private static final String WANTED = "stock.wanted";
  private static final String DECLINED = "stock.declined";
  private static final String PURCHASE = "purchase.completed";

  /** Longer than that, and a thing could not be a subject. */
  private static final int LONGEST = 200;

  enum What {
    WANTED,
    DECLINED,
    BOUGHT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is wrong with an event of this kind, as a sentence; null where nothing is. */
  static @Nullable String wrong(Event event) {
    if (!event.type().equals(WANTED) && !event.type().equals(DECLINED)) {
      return null;
    }
    String sku = event.word("sku");
    return sku == null || sku.isBlank() || sku.length() > LONGEST
        ? "data.sku: expected the thing's number, 1 to 200 characters"
        : null;
  }

  /** Whether another customer may have a piece by what this one did. */
  static boolean freesPiece(Event event) {
    return event.type().equals(DECLINED);
  }

  /** Those among these events of customers, in their order. */
  static List<Deed> among(List<Event> events) {
    List<Deed> deeds = new ArrayList<>();
    for (Event event : events) {
      String customer = Intake.customer(event);
      switch (event.type()) {
        case WANTED -> deeds.add(new Deed(What.WANTED, new Wish(sku(event), customer), event));
        case DECLINED -> deeds.add(new Deed(What.DECLINED, new Wish(sku(event), customer), event));
        case PURCHASE -> {
          for (String sku : bought(event)) {
            deeds.add(new Deed(What.BOUGHT, new Wish(sku, customer), event));
          }
        }
        default -> {}
      }
    }
    return deeds;
  }

  private static String sku(Event event) {
    return String.valueOf(event.word("sku"));
  }

  private static Set<String> bought(Event event) {
    Set<String> skus = new LinkedHashSet<>();
    if (event.data().get("items") instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> one
            && (one.get("sku") instanceof String || one.get("sku") instanceof Number)) {
          skus.add(String.valueOf(one.get("sku")));
        }
      }
    }
    return skus;
  }
}
