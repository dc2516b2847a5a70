package org.beforehand.intake;

import java.util.Map;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.jspecify.annotations.Nullable;

/**
 * What a row of a file says it is, as far as that can be read, whatever else is wrong with it.
 *
 * @param customer whom it is about, or null
 * @param event the event it would have been, or null
 */
record RowId(@Nullable String customer, Event.@Nullable Key event) {

  static final RowId UNKNOWN = new RowId(null, null);

  /** Longer ones are none that we give. */
  private static final int LONGEST = 200;

  static RowId of(Records.Entry entry) {
    Map<String, Object> data = entry.data();
    return entry.kind() == RecordKind.CUSTOMER
        ? new RowId(fit(data.get("id")), null)
        : new RowId(subject(data.get("subject")), Attributes.key(data));
  }

  private static @Nullable String subject(@Nullable Object written) {
    try {
      return written instanceof String text && Subject.parse(text) instanceof Subject.OfCustomer of
          ? fit(of.customer())
          : null;
    } catch (IllegalArgumentException neither) {
      return null;
    }
  }

  private static @Nullable String fit(@Nullable Object id) {
    if (!(id instanceof String text) || text.isBlank() || text.length() > LONGEST) {
      return null;
    }
    try {
      Text.storable(text, "id");
      return text;
    } catch (Refused refused) {
      return null;
    }
  }
}
