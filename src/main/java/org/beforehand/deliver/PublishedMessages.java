package org.beforehand.deliver;

import org.beforehand.decide.Latest;
import org.beforehand.decide.Rulebooks;

/** The messages of each revision that something still refers to, compiled once. */
final class PublishedMessages {
  private static final int KEPT = 8;

  private final Rulebooks rulebooks;
  private final Latest<Messages> byRevision = new Latest<>(KEPT);

  PublishedMessages(Rulebooks rulebooks) {
    this.rulebooks = rulebooks;
  }

  Messages of(String revision) {
    return byRevision.computeIfAbsent(
        revision,
        hash -> {
          if (Messages.read(rulebooks.folder(hash).files()) instanceof Messages.Reading.Good good) {
            return good.messages();
          }
          throw new IllegalStateException("revision " + hash + " was published with bad messages");
        });
  }
}
