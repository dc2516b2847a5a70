package org.beforehand;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Until there are accounts: people at this machine, and whoever presents the token. With a token
 * set, the API asks for it at this machine too. Health may be asked by everybody.
 */
final class WhoMayAsk extends OncePerRequestFilter {
  private static final String BEARER = "Bearer ";

  /** A page of somebody else's may bend a name of theirs to this machine, but not one of these. */
  private static final Pattern THIS_MACHINE =
      Pattern.compile(
          "(localhost|[a-z0-9-]+\\.localhost|127(\\.[0-9]{1,3}){3}|\\[[0:]*1])(:[0-9]{1,5})?");

  private final byte @Nullable [] token;

  WhoMayAsk(@Nullable String token) {
    this.token = token == null || token.isBlank() ? null : bytes(token.strip());
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/actuator/health");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String presented = request.getHeader("Authorization");
    boolean trusted = token != null && presented != null && matches(presented);
    boolean api = request.getRequestURI().startsWith("/api");
    if (trusted || atThisMachine(request) && !(api && token != null)) {
      chain.doFilter(request, response);
    } else if (token != null) {
      response.setHeader("WWW-Authenticate", "Bearer");
      refuse(response, 401, "Unauthorized", "expected Authorization: Bearer and the API's token");
    } else {
      refuse(
          response,
          403,
          "Forbidden",
          "no token is configured, so only this machine itself may ask; set BEFOREHAND_API_TOKEN");
    }
  }

  private boolean matches(String presented) {
    return presented.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && MessageDigest.isEqual(token, bytes(presented.substring(BEARER.length()).strip()));
  }

  /** What comes through a proxy comes from elsewhere, though the proxy may be here. */
  private static boolean atThisMachine(HttpServletRequest request) throws UnknownHostException {
    String host = request.getHeader("Host");
    return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
        && request.getHeader("X-Forwarded-For") == null
        && request.getHeader("Forwarded") == null
        && host != null
        && THIS_MACHINE.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void refuse(HttpServletResponse response, int status, String title, String detail)
      throws IOException {
    response.setStatus(status);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response
        .getOutputStream()
        .write(
            bytes(
                "{\"title\":\""
                    + title
                    + "\",\"status\":"
                    + status
                    + ",\"detail\":\""
                    + detail
                    + "\"}"));
  }
}
