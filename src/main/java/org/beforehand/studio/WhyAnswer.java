package org.beforehand.studio;

import java.time.Instant;

/** What somebody who asked why is told. */
public sealed interface WhyAnswer permits Account, IncidentAccount {

  /**
   * As a dated document in plain words.
   *
   * @param written when it is written
   */
  String document(Instant written);
}
