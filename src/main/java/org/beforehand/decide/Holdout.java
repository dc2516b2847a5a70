package org.beforehand.decide;

/**
 * A share of customers who are left out on purpose, so that it can be seen what contacting the
 * others does. Who is in it hangs on the customer alone: a larger share only adds people.
 *
 * @param tenThousandths how many of 10,000
 */
public record Holdout(int tenThousandths) {

  private static final int ALL = 10_000;

  /** Nobody is left out. */
  public static final Holdout NOBODY = new Holdout(0);

  /** Everybody is; for scenarios that say so. */
  static final Holdout EVERYBODY = new Holdout(ALL);

  /** The lot of the group that no campaign contacts; no campaign has an empty name. */
  static final String EVERY_CAMPAIGN = "";

  /** Whether anybody is left out. */
  public boolean any() {
    return tenThousandths > 0;
  }

  /**
   * Whether this customer is.
   *
   * @param campaign whose group it is, or {@link #EVERY_CAMPAIGN}
   */
  boolean holds(String campaign, String customer) {
    return any() && Lot.place("holdout", campaign, customer) * ALL < tenThousandths;
  }
}
