package org.beforehand.deliver;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where the links of a message lead, by the number of its outreach.
 *
 * @param unsubscribe where its reader ends messages of its kind
 * @param stillOut where its reader says that service is out all the same
 */
record LinksBack(LongFunction<String> unsubscribe, LongFunction<String> stillOut) {

  /** Of messages that do not leave. */
  static final LinksBack EXAMPLES =
      new LinksBack(number -> MessageFacts.EXAMPLE_LINK, number -> MessageFacts.EXAMPLE_STILL_OUT);

  static @Nullable LinksBack of(@Nullable SignedLinks links) {
    return links == null ? null : new LinksBack(links::unsubscribe, links::stillOut);
  }
}
