package org.beforehand.decide;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.beforehand.fact.Span;

/** What becomes of a message that meets a bad moment, as {@code contact-policy.yaml} says it. */
final class ThenFile {

  private static final List<String> OF_RELEASE = List.of("spread", "look-again");
  private static final List<String> OF_CALL = List.of("skill", "call-within");

  private ThenFile() {}

  private enum Word {
    RELEASE,
    DROP,
    CALL
  }

  /**
   * @throws RulesRefused naming the line and what was expected
   */
  static BadMoment.Then read(YamlNode written, Map<String, YamlNode> fields) {
    YamlNode then = fields.get("then");
    Word word = then == null ? Word.RELEASE : then.word(Word.class);
    for (String name : word == Word.CALL ? OF_RELEASE : OF_CALL) {
      YamlNode field = fields.get(name);
      if (field != null) {
        throw field.refused(
            "this says nothing beside \"then: " + word.name().toLowerCase(Locale.ROOT) + "\"");
      }
    }
    YamlNode spread = fields.get("spread");
    YamlNode again = fields.get("look-again");
    YamlNode within = fields.get("call-within");
    return switch (word) {
      case RELEASE ->
          new BadMoment.Release(
              spread == null ? Duration.ZERO : spread.duration(),
              again == null ? Duration.ofHours(1) : longerThanNothing(again));
      case DROP -> new BadMoment.Drop();
      case CALL ->
          new BadMoment.Call(
              written.required(fields, "skill").text(),
              Span.of(within == null ? Duration.ofDays(1) : longerThanNothing(within)));
    };
  }

  /** Whoever looks again at once would do nothing else; and nobody calls at once. */
  private static Duration longerThanNothing(YamlNode written) {
    Duration time = written.duration();
    if (time.compareTo(Duration.ofMinutes(1)) < 0) {
      throw written.refused("expected at least 1m, found \"" + written.text() + "\"");
    }
    return time;
  }
}
