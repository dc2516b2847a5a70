package org.beforehand.studio;

import java.util.List;
import org.beforehand.studio.Finding.Severity;

/** Words that blame the customer, or that only say what is not. */
final class HardWords implements Lint {

  @Override
  public List<Finding> of(Written written) {
    return written.texts().stream()
        .flatMap(
            text ->
                WordList.HARD.in(text).stream()
                    .map(
                        found ->
                            new Finding(
                                text.file(),
                                found.line(),
                                Severity.ADVICE,
                                "\""
                                    + found.word()
                                    + "\" blames or puts off; say what you do, or what the customer"
                                    + " can do")))
        .toList();
  }
}
