package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.decide.RuleFolder;
import org.beforehand.goodwill.Budgets;

/** A campaign that gives from a budget, for an outage and for an order. */
public final class Gifts {

  private Gifts() {}

  /**
   * @param budget the lines of the budget "Storm goodwill" besides its name
   */
  public static RuleFolder folder(String budget) {
    Map<String, String> files = new TreeMap<>(RuleFolder.read(Path.of("rules")).files());
    files.keySet().removeIf(file -> file.contains("/") && !file.startsWith("shared/"));
    files.remove("shared/definitions.dslr");
    files.put(
        "contact-policy.yaml",
        """
        company: {name: Fjordlink, zone: Europe/Oslo}
        windows:
          - {purpose: service, hours: any}
          - {hours: "08:00-21:00"}
        incidents: {settle: 0s, confirm: 0s}
        budgets:
          - name: Storm goodwill
        """
            + budget.indent(4));
    files.put(
        "sorry/campaign.yaml",
        """
        title: Sorry
        owner: tests
        purpose: goodwill
        status: live
        triggers: [incident.restored, order.late, order.lost, treasure.lost]
        key: event.order
        expiry: 48h
        """);
    files.put(
        "sorry/rules.dslr",
        """
        rule "a long outage"
        when
          an outage of the customer's service is over
        then
          give 15 EUR for "long outage" from "Storm goodwill" with the message "sorry"; if it cannot cover everyone in the outage, ask "head of care" first
        end

        rule "a late order"
        when
          an order is late
        then
          give 10 EUR for "late order" from "Storm goodwill" with the message "sorry"
        end

        rule "a lost order"
        when
          "order.lost" happened
        then
          give 25 EUR for "lost order" from "Storm goodwill" with the message "sorry"; if it cannot cover everyone in the outage, ask "head of care" first
        end

        rule "a lost treasure"
        when
          "treasure.lost" happened
        then
          give 90 EUR for "lost treasure" from "Storm goodwill" with the message "sorry"
        end
        """);
    files.put(
        "sorry/messages/sorry/en.md",
        """
        ---
        subject: "Sorry: {{gesture.amount}}"
        ---
        We are sorry. {{gesture.amount}} are yours.
        """);
    return RuleFolder.of(files);
  }

  /** Customers {@code c0}, {@code c1} and so on, all on the same circuit. */
  public static void customers(Corridor corridor, int count) {
    List<Read.Good> all = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      Map<String, Object> record = new HashMap<>();
      record.put("id", "c" + n);
      record.put("email", "c" + n + "@customers.example");
      record.put("locale", "en");
      record.put("zone", "Europe/Oslo");
      record.put("scopes", List.of("circuit:1"));
      all.add(
          corridor.event("customer.updated", "customer:c" + n, corridor.clock.instant(), record));
    }
    corridor.post(all.toArray(Read.Good[]::new));
  }

  /** An outage of all of them that is over by now, told to its end. */
  public static void outage(Corridor corridor, String incident) {
    corridor.post(
        "incident.opened",
        "incident:" + incident,
        Map.of("service", "broadband", "scopes", List.of("circuit:1")));
    corridor.tick.at(corridor.clock.instant());
    corridor.sweep();
    corridor.tick.at(corridor.clock.instant());
    corridor.clock.tick(Duration.ofHours(1));
    corridor.post("incident.restored", "incident:" + incident, Map.of());
    corridor.tick.at(corridor.clock.instant());
    corridor.sweep();
  }

  public static void order(Corridor corridor, String type, String customer, String order) {
    corridor.post(type, "customer:" + customer, Map.of("order", order, "days", 3));
  }

  /** How many messages are in which state, and why. */
  public static List<String> states(Corridor corridor) {
    return corridor.texts(
        "select state || coalesce(' ' || gate || ' ' || reason, '') || ' ' || count(*)"
            + " from outreach where message = 'sorry' group by state, gate, reason order by 1");
  }

  /** Each account: what was added to it, what is reserved, what is spent. */
  public static List<String> accounts(Corridor corridor) {
    return corridor.texts(
        "select name || ' ' || period || ' ' || trim_scale(topped_up) || ' '"
            + " || trim_scale(reserved) || ' ' || trim_scale(spent)"
            + " from budget order by name, period");
  }

  /** What the accounts say is the sum of their movements, and of their gestures. */
  public static void balanced(Corridor corridor) {
    assertThat(new Budgets(corridor.db).unbalanced()).isEmpty();
  }
}
