package org.beforehand.deliver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.MessageMode;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.DeliveryReceiptState;
import org.jsmpp.util.MessageId;

/** A message centre of a test's own: it writes down what it took, and answers as it is told to. */
public final class SmscPeer implements AutoCloseable, ServerMessageReceiverListener {

  /** What it answers to a message. */
  public enum Answer {
    TAKE,
    THROTTLE,
    NO_SUCH_NUMBER,
    REFUSE,
    /** Takes it, and says nothing. */
    SILENCE,
    /** Takes it, and the connection is gone. */
    HANG_UP
  }

  /** A message that it took. */
  public record Taken(String id, String from, String to, String text) {}

  private final SMPPServerSessionListener door;
  private final int port;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<Taken> taken = new CopyOnWriteArrayList<>();
  private final BlockingQueue<SMPPServerSession> bound = new LinkedBlockingQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger ids = new AtomicInteger();

  private SmscPeer() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    }
    this.door = new SMPPServerSessionListener(port);
    door.setMessageReceiverListener(this);
    Thread thread = new Thread(this::open, "smsc-peer");
    thread.setDaemon(true);
    thread.start();
  }

  public static SmscPeer start() {
    try {
      return new SmscPeer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "smpp://beforehand:secret@127.0.0.1:" + port + "?from=Fjordlink";
  }

  /** The next messages are answered so, and all after them taken. */
  public void answer(Answer... next) {
    answers.addAll(List.of(next));
  }

  public List<Taken> taken() {
    return List.copyOf(taken);
  }

  private void open() {
    while (over.getCount() > 0) {
      try {
        SMPPServerSession session = door.accept();
        BindRequest bind = session.waitForBind(5_000);
        if (bind.getPassword().equals("secret")) {
          bound.add(session);
          bind.accept("smsc");
        } else {
          bind.reject(SMPPConstant.STAT_ESME_RINVPASWD);
        }
      } catch (IOException | TimeoutException | PDUStringException e) {
        // The next one, or the end.
      }
    }
  }

  /**
   * Reports on a message.
   *
   * @return whether the other side says that it has it
   */
  public boolean report(String id, DeliveryReceiptState state) throws Exception {
    SMPPServerSession session = bound.poll(5, TimeUnit.SECONDS);
    if (session == null) {
      throw new IllegalStateException("nobody is bound");
    }
    bound.add(session);
    Date now = new Date(0);
    DeliveryReceipt receipt = new DeliveryReceipt(id, 1, 1, now, now, state, "000", "");
    try {
      session.deliverShortMessage(
          "",
          TypeOfNumber.INTERNATIONAL,
          NumberingPlanIndicator.ISDN,
          "4799999999",
          TypeOfNumber.ALPHANUMERIC,
          NumberingPlanIndicator.UNKNOWN,
          "Fjordlink",
          new ESMClass(
              MessageMode.DEFAULT,
              MessageType.SMSC_DEL_RECEIPT,
              org.jsmpp.bean.GSMSpecificFeature.DEFAULT),
          (byte) 0,
          (byte) 0,
          new RegisteredDelivery(0),
          new GeneralDataCoding(),
          receipt.toString().getBytes(StandardCharsets.US_ASCII));
      return true;
    } catch (org.jsmpp.extra.NegativeResponseException e) {
      return false;
    }
  }

  @Override
  public SubmitSmResult onAcceptSubmitSm(SubmitSm message, SMPPServerSession session)
      throws ProcessRequestException {
    Answer answer = answers.poll();
    switch (answer == null ? Answer.TAKE : answer) {
      case TAKE -> {}
      case THROTTLE -> throw refused(SMPPConstant.STAT_ESME_RTHROTTLED);
      case NO_SUCH_NUMBER -> throw refused(SMPPConstant.STAT_ESME_RINVDSTADR);
      case REFUSE -> throw refused(SMPPConstant.STAT_ESME_RPROHIBITED);
      case SILENCE -> {
        take(message);
        try {
          over.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      case HANG_UP -> {
        take(message);
        bound.remove(session);
        session.close();
        throw refused(SMPPConstant.STAT_ESME_RSYSERR);
      }
    }
    try {
      return new SubmitSmResult(new MessageId(take(message)), new OptionalParameter[0]);
    } catch (PDUStringException e) {
      throw new IllegalStateException(e);
    }
  }

  private String take(SubmitSm message) {
    String id = "m-" + ids.incrementAndGet();
    OptionalParameter.Message_payload payload =
        message.getOptionalParameter(OptionalParameter.Message_payload.class);
    byte[] body = payload == null ? message.getShortMessage() : payload.getValue();
    // Of the letters of the GSM alphabet, most of those in use have their place of ASCII.
    String text =
        new String(
            body,
            message.getDataCoding() == 8 ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII);
    taken.add(new Taken(id, message.getSourceAddr(), message.getDestAddress(), text));
    return id;
  }

  private static ProcessRequestException refused(int status) {
    return new ProcessRequestException("as told", status);
  }

  @Override
  public void close() {
    over.countDown();
    bound.forEach(SMPPServerSession::close);
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti message, SMPPServerSession session) {
    throw new UnsupportedOperationException();
  }

  @Override
  public QuerySmResult onAcceptQuerySm(QuerySm message, SMPPServerSession session) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void onAcceptReplaceSm(ReplaceSm message, SMPPServerSession session) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void onAcceptCancelSm(CancelSm message, SMPPServerSession session) {
    throw new UnsupportedOperationException();
  }

  @Override
  public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm message, SMPPServerSession session) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void onAcceptCancelBroadcastSm(CancelBroadcastSm message, SMPPServerSession session) {
    throw new UnsupportedOperationException();
  }

  @Override
  public QueryBroadcastSmResult onAcceptQueryBroadcastSm(
      QueryBroadcastSm message, SMPPServerSession session) {
    throw new UnsupportedOperationException();
  }

  @Override
  public DataSmResult onAcceptDataSm(DataSm message, Session session) {
    throw new UnsupportedOperationException();
  }
}
