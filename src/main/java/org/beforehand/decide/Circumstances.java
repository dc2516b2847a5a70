package org.beforehand.decide;

/**
 * What holds for an installation at this moment, and is no part of its rules: handed to the gates
 * together with them, so that deciding stays a pure function.
 *
 * @param onlyTo whom a trial may reach
 * @param stopped which campaigns are stopped
 * @param starts whom campaigns that begin small may reach
 * @param silences what is silenced
 * @param funds for whom there is no money
 */
public record Circumstances(
    OnlyTo onlyTo, Stopped stopped, Starts starts, Silences silences, Funds funds) {

  /** Everybody may be reached, by every campaign. */
  public static final Circumstances USUAL =
      new Circumstances(OnlyTo.EVERYBODY, Stopped.NONE, Starts.NONE, Silences.NONE, Funds.ENOUGH);

  Circumstances limitedTo(OnlyTo these) {
    return new Circumstances(these, stopped, starts, silences, funds);
  }

  Circumstances stopping(Stopped these) {
    return new Circumstances(onlyTo, these, starts, silences, funds);
  }

  Circumstances beginning(Starts these) {
    return new Circumstances(onlyTo, stopped, these, silences, funds);
  }

  Circumstances silencing(Silences these) {
    return new Circumstances(onlyTo, stopped, starts, these, funds);
  }

  Circumstances funding(Funds these) {
    return new Circumstances(onlyTo, stopped, starts, silences, these);
  }
}
