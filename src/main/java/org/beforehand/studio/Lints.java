package org.beforehand.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.beforehand.decide.Rulebook;
import org.beforehand.deliver.Messages;

/** Everything that is looked for beside mistakes. */
final class Lints {

  static final List<Lint> ALL =
      List.of(
          new Tables(),
          new NeverFires(),
          new Collisions(),
          new WithoutLimit(),
          new MisspeltExceptions(),
          new MissingScripts(),
          new ServiceOffers(),
          new MissingLanguages(),
          new NoEstimate(),
          new SmsLength(),
          new SubjectLength(),
          new MissingUnsubscribe(),
          new ReadingEase(),
          new HardWords());

  private Lints() {}

  /**
   * What is found.
   *
   * @param campaigns the names of those that are looked at
   */
  static List<Finding> of(Rulebook rulebook, Messages messages, Set<String> campaigns) {
    Written written = Written.of(rulebook, messages, campaigns);
    List<Finding> findings = new ArrayList<>();
    ALL.forEach(lint -> findings.addAll(lint.of(written)));
    return findings;
  }

  /** Decision tables, each looked at as a whole. */
  private static final class Tables implements Lint {
    @Override
    public List<Finding> of(Written written) {
      return written.rulebook().tables().stream()
          .filter(table -> written.looksAt(table.campaign()))
          .flatMap(table -> TableReview.of(table).stream())
          .toList();
    }
  }
}
