package org.beforehand.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beforehand.decide.Vocabulary.Reading;
import org.jspecify.annotations.Nullable;

/**
 * A trait of customers, or a field of events, that an author names in a sentence.
 *
 * @param file relative to the rules folder
 * @param line from 1
 * @param cell in a decision table the column, as errors begin with it; else empty
 * @param values what it is compared with, or remembered as; empty where the sentence names none
 */
public record Mention(
    String file, int line, String cell, Of of, String name, Use use, List<String> values) {

  /** Whose it is. */
  public enum Of {
    /** The customer's. */
    TRAIT,
    /** The event's. */
    FIELD
  }

  /** What the sentence does with it. */
  public enum Use {
    /** Asks for it. */
    ASKED,
    /** Remembers it, so that it is known from then on. */
    REMEMBERED
  }

  /** The slots in which engineers let authors name what customers or events have. */
  private static final Map<String, Of> SLOTS = Map.of("trait", Of.TRAIT, "field", Of.FIELD);

  /** What a sentence mentions; null where it is nothing of the kind. */
  static @Nullable Mention in(Reading.Meant meant, String file, int line, String cell) {
    Of of = null;
    String name = "";
    List<String> compared = new ArrayList<>();
    for (int i = 0; i < meant.values().size(); i++) {
      Of slot = SLOTS.get(meant.sentence().slots().get(i).name());
      SlotValue value = meant.values().get(i);
      if (slot != null) {
        of = slot;
        name = value.quoted();
      } else if (value instanceof SlotValue.Text text) {
        compared.add(text.text());
      } else if (value instanceof SlotValue.Names names) {
        compared.addAll(names.names());
      }
    }
    Use use = meant.sentence().part() == Vocabulary.Part.THEN ? Use.REMEMBERED : Use.ASKED;
    return of == null ? null : new Mention(file, line, cell, of, name, use, List.copyOf(compared));
  }
}
