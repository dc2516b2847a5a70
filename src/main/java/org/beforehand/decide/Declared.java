package org.beforehand.decide;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trait or an event's field that {@code shared/dictionary.yaml} says there is, whether or not any
 * customer has it yet.
 *
 * @param of the event type whose field it is; null for a trait
 * @param type text, number, yes/no, list or object
 * @param values all it may be; empty where that is open
 * @param meaning for people; may be empty
 */
public record Declared(
    @Nullable String of, String name, String type, List<String> values, String meaning) {

  /** Where they stand in a rules folder. */
  public static final String FILE = "shared/dictionary.yaml";
}
