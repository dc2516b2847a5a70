package org.beforehand.deliver;

import java.util.Set;
import org.jsmpp.SMPPConstant;

/** Reads what became of a text message from the status that a message centre answers with. */
final class SmppVerdict {

  /** The centre is busy, or not itself, or does not know us right now: nothing about the text. */
  private static final Set<Integer> LATER =
      Set.of(
          SMPPConstant.STAT_ESME_RSYSERR,
          SMPPConstant.STAT_ESME_RINVBNDSTS,
          SMPPConstant.STAT_ESME_RBINDFAIL,
          SMPPConstant.STAT_ESME_RMSGQFUL,
          SMPPConstant.STAT_ESME_RSUBMITFAIL,
          SMPPConstant.STAT_ESME_RTHROTTLED,
          SMPPConstant.STAT_ESME_RX_T_APPN,
          SMPPConstant.STAT_ESME_RSERTYPUNAVAIL);

  private SmppVerdict() {}

  static Delivery of(int status) {
    String said = String.format("status 0x%08x", status);
    if (LATER.contains(status)) {
      return new Delivery.TryLater(said);
    }
    return new Delivery.Refused(said, status == SMPPConstant.STAT_ESME_RINVDSTADR);
  }
}
