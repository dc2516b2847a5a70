package org.beforehand.decide;

/** How small a campaign begins. Until it is widened it reaches nobody else. */
public sealed interface Start {

  /**
   * So many customers, whoever comes first.
   *
   * @param most at least 1
   */
  record Customers(long most) implements Start {}

  /**
   * A share of them. Who is in it hangs on the customer and the publication: a larger share only
   * adds people, and the next publication draws others.
   *
   * @param tenThousandths how many of 10,000; at least 1
   */
  record Share(int tenThousandths) implements Start {}

  /** Whether everybody in the other one is in this one too, and somebody else. */
  default boolean widerThan(Start other) {
    return this instanceof Customers more && other instanceof Customers few
        ? more.most > few.most
        : this instanceof Share larger
            && other instanceof Share small
            && larger.tenThousandths > small.tenThousandths;
  }
}
