package org.beforehand.deliver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * A small mail server on loopback that keeps a journal of what it took and misbehaves on request.
 */
public final class SmtpPeer implements AutoCloseable {

  /** What it does with a mail. All but OK are ways to misbehave. */
  public enum Behaviour {
    OK,
    /** Greets with 421 and hangs up. */
    GREET_421,
    /** Refuses the sender for now. */
    MAIL_451,
    /** Does not know the recipient. */
    RCPT_550,
    /** Refuses the recipient as a matter of policy. */
    RCPT_550_POLICY,
    /** Refuses the recipient with a code of its own, without an enhanced one. */
    RCPT_550_BARE,
    /** Asks to try the recipient later. */
    RCPT_450,
    /** Hangs up on the recipient. */
    DROP_AT_RCPT,
    /** Does not want the content. */
    DATA_554,
    /** Hangs up within the content; takes nothing. */
    DROP_MID_DATA,
    /** Says no after the final dot, for now. */
    REPLY_451,
    /** Says no after the final dot, for good. */
    REPLY_554,
    /** Says no after the final dot and hangs up in the same breath. */
    REPLY_451_AND_DROP,
    /** Takes the mail and hangs up instead of saying so. */
    DROP_AFTER_DOT,
    /** Takes the mail and says nothing. */
    HANG_AFTER_DOT,
    /** Takes the mail and resets the connection. */
    RST_AFTER_DOT,
    /** Takes the mail, says so, and hangs up before the next. */
    OK_THEN_DROP,
    /** Takes the mail; does not answer QUIT. */
    HANG_QUIT
  }

  /**
   * A mail it took, whether or not it said so.
   *
   * @param order counted from 1 over all connections
   * @param raw headers and body as they came, dots unstuffed
   */
  public record Accepted(long order, Instant at, String from, String to, byte[] raw) {
    private static final Pattern FOLD = Pattern.compile("\r\n[ \t]");

