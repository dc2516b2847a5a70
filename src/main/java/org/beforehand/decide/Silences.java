package org.beforehand.decide;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.beforehand.customer.Dossier;

/**
 * What is silenced: a setting of the installation and no part of the rules, but handed to the gates
 * together with them, so that deciding stays a pure function.
 */
public record Silences(List<Silence> all) {

  static final Silences NONE = new Silences(List.of());

  /** Those that hold this message at this instant. */
  List<Silence> over(Candidate candidate, Dossier dossier, Instant at) {
    return all.stream().filter(one -> one.holds(candidate, dossier, at)).toList();
  }

  /** The numbers of those that hold any of these. */
  Set<Long> over(Collection<Candidate> candidates, Dossier dossier, Instant at) {
    Set<Long> numbers = new TreeSet<>();
    for (Candidate candidate : all.isEmpty() ? List.<Candidate>of() : candidates) {
      over(candidate, dossier, at).forEach(one -> numbers.add(one.id()));
    }
    return numbers;
  }
}
