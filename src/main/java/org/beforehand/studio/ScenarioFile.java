package org.beforehand.studio;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.customer.CustomerRecord;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Happening;
import org.beforehand.decide.Problem;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.RulesRefused;
import org.beforehand.decide.YamlNode;
import org.beforehand.studio.Scenario.Expectation;
import org.jspecify.annotations.Nullable;

/** {@code scenarios.yaml} of one campaign, as it is written. */
final class ScenarioFile {

  static final String NAME = "scenarios.yaml";

  private static final String NOTHING = "nothing";

  private final Campaign campaign;
  private final Rulebook rulebook;

  private ScenarioFile(Campaign campaign, Rulebook rulebook) {
    this.campaign = campaign;
    this.rulebook = rulebook;
  }

  /** Reads every scenario that can be read, and adds what is wrong with the others. */
  static List<Scenario> read(
      Campaign campaign, Rulebook rulebook, String text, List<Problem> problems) {
    ScenarioFile file = new ScenarioFile(campaign, rulebook);
    Map<String, Scenario> scenarios = new LinkedHashMap<>();
    try {
      for (YamlNode written : YamlNode.read(campaign.name() + "/" + NAME, text).items()) {
        try {
          Scenario scenario = file.scenario(written);
          if (scenarios.putIfAbsent(scenario.name(), scenario) != null) {
            throw written.refused("there is a scenario \"" + scenario.name() + "\" above already");
          }
        } catch (RulesRefused refused) {
          problems.addAll(refused.problems());
        }
      }
    } catch (RulesRefused refused) {
      problems.addAll(refused.problems());
    }
    return List.copyOf(scenarios.values());
  }

  private Scenario scenario(YamlNode written) {
    Map<String, YamlNode> fields =
        written.fields("name", "given", "at", "event", "stage", "incident", "expect", "then");
    YamlNode given = written.required(fields, "given");
    Map<String, YamlNode> givens =
        given.fields(
            "customer",
            "history",
            "contacts",
            "incidents",
            "suppressed",
            "gifts",
            "interruptions",
            "mutes",
            "held-out",
            "budget",
            "silences");
    YamlNode customer = given.required(givens, "customer");
    Moments moments = new Moments(zone(customer));
    Instant at = moments.read(written.required(fields, "at"));
    Given known = new Given(campaign, rulebook, moments, at, givens, customer);
    Happening happening = known.happening(written, fields);
    return new Scenario(
        campaign.name(),
        written.required(fields, "name").text(),
        written.line(),
        heldOut(givens.get("held-out")),
        GivenBudgets.read(givens.get("budget"), rulebook.policy().budgets()),
        GivenSilences.read(givens.get("silences"), rulebook, moments, at),
        known.dossier(happening),
        happening,
        at,
        moments,
        expected(written.required(fields, "expect"), moments),
        fields.containsKey("then")
            ? sequels(fields.get("then"), givens, customer, moments, at)
            : List.of());
  }

  /** How it goes on: each step is written like the scenario itself, or names a timer. */
  private List<Sequel> sequels(
      YamlNode written,
      Map<String, YamlNode> givens,
      YamlNode customer,
      Moments moments,
      Instant begins) {
    List<Sequel> sequels = new ArrayList<>();
    Instant last = begins;
    for (YamlNode step : written.items()) {
      Map<String, YamlNode> fields =
          step.fields("at", "event", "stage", "incident", "timer", "expect");
      YamlNode time = fields.get("at");
      YamlNode timer = fields.get("timer");
      if (time == null && timer == null) {
        throw step.refused("expected a line \"at: ...\", or a timer, which knows its time");
      }
      Instant at = time == null ? null : moments.ahead(time, last);
      if (time != null && at != null && at.isBefore(last)) {
        throw time.refused("expected a time that is not before " + moments.shown(last));
      }
      last = at == null ? last : at;
      List<Expectation> expected = expected(step.required(fields, "expect"), moments);
      sequels.add(
          timer == null
              ? new Sequel.Happens(
                  step.line(),
                  last,
                  new Given(campaign, rulebook, moments, last, givens, customer)
                      .happening(step, fields),
                  expected)
              : new Sequel.RunsOut(step.line(), at, timer.text(), expected));
    }
    return sequels;
  }

  /** Whoever the customer of an example is: in a scenario nobody is held out by the lot. */
  private boolean heldOut(@Nullable YamlNode written) {
    if (written == null) {
      return false;
    }
    if (!(written.data() instanceof Boolean heldOut)) {
      throw written.refused("expected true or false, found \"" + written.text() + "\"");
    }
    if (heldOut && !campaign.experiment().holdout().any()) {
      throw written.refused(
          "this campaign leaves nobody out; its campaign.yaml would say, for example: holdout: 10%");
    }
    return heldOut;
  }

  /** Needed before the record itself can be read, since that depends on when it is. */
  private ZoneId zone(YamlNode customer) {
    YamlNode zone = customer.fields(CustomerRecord.FIELDS.toArray(String[]::new)).get("zone");
    if (zone == null) {
      return rulebook.policy().zone();
    }
    try {
      return ZoneId.of(zone.text());
    } catch (DateTimeException e) {
      throw zone.refused("expected a time zone such as Europe/Oslo, found \"" + zone.text() + "\"");
    }
  }

  private static List<Expectation> expected(YamlNode written, Moments moments) {
    if (!written.isList()) {
      if (written.text().equals(NOTHING)) {
        return List.of();
      }
      throw written.refused("expected a list of outcomes, or the word nothing");
    }
    List<Expectation> expected = new ArrayList<>();
    for (YamlNode item : written.items()) {
      Map<String, YamlNode> fields = item.fields(Outcome.FIELDS.toArray(String[]::new));
      item.required(fields, "verdict");
      Map<String, String> texts = new TreeMap<>(Outcome.ORDER);
      fields.forEach((field, value) -> texts.put(field, Outcome.expected(field, value, moments)));
      expected.add(new Expectation(texts));
    }
    if (expected.isEmpty()) {
      throw written.refused("expected outcomes; where there are none, write: nothing");
    }
    return expected;
  }
}
