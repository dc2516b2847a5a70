package org.beforehand.studio;

import java.util.List;

/** Campaigns that a bad moment leaves out under a name that no campaign has. */
final class MisspeltExceptions implements Lint {

  @Override
  public List<Finding> of(Written written) {
    return written.rulebook().misspeltExceptions().stream()
        .map(one -> new Finding(one.file(), one.line(), Finding.Severity.WARNING, one.text()))
        .toList();
  }
}
