package org.beforehand;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 413 to a request whose body is larger than it may be, before anybody reads it. Where the
 * length is not announced, the body is read here first, up to the limit: found out half-way through
 * a reader it would be that reader's error.
 */
final class BodyLimit extends OncePerRequestFilter {
  private final int bytes;

  BodyLimit(int bytes) {
    this.bytes = bytes;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > bytes) {
      refuse(response);
      return;
    }
    if (request.getHeader("Transfer-Encoding") == null) {
      chain.doFilter(request, response);
      return;
    }
    byte[] body = request.getInputStream().readNBytes(bytes + 1);
    if (body.length > bytes) {
      refuse(response);
      return;
    }
    chain.doFilter(new AlreadyRead(request, body), response);
  }

  private void refuse(HttpServletResponse response) throws IOException {
    response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response
        .getOutputStream()
        .write(
            ("{\"title\":\"Content Too Large\",\"status\":413,\"detail\":\"the body may be "
                    + bytes
                    + " bytes at most\"}")
                .getBytes(StandardCharsets.UTF_8));
  }

  /** The request with its body in hand. */
  private static final class AlreadyRead extends HttpServletRequestWrapper {
    private final byte[] body;

    AlreadyRead(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      return new BytesInHand(body);
    }

    @Override
    public BufferedReader getReader() {
      String charset = getCharacterEncoding();
      return new BufferedReader(
          new InputStreamReader(
              getInputStream(),
              charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset)));
    }
  }

  private static final class BytesInHand extends ServletInputStream {
    private final ByteArrayInputStream in;

    BytesInHand(byte[] bytes) {
      this.in = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return in.read(into, offset, length);
    }

    @Override
    public boolean isFinished() {
      return in.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("requests here are read by their own thread");
    }
  }
}
