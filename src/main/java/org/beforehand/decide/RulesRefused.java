package org.beforehand.decide;

import java.util.List;
import java.util.stream.Collectors;

/** A rules folder that cannot be published; whatever was published before stays. */
public final class RulesRefused extends RuntimeException {
  private final transient List<Problem> problems;

  public RulesRefused(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong, not only the first. */
  public List<Problem> problems() {
    return problems;
  }
}
