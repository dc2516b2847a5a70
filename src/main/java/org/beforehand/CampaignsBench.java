package org.beforehand;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebook;
import org.beforehand.fact.Subject;
import org.beforehand.intake.Read;
import org.beforehand.studio.Check;

/**
 * What many campaigns cost: an event from the door to its committed decision with ten campaigns and
 * with a thousand, over twenty event types; and publishing a thousand of which one has changed,
 * from its files to the database, once over those types and once with all on one.
 */
final class CampaignsBench {
  private static final int CUSTOMERS = 10_000;
  private static final int EVENTS = 60_000;
  private static final int TYPES = 20;
  private static final int MANY = 1_000;
  private static final int FEW = 10;
  private static final int CHANGES = 5;

  private final RuleFolder rules;

  CampaignsBench(RuleFolder rules) {
    this.rules = rules;
  }

  List<Figure> run(Path work) throws IOException, InterruptedException {
    double few;
    try (BenchEngine engine = new BenchEngine(folder(FEW, TYPES, ""), work.resolve("few"))) {
      few = rate(engine);
    }
    List<Figure> figures = new ArrayList<>();
    try (BenchEngine engine = new BenchEngine(folder(MANY, TYPES, ""), work.resolve("many"))) {
      figures.add(new Figure("campaigns-1000", rate(engine), "events/s", few, EVENTS));
      figures.add(new Figure("publish", publish(engine, TYPES), "ms", null, MANY));
    }
    try (BenchEngine engine = new BenchEngine(folder(MANY, 1, ""), work.resolve("one"))) {
      figures.add(new Figure("publish-one-type", publish(engine, 1), "ms", null, MANY));
    }
    return figures;
  }

  private static double rate(BenchEngine engine) throws InterruptedException {
    engine.customers(CUSTOMERS, i -> Map.of("given", "Kari", "zone", "Europe/Oslo"));
    List<Read.Good> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(
          BenchEngine.good(
              "event-" + i,
              "type." + i % TYPES,
              new Subject.OfCustomer("c" + i * 7L % CUSTOMERS),
              Map.of("ticket", "T" + i, "topic", "billing", "waited", i % 500)));
    }
    List<List<List<Read.Good>>> lanes = BenchEngine.lanes(events);
    double unused = BenchEngine.seconds(part(lanes, 0, 1), accept(engine));
    double seconds = BenchEngine.seconds(part(lanes, 1, 2), accept(engine));
    return EVENTS / 2.0 / seconds;
  }

  private static BenchEngine.Work<List<Read.Good>> accept(BenchEngine engine) {
    return (lane, batch) -> BenchEngine.accept(engine.intake, batch);
  }

  /** The first or the second half of each lane: one warms up, the other is counted. */
  private static List<List<List<Read.Good>>> part(
      List<List<List<Read.Good>>> lanes, int from, int to) {
    return lanes.stream()
        .map(lane -> lane.subList(lane.size() * from / 2, lane.size() * to / 2))
        .toList();
  }

  /** Milliseconds, the median of some changes of one campaign each. */
  private double publish(BenchEngine engine, int types) {
    Rulebook before = engine.rulebooks.current();
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      RuleFolder changed = folder(MANY, types, " " + i);
      long start = System.nanoTime();
      Check.Report report = Check.run(RuleFolder.of(changed.files()), before);
      if (!report.good() || report.rulebook() == null) {
        throw new IllegalStateException("the made-up rules are wrong: " + report.findings());
      }
      engine.rulebooks.publish(report.rulebook(), BenchEngine.AT);
      seconds.add(BenchEngine.since(start));
      before = report.rulebook();
    }
    return seconds.stream().sorted().toList().get(CHANGES / 2) * 1_000;
  }

  /** So many campaigns; the first bears the change. */
  private RuleFolder folder(int campaigns, int types, String change) {
    SortedMap<String, String> files = new TreeMap<>();
    rules
        .files()
        .forEach(
            (name, text) -> {
              if (!name.contains("/") || name.startsWith("shared/")) {
                files.put(name, text);
              }
            });
    for (int i = 0; i < campaigns; i++) {
      String place = "campaign-" + i + "/";
      String type = "type." + i % types;
      files.put(
          place + "campaign.yaml",
          """
          title: Campaign %d
          owner: care
          purpose: care
          status: live
          triggers: [%s]
          key: event.ticket
          expiry: 48h
          """
              .formatted(i, type));
      files.put(
          place + "rules.dslr",
          """
          rule "write%s"
          when
            the ticket is about "topic %d"
            the caller had waited at least %d minutes
            the customer's tier is "gold"
          then
            send "note"
          end
          """
              .formatted(i == 0 ? change : "", i, i % 100));
      files.put(place + "messages/note/en.md", "---\nsubject: A note\n---\nHello.\n");
      files.put(
          place + "scenarios.yaml",
          """
          - name: Somebody else's matter
            given:
              customer: {id: kari, email: kari@example.org, zone: Europe/Oslo}
            at: 2026-03-12T14:00
            event: {type: %s, data: {topic: billing}}
            expect: nothing
          """
              .formatted(type));
    }
    return RuleFolder.of(files);
  }
}
