package org.beforehand.studio;

import java.util.ArrayList;
import java.util.List;
import org.beforehand.decide.Rulebook;
import org.beforehand.deliver.MessageText;
import org.beforehand.deliver.Messages;

/** Everything that is looked for beside mistakes. */
final class Lints {

  static final List<Lint> ALL =
      List.of(
          new Tables(),
          new NeverFires(),
          new Collisions(),
          new WithoutLimit(),
          new OfferInService(),
          new MissingLanguages(),
          new NoEstimate(),
          new SmsLength(),
          new SubjectLength(),
          new ReadingEase(),
          new HardWords());

  private Lints() {}

  static List<Finding> of(Rulebook rulebook, Messages messages) {
    Written written =
        new Written(rulebook, messages, MessageText.in(rulebook.folder().files()));
    List<Finding> findings = new ArrayList<>();
    ALL.forEach(lint -> findings.addAll(lint.of(written)));
    return findings;
  }

  /** Decision tables, each looked at as a whole. */
  private static final class Tables implements Lint {
    @Override
    public List<Finding> of(Written written) {
      return written.rulebook().tables().stream()
          .flatMap(table -> TableReview.of(table).stream())
          .toList();
    }
  }
}
