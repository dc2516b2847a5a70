package org.beforehand.decide;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.fact.GestureKind;
import org.beforehand.goodwill.Handover;
import org.jspecify.annotations.Nullable;

/** {@code fulfilment:} in {@code contact-policy.yaml}, as it is written. */
final class HandoverFile {

  private static final int MOST_TRIES = 100;

  private HandoverFile() {}

  /**
   * @throws RulesRefused naming the line and what was expected
   */
  static Handover read(@Nullable YamlNode written) {
    Handover usual = Handover.NONE;
    if (written == null) {
      return usual;
    }
    Map<String, YamlNode> fields =
        written.fields("kinds", "tries", "wait", "at-most", "answer-within");
    YamlNode tries = fields.get("tries");
    List<GestureKind> kinds = written.required(fields, "kinds").words(GestureKind.class);
    if (kinds.contains(GestureKind.NOTE)) {
      throw written
          .required(fields, "kinds")
          .refused("expected credit, voucher or discount; a note is written at the desk");
    }
    return new Handover(
        Set.copyOf(new HashSet<>(kinds)),
        tries == null ? usual.tries() : tries.number(1, MOST_TRIES),
        some(fields.get("wait"), usual.firstWait()),
        some(fields.get("at-most"), usual.longestWait()),
        some(fields.get("answer-within"), usual.answerWithin()));
  }

  private static Duration some(@Nullable YamlNode written, Duration otherwise) {
    if (written == null) {
      return otherwise;
    }
    if (written.duration().isZero()) {
      throw written.refused("expected more than nothing, such as 1m");
    }
    return written.duration();
  }
}
