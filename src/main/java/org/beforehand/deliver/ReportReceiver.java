package org.beforehand.deliver;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.util.DeliveryReceiptState;
import org.jsmpp.util.InvalidDeliveryReceiptException;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a message centre says by itself. A report is answered once it is remembered; until
 * then the centre keeps it and tries again.
 */
final class ReportReceiver implements MessageReceiverListener {

  private volatile @Nullable Predicate<TextReport> reports;

  /**
   * @param to remembers a report, and says whether it did
   */
  void reportTo(Predicate<TextReport> to) {
    reports = to;
  }

  @Override
  public void onAcceptDeliverSm(DeliverSm message) throws ProcessRequestException {
    if (!message.isSmscDeliveryReceipt()) {
      // What customers answer is for nobody yet.
      return;
    }
    TextReport report = report(message);
    Predicate<TextReport> to = reports;
    boolean taken;
    try {
      taken = report == null || to != null && to.test(report);
    } catch (RuntimeException e) {
      throw later();
    }
    if (!taken) {
      throw later();
    }
  }

  private static ProcessRequestException later() {
    return new ProcessRequestException("not now", SMPPConstant.STAT_ESME_RX_T_APPN);
  }

  /** Null for what says nothing final, or nothing that can be read. */
  private static @Nullable TextReport report(DeliverSm message) {
    DeliveryReceipt receipt;
    try {
      receipt = message.getShortMessageAsDeliveryReceipt();
    } catch (InvalidDeliveryReceiptException e) {
      return null;
    }
    DeliveryReceiptState state = receipt.getFinalStatus();
    if (state == null) {
      return null;
    }
    OptionalParameter.Receipted_message_id id =
        message.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
    String peer =
        id == null ? receipt.getId() : new String(id.getValue(), StandardCharsets.US_ASCII).trim();
    return switch (state) {
      case DELIVRD -> new TextReport(peer, true, state.name());
      case EXPIRED, DELETED, UNDELIV, REJECTD -> new TextReport(peer, false, state.name());
      case ENROUTE, ACCEPTD, UNKNOWN -> null;
    };
  }

  @Override
  public void onAcceptAlertNotification(AlertNotification alert) {}

  @Override
  public DataSmResult onAcceptDataSm(DataSm data, Session session) throws ProcessRequestException {
    throw new ProcessRequestException("not understood", SMPPConstant.STAT_ESME_RINVCMDID);
  }
}
