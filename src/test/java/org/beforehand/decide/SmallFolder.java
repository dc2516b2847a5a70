package org.beforehand.decide;

import static org.beforehand.decide.Cases.AT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Subject;

/** A rules folder with one campaign, {@code calls}, that listens to dropped calls. */
record SmallFolder(Map<String, String> files) {

  static final String SENTENCES = "calls/rules.dslr";

  static SmallFolder with(String vocabulary, String sentences) {
    return new SmallFolder(
            Map.of(
                "contact-policy.yaml",
                "company: {name: Fjordlink, zone: Europe/Oslo}\nwindows: [{hours: any}]\n",
                "calls/campaign.yaml",
                "title: T\nowner: tests\npurpose: service\nstatus: live\n"
                    + "triggers: [call.dropped]\nkey: event\n"))
        .and("vocabulary.dsl", vocabulary)
        .and(SENTENCES, sentences);
  }

  SmallFolder and(String file, String text) {
    Map<String, String> more = new TreeMap<>(files);
    more.put(file, text);
    return new SmallFolder(more);
  }

  Rulebook compiled() {
    return Rulebook.compile(RuleFolder.of(files));
  }

  /** What is wrong with it, {@code file:line: text}; nothing if it compiles. */
  List<String> problems() {
    try {
      compiled();
      return List.of();
    } catch (RulesRefused refused) {
      return refused.problems().stream().map(Problem::toString).toList();
    }
  }

  /** The rules that propose something when a call with these data was dropped, each each time. */
  static List<String> proposed(Rulebook rulebook, Map<String, Object> data, Incident... open) {
    Event event = new Event("test", "1", "call.dropped", new Subject.OfCustomer("kari"), AT, data);
    List<String> rules = new ArrayList<>();
    RuleSession.run(
            Objects.requireNonNull(rulebook.trigger("call.dropped")).all(),
            Happening.of(event),
            Cases.in(Cases.dossier(), open))
        .proposed()
        .forEach(one -> rules.add(one.rule().substring("calls: ".length())));
    rules.sort(null);
    return rules;
  }
}