    public String content() {
      return new String(raw, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** The header's value, unfolded, as it stands on the wire; empty where there is none. */
    public String header(String name) {
      String content = content();
      int end = content.indexOf("\r\n\r\n");
      String head = FOLD.matcher(end < 0 ? content : content.substring(0, end)).replaceAll(" ");
      Matcher line = Pattern.compile("(?im)^" + Pattern.quote(name) + ": ?(.*)$").matcher(head);
      return line.find() ? line.group(1).strip() : "";
    }

    public String messageId() {
      return header("Message-ID");
    }

    public String subject() {
      return header("Subject");
    }
  }

  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Queue<Accepted> journal = new ConcurrentLinkedQueue<>();
  private final Queue<String> commands = new ConcurrentLinkedQueue<>();
  private final Queue<Behaviour> script = new ConcurrentLinkedQueue<>();
  private final Map<String, Behaviour> perRecipient = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicLong order = new AtomicLong();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger waitingAtData = new AtomicInteger();
  private volatile Behaviour behaviour = Behaviour.OK;
  private volatile Duration delay = Duration.ZERO;
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile boolean keepCommands = true;
  private volatile boolean keepBodies = true;
  private volatile SSLContext tls;

  private final Thread listener = daemon("smtp-peer", this::listen);

  private SmtpPeer(ServerSocket server) {
    this.server = server;
  }

  /** Starts one on a free port. */
  public static SmtpPeer start() {
    try {
      SmtpPeer peer = new SmtpPeer(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
      peer.listener.start();
      return peer;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** What to configure to write to it, with {@code connections} connections. */
  public String url(int connections) {
    return "smtp://127.0.0.1:" + port() + "?from=care@example.com&connections=" + connections;
  }

  /** How every mail is treated from now on. */
  public SmtpPeer behave(Behaviour always) {
    behaviour = always;
    return this;
  }

  /** How mail to one recipient is treated from now on. */
  public SmtpPeer behave(String recipient, Behaviour always) {
    perRecipient.put(recipient, always);
    return this;
  }

  /** How the next mails are treated, one after the other, before the general rule applies again. */
  public SmtpPeer script(Behaviour... next) {
    script.addAll(List.of(next));
    return this;
  }

  /** Lets that time pass before each answer to a final dot. */
  public SmtpPeer delay(Duration perMail) {
    delay = perMail;
    return this;
  }

  /** Offers STARTTLS. */
  public SmtpPeer offerTls(SSLContext context) {
    tls = context;
    return this;
  }

  /** Keeps no journal of commands, for measurements. */
  public SmtpPeer fast() {
    keepCommands = false;
    return this;
  }

  /** Journals no bodies: for more mails than the heap holds. */
  public SmtpPeer brief() {
    keepBodies = false;
    return this;
  }

  /** Holds everybody who says DATA until {@link #resume()}. */
  public void pause() {
    gate = new CountDownLatch(1);
  }

  /** Lets those held at DATA go on. */
  public void resume() {
    gate.countDown();
  }

  /** How many connections are held at DATA. */
  public int waitingAtData() {
    return waitingAtData.get();
  }

  /** What it took, in the order it took it. */
  public List<Accepted> accepted() {
    return journal.stream().sorted(Comparator.comparingLong(Accepted::order)).toList();
  }

  /** How many mails it took. */
  public long count() {
    return order.get();
  }

  /** The Message-ID of every mail it took, in order, angle brackets included. */
  public List<String> messageIds() {
    return accepted().stream().map(Accepted::messageId).toList();
  }

  /** How many mails it took per whatever {@code key} reads from them. */
  public <K> Map<K, Long> countBy(Function<Accepted, K> key) {
    return journal.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
  }

  /** Every command line it was given. */
  public List<String> commands() {
    return new ArrayList<>(commands);
  }

  /** How many connections were made to it. */
  public int connectionsMade() {
    return connections.get();
  }

  /** Closes every connection from this side, as a relay does with idle ones. */
  public void dropConnections() {
    sockets.forEach(SmtpPeer::quietly);
  }

  @Override
  public void close() {
    closed.countDown();
    gate.countDown();
    quietly(server);
    try {
      // A thread still within accept keeps the port open for a moment longer.
      listener.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    dropConnections();
  }

  SSLContext tls() {
    return tls;
  }

  void note(String command) {
    if (keepCommands) {
      commands.add(command);
    }
  }

  /** The rule for the connection itself, before any recipient is known. */
  Behaviour greeting() {
    return behaviour;
  }

  Behaviour ruleFor(String recipient) {
    Behaviour own = perRecipient.get(recipient);
    if (own != null) {
      return own;
    }
    Behaviour scripted = script.poll();
    return scripted != null ? scripted : behaviour;
  }

  void take(String from, String to, byte[] raw) {
    journal.add(
        new Accepted(
            order.incrementAndGet(), Instant.now(), from, to, keepBodies ? raw : head(raw)));
  }

  private static byte[] head(byte[] raw) {
    for (int i = 3; i < raw.length; i++) {
      if (raw[i] == '\n' && raw[i - 2] == '\n') {
        return Arrays.copyOf(raw, i + 1);
      }
    }
    return raw;
  }

  void holdAtData() throws InterruptedException {
    CountDownLatch now = gate;
    if (now.getCount() > 0) {
      waitingAtData.incrementAndGet();
      now.await();
      waitingAtData.decrementAndGet();
    }
  }

  void dawdle() throws InterruptedException {
    if (!delay.isZero()) {
      Thread.sleep(delay.toMillis());
    }
  }

  void hang() throws InterruptedException {
    closed.await();
  }

  private void listen() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        int number = connections.incrementAndGet();
        daemon("smtp-peer-" + number, () -> converse(socket)).start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void converse(Socket socket) {
    try (socket) {
      new SmtpPeerTalk(this, socket).run();
    } catch (IOException e) {
      // The other side went away, which is its right.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(socket);
    }
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private static void quietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception ignored) {
      // Nothing depends on it.
    }
  }
}
