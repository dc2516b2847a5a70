package org.beforehand.deliver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.socket.SSLSocketConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries text messages to a message centre over one SMPP session, which is shared by all who send,
 * and kept open because reports come back over it.
 */
public final class SmppCarrier implements TextCarrier {

  private static final Logger LOG = LoggerFactory.getLogger(SmppCarrier.class);

  /** What fits into the field every centre knows; more goes into one that nearly all do. */
  private static final int SHORT = 140;

  /** After a vain attempt nobody tries again at once. */
  private static final Duration REST = Duration.ofSeconds(2);

  private final SmppSettings settings;
  private final ReportReceiver receiver = new ReportReceiver();
  private final ScheduledExecutorService keeper =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "smpp-session");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable SMPPSession session;
  private @Nullable Long failed;
  private volatile boolean closed;

  /** Opens nothing yet. */
  public SmppCarrier(SmppSettings settings) {
    this.settings = settings;
  }

  @Override
  public Delivery carry(Text text) {
    SMPPSession open;
    try {
      open = session();
    } catch (IOException e) {
      return new Delivery.TryLater("no session: " + trouble(e));
    }
    try {
      return new Delivery.Accepted("taken", submit(open, text), false);
    } catch (NegativeResponseException e) {
      return SmppVerdict.of(e.getCommandStatus());
    } catch (PDUException e) {
      return new Delivery.Refused("it cannot be put into a message: " + trouble(e), false);
    } catch (ResponseTimeoutException | InvalidResponseException e) {
      return new Delivery.InDoubt("no answer: " + trouble(e));
    } catch (IOException e) {
      drop(open);
      return new Delivery.InDoubt("the connection was lost: " + trouble(e));
    }
  }

  private String submit(SMPPSession open, Text text)
      throws PDUException,
          ResponseTimeoutException,
          InvalidResponseException,
          NegativeResponseException,
          IOException {
    boolean gsm = GsmAlphabet.has(text.body());
    byte[] body =
        gsm ? GsmAlphabet.bytes(text.body()) : text.body().getBytes(StandardCharsets.UTF_16BE);
    boolean brief = body.length <= SHORT;
    OptionalParameter[] more =
        brief
            ? new OptionalParameter[0]
            : new OptionalParameter[] {new OptionalParameter.Message_payload(body)};
    boolean number = settings.from().matches("\\+?[0-9]+");
    return open.submitShortMessage(
            "",
            number ? TypeOfNumber.INTERNATIONAL : TypeOfNumber.ALPHANUMERIC,
            number ? NumberingPlanIndicator.ISDN : NumberingPlanIndicator.UNKNOWN,
            settings.from().replace("+", ""),
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            text.to().replace("+", ""),
            new ESMClass(),
            (byte) 0,
            (byte) 1,
            null,
            null,
            new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
            (byte) 0,
            new GeneralDataCoding(gsm ? Alphabet.ALPHA_DEFAULT : Alphabet.ALPHA_UCS2),
            (byte) 0,
            brief ? body : new byte[0],
            more)
        .getMessageId();
  }

  @Override
  public void reportTo(Predicate<TextReport> reports) {
    receiver.reportTo(reports);
    // What was sent before this program began is reported on too.
    var unused = keeper.scheduleWithFixedDelay(this::keep, 0, 10, TimeUnit.SECONDS);
  }

  private void keep() {
    try {
      session();
    } catch (IOException | RuntimeException e) {
      LOG.warn("no session with the message centre: {}", trouble(e));
    }
  }

  private synchronized SMPPSession session() throws IOException {
    SMPPSession open = session;
    if (closed) {
      throw new IOException("closing");
    }
    if (open != null && open.getSessionState().isBound()) {
      return open;
    }
    if (failed != null && System.nanoTime() - failed < REST.toNanos()) {
      throw new IOException("none a moment ago either");
    }
    drop(open);
    SMPPSession fresh =
        new SMPPSession(
            settings.tls()
                ? SSLSocketConnectionFactory.getInstance()
                : SocketConnectionFactory.getInstance());
    fresh.setMessageReceiverListener(receiver);
    fresh.setTransactionTimer(settings.patience().toMillis());
    try {
      fresh.connectAndBind(
          settings.host(),
          settings.port(),
          new BindParameter(
              BindType.BIND_TRX,
              settings.system(),
              settings.password(),
              "",
              TypeOfNumber.UNKNOWN,
              NumberingPlanIndicator.UNKNOWN,
              null),
          settings.patience().toMillis());
    } catch (IOException e) {
      failed = System.nanoTime();
      throw e;
    }
    failed = null;
    session = fresh;
    return fresh;
  }

  private synchronized void drop(@Nullable SMPPSession lost) {
    if (lost != null) {
      lost.close();
      if (lost == session) {
        session = null;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    keeper.shutdownNow();
    SMPPSession open;
    synchronized (this) {
      open = session;
      session = null;
    }
    if (open != null) {
      open.unbindAndClose();
    }
  }

  private static String trouble(Exception e) {
    return SmtpVerdict.shortened(e.getClass().getSimpleName() + ": " + e.getMessage());
  }
}
