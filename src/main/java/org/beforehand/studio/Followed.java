package org.beforehand.studio;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.beforehand.decide.Reason;
import org.beforehand.decide.Sayings;
import org.beforehand.decide.Words;
import org.beforehand.deliver.Ledger;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What has become of a customer's outreach since it was decided, in words. */
final class Followed {

  private final Ledger ledger;

  Followed(JdbcClient db) {
    this.ledger = new Ledger(db);
  }

  /** By what {@link #name} makes of it. */
  Map<String, Account.Outreach> of(String customer, ZoneId zone) {
    List<Ledger.Line> lines =
        ledger.read(new Ledger.Interest(customer, null, null), null, Ledger.MOST);
    Map<Long, List<Ledger.Attempt>> attempts =
        ledger.attempts(lines.stream().map(Ledger.Line::id).toList()).stream()
            .collect(Collectors.groupingBy(Ledger.Attempt::outreach));
    Map<String, Account.Outreach> found = new HashMap<>();
    for (Ledger.Line line : lines) {
      found.put(
          name(line.rule(), line.key(), line.action()),
          new Account.Outreach(
              line.id(),
              line.state(),
              line.moment(),
              said(line, zone),
              attempts.getOrDefault(line.id(), List.of()).stream()
                  .map(
                      one ->
                          new Account.Attempt(
                              one.at(),
                              one.channel(),
                              one.outcome(),
                              one.reply(),
                              one.cameOf(),
                              one.cameAt()))
                  .toList()));
    }
    return found;
  }

  private static String said(Ledger.Line line, ZoneId zone) {
    // Why it waits stands with the decision, unless it met a bad moment only since.
    String because =
        line.reason() == null || line.settled() == null && line.moment() == null
            ? ""
            : " " + Sayings.of(Reason.of(line.reason()), line.moment());
    return line.settled() == null
        ? "It is " + line.state() + ", due " + Words.moment(line.due(), zone) + "." + because
        : "It was "
            + line.state().replace('_', ' ')
            + " on "
            + Words.moment(line.settled(), zone)
            + "."
            + because;
  }

  /** What ties a proposal to its outreach. */
  static String name(String rule, String key, String action) {
    return rule + "\n" + key + "\n" + action;
  }
}
