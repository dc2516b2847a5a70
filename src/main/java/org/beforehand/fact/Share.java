package org.beforehand.fact;

/**
 * One of several equal parts of all customers, by their hashes: what is done for one part never
 * meets what is done for another.
 *
 * @param lane which, counted from 0
 * @param of of how many
 */
public record Share(int lane, int of) {

  /** Everybody. */
  public static final Share ALL = new Share(0, 1);

  /** Which of so many parts this customer belongs to. */
  public static int lane(String customer, int of) {
    return (int) ((Customer.hash(customer) & 1023) % of);
  }
}
