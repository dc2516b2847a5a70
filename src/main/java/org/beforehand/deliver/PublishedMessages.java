package org.beforehand.deliver;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.beforehand.decide.Rulebooks;

/** The messages of each revision that something still refers to, compiled once. */
final class PublishedMessages {
  private final Rulebooks rulebooks;
  private final Map<String, Messages> byRevision = new ConcurrentHashMap<>();

  PublishedMessages(Rulebooks rulebooks) {
    this.rulebooks = rulebooks;
  }

  Messages of(String revision) {
    return byRevision.computeIfAbsent(
        revision,
        hash -> {
          if (Messages.read(rulebooks.revision(hash).folder().files())
              instanceof Messages.Reading.Good good) {
            return good.messages();
          }
          throw new IllegalStateException("revision " + hash + " was published with bad messages");
        });
  }
}
