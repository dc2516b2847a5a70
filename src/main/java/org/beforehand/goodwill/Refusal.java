package org.beforehand.goodwill;

import java.util.Locale;

/** Why a gesture that waited is not given. */
public enum Refusal {
  /** There is no money for it. */
  BUDGET_SPENT,
  /** Its budget is in another currency by now. */
  WRONG_CURRENCY,
  /** Somebody decided against it. */
  DECLINED,
  /** Nobody decided in time. */
  APPROVAL_EXPIRED;

  /** The word used in tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
