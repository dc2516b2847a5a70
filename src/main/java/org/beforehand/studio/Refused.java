package org.beforehand.studio;

import java.util.List;

/** Something that was asked for and is not done; nothing has changed. */
public final class Refused extends RuntimeException {

  /** What kind of no it is. */
  public enum Why {
    /** There is no such thing. */
    UNKNOWN,
    /** What was sent cannot be taken. */
    WRONG,
    /** Somebody else may do it, this one may not. */
    NOT_ALLOWED,
    /** It does not fit how things stand. */
    CONFLICT,
    /** The rules are not fit for it. */
    UNFIT,
    /** This one has done it too often of late. */
    TOO_OFTEN
  }

  private final Why why;
  private final transient List<Finding> findings;

  Refused(Why why, String text) {
    this(why, text, List.of());
  }

  Refused(Why why, String text, List<Finding> findings) {
    super(text);
    this.why = why;
    this.findings = List.copyOf(findings);
  }

  /** What kind of no it is. */
  public Why why() {
    return why;
  }

  /** What the check found; empty unless that is the reason. */
  public List<Finding> findings() {
    return findings;
  }
}
