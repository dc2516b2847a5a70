package org.beforehand.studio;

import java.util.List;

/** Campaigns that a bad moment leaves out and that are not there: misspelt, or gone. */
final class UnknownExceptions implements Lint {

  @Override
  public List<Finding> of(Written written) {
    return written.rulebook().unknownExceptions().stream()
        .map(one -> new Finding(one.file(), one.line(), Finding.Severity.WARNING, one.text()))
        .toList();
  }
}
