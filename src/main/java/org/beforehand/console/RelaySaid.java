package org.beforehand.console;

import org.beforehand.deliver.Delivery;

/**
 * What became of a mail to a member of staff.
 *
 * @param outcome accepted; refused; later: not taken now; unsure: no answer came
 * @param reply what the relay said, or what happened
 */
record RelaySaid(String outcome, String reply) {

  static RelaySaid of(Delivery delivery) {
    if (delivery instanceof Delivery.Accepted accepted) {
      return new RelaySaid("accepted", accepted.reply());
    }
    if (delivery instanceof Delivery.Refused refused) {
      return new RelaySaid("refused", refused.reply());
    }
    if (delivery instanceof Delivery.TryLater later) {
      return new RelaySaid("later", later.reason());
    }
    return new RelaySaid("unsure", ((Delivery.InDoubt) delivery).reason());
  }
}
