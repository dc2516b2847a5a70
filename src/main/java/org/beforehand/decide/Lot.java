package org.beforehand.decide;

import org.beforehand.fact.Customer;

/**
 * Where somebody stands in a lot: the same place for ever, spread evenly, and different from lot to
 * lot. It hangs on these words alone, so nothing that other campaigns do, and no setting, moves it.
 */
final class Lot {

  private static final double PLACES = 0x1p53;

  private Lot() {}

  /** A place from 0 up to, not including, 1. */
  static double place(String what, String campaign, String customer) {
    // No identifier holds the separator, so no two lots share their words.
    return (Customer.hash(String.join("\0", what, campaign, customer)) >>> 11) / PLACES;
  }
}
