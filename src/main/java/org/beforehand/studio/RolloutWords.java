package org.beforehand.studio;

import java.util.LinkedHashMap;
import java.util.Map;
import org.beforehand.decide.Guard;
import org.beforehand.decide.Start;
import org.jspecify.annotations.Nullable;

/** How a publication is let out, as records and answers say it: in the words it is asked with. */
public final class RolloutWords {

  private static final double ALL = 10_000;

  private RolloutWords() {}

  static Map<String, Object> of(Choice choice) {
    Map<String, Object> out = new LinkedHashMap<>();
    if (choice.start() != null) {
      Map<String, Object> start = of(choice.start());
      if (choice.widenAfter() != null) {
        start.put("widenAfter", choice.widenAfter().toString());
      }
      out.put("start", start);
    }
    if (choice.pauseAt() != null) {
      out.put("pauseAt", of(choice.pauseAt()));
    }
    return out;
  }

  /** {@code customers} or {@code share}, with the number. */
  public static Map<String, Object> of(Start start) {
    Map<String, Object> said = new LinkedHashMap<>();
    if (start instanceof Start.Customers customers) {
      said.put("customers", customers.most());
    } else if (start instanceof Start.Share share) {
      said.put("share", share.tenThousandths() / ALL);
    }
    return said;
  }

  /** In a sentence. */
  static String said(Start start) {
    return start instanceof Start.Customers customers
        ? customers.most() + " customers"
        : "a share of " + of(start).get("share");
  }

  /** The stated rates, and {@code after} how many messages. */
  public static Map<String, Object> of(Guard guard) {
    Map<String, Object> said = new LinkedHashMap<>();
    put(said, "bounced", guard.bounced());
    put(said, "complained", guard.complained());
    put(said, "failed", guard.failed());
    said.put("after", guard.after());
    return said;
  }

  private static void put(Map<String, Object> said, String name, @Nullable Double rate) {
    if (rate != null) {
      said.put(name, rate);
    }
  }
}
