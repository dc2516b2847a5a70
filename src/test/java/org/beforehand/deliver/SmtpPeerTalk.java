package org.beforehand.deliver;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import javax.net.ssl.SSLSocket;
import org.beforehand.deliver.SmtpPeer.Behaviour;

/** One connection to the {@link SmtpPeer}, from greeting to goodbye. */
final class SmtpPeerTalk {

  private final SmtpPeer peer;
  private Socket socket;
  private InputStream in;
  private final byte[] buffer = new byte[16384];
  private int next;
  private int end;
  private OutputStream out;
  private byte[] content = new byte[8192];
  private String from = "";
  private String to = "";
  private Behaviour rule = Behaviour.OK;

  SmtpPeerTalk(SmtpPeer peer, Socket socket) throws IOException {
    this.peer = peer;
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  void run() throws IOException, InterruptedException {
    if (peer.greeting() == Behaviour.GREET_421) {
      say("421 4.3.2 closing");
      return;
    }
    say("220 peer.example ESMTP");
    boolean on = true;
    while (on) {
      String line = line();
      peer.note(line);
      String verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
      on =
          switch (verb) {
            case "STAR" -> upgrade();
            case "EHLO" ->
                say(
                    "250-peer.example\r\n250-ENHANCEDSTATUSCODES\r\n250-AUTH PLAIN\r\n"
                        + (peer.tls() == null ? "" : "250-STARTTLS\r\n")
                        + "250 8BITMIME");
            case "MAIL" -> mail(line);
            case "RCPT" -> recipient(line);
            case "DATA" -> data();
            case "AUTH" -> say("235 2.7.0 welcome");
            case "QUIT" -> quit();
            default -> say("250 2.0.0 ok");
          };
    }
  }

  private boolean upgrade() throws IOException {
    say("220 2.0.0 go ahead");
    SSLSocket secure =
        (SSLSocket)
            peer.tls().getSocketFactory().createSocket(socket, null, socket.getPort(), true);
    secure.setUseClientMode(false);
    secure.startHandshake();
    peer.note("(" + secure.getSession().getProtocol() + ")");
    socket = secure;
    in = secure.getInputStream();
    out = secure.getOutputStream();
    return true;
  }

  private boolean mail(String line) throws IOException {
    from = bare(line);
    return peer.greeting() == Behaviour.MAIL_451
        ? say("451 4.3.0 not now")
        : say("250 2.1.0 sender ok");
  }

  private boolean recipient(String line) throws IOException {
    to = bare(line);
    rule = peer.ruleFor(to);
    return switch (rule) {
      case RCPT_550 -> say("550 5.1.1 no such user");
      case RCPT_550_POLICY -> say("550 5.7.1 we do not relay for you");
      case RCPT_550_BARE -> say("550 no such user here");
      case RCPT_450 -> say("450 4.2.1 busy");
      case DROP_AT_RCPT -> false;
      default -> say("250 2.1.5 recipient ok");
    };
  }

  private boolean data() throws IOException, InterruptedException {
    peer.holdAtData();
    if (rule == Behaviour.DATA_554) {
      return say("554 5.7.0 unwanted");
    }
    say("354 go ahead");
    if (rule == Behaviour.DROP_MID_DATA) {
      line();
      return false;
    }
    byte[] raw = content();
    peer.dawdle();
    switch (rule) {
      case REPLY_451, REPLY_451_AND_DROP, REPLY_554 -> {}
      default -> peer.take(from, to, raw);
    }
    return switch (rule) {
      case REPLY_451 -> say("451 4.3.0 try again");
      case REPLY_554 -> say("554 5.6.0 never");
      case REPLY_451_AND_DROP -> {
        say("451 4.3.0 try again");
        yield false;
      }
      case DROP_AFTER_DOT -> false;
      case RST_AFTER_DOT -> {
        socket.setSoLinger(true, 0);
        yield false;
      }
      case HANG_AFTER_DOT -> {
        peer.hang();
        yield false;
      }
      case OK_THEN_DROP -> {
        say("250 2.0.0 taken");
        yield false;
      }
      default -> say("250 2.0.0 taken");
    };
  }

  private boolean quit() throws IOException, InterruptedException {
    if (rule == Behaviour.HANG_QUIT) {
      peer.hang();
    }
    say("221 2.0.0 bye");
    return false;
  }

  private boolean say(String reply) throws IOException {
    out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return true;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int b = read(); b != '\n'; b = read()) {
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  /** Reads up to the line that is a single dot; removes the dots added for the journey. */
  private byte[] content() throws IOException {
    int length = 0;
    boolean lineBegins = true;
    while (true) {
      int b = read();
      if (lineBegins && b == '.') {
        b = read();
        if (b == '\r') {
          read();
          return Arrays.copyOf(content, length);
        }
      }
      if (length == content.length) {
        content = Arrays.copyOf(content, 2 * length);
      }
      content[length++] = (byte) b;
      lineBegins = b == '\n';
    }
  }

  // Not a BufferedInputStream: that one locks for every byte, and this peer is used to measure.
  private int read() throws IOException {
    if (next == end) {
      end = in.read(buffer);
      next = 0;
      if (end < 0) {
        end = 0;
        throw new EOFException();
      }
    }
    return buffer[next++] & 0xff;
  }

  private static String bare(String line) {
    int open = line.indexOf('<');
    int close = line.indexOf('>', open);
    return open < 0 || close < 0 ? line : line.substring(open + 1, close);
  }
}
