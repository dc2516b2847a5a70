package org.beforehand;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest relay there can be, on this machine: it takes every mail and throws it away, so that
 * a benchmark measures the sender. It speaks just enough SMTP (RFC 5321) for that.
 */
final class MailSink implements AutoCloseable {

  private static final byte[] END = {'\r', '\n', '.', '\r', '\n'};

  private final ServerSocket server;
  private final Consumer<String> accepted;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong count = new AtomicLong();
  private volatile byte[] last = {};

  /**
   * @param accepted told the envelope's recipient of each mail, just before it is answered
   */
  MailSink(Consumer<String> accepted) throws IOException {
    this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    this.accepted = accepted;
    daemon(this::listen);
  }

  String url(int connections) {
    return "smtp://localhost:"
        + server.getLocalPort()
        + "?from=care@bench.example&starttls=never&connections="
        + connections;
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many mails were accepted. */
  long count() {
    return count.get();
  }

  /** The mail that was accepted last, as it was sent. */
  byte[] last() {
    return last.clone();
  }

  private void listen() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        daemon(() -> talk(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      OutputStream out = socket.getOutputStream();
      say(out, "220 sink");
      String recipient = "";
      for (String line = line(in); line != null; line = line(in)) {
        String verb = line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT);
        if (verb.equals("QUIT")) {
          say(out, "221 bye");
          return;
        }
        if (verb.equals("RCPT")) {
          recipient = line.substring(line.indexOf('<') + 1, line.lastIndexOf('>'));
        }
        if (verb.equals("DATA")) {
          say(out, "354 go on");
          last = data(in);
          count.incrementAndGet();
          accepted.accept(recipient);
        }
        say(out, verb.equals("EHLO") ? "250 sink" : "250 ok");
      }
    } catch (IOException gone) {
      // The sender hung up.
    } finally {
      open.remove(socket);
    }
  }

  private static @Nullable String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return line.toString().stripTrailing();
      }
      line.append((char) c);
    }
    return null;
  }

  private static byte[] data(InputStream in) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream(8192);
    int seen = 2;
    for (int c = in.read(); c >= 0; c = in.read()) {
      data.write(c);
      seen = c == END[seen] ? seen + 1 : c == '\r' ? 1 : 0;
      if (seen == END.length) {
        break;
      }
    }
    return data.toByteArray();
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "mail-sink");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
