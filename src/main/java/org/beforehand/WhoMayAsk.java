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
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.beforehand.studio.Member;
import org.beforehand.studio.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Members of staff and programs, by their tokens; until there are any, people at this machine. With
 * a token set, or staff, the API asks for one at this machine too, and so does whatever changes
 * something. Health, and the links in customers' messages, are for everybody.
 */
final class WhoMayAsk extends OncePerRequestFilter {
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";

  /** A page of somebody else's may bend a name of theirs to this machine, but not one of these. */
  private static final Pattern THIS_MACHINE =
      Pattern.compile(
          "(localhost|[a-z0-9-]+\\.localhost|127(\\.[0-9]{1,3}){3}|\\[[0:]*1])(:[0-9]{1,5})?");

  /**
   * Health, and what customers reach by the links in their messages: what they may do stands in the
   * link. As it was written and to its end: what has a detour in it leads somewhere else.
   */
  private static final Pattern OPEN =
      Pattern.compile("/actuator/health(/[A-Za-z0-9-]+)*|/[po]/[A-Za-z0-9_-]+|/beforehand[.]css");

  private static final List<String> READING = List.of("GET", "HEAD", "OPTIONS");

  private static final Pattern THE_STUDIOS =
      Pattern.compile(
          "/api/(drafts|revisions|campaigns|simulations|approvals|budgets|gestures|fulfilments|staff/me)(/|$)");

  private final byte @Nullable [] token;
  private final Accounts accounts;

  WhoMayAsk(@Nullable String token, Accounts accounts) {
    this.accounts = accounts;
    this.token = token == null || token.isBlank() ? null : bytes(token.strip());
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return OPEN.matcher(request.getRequestURI()).matches();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Member member;
    boolean asked;
    try {
      member = whose(request.getHeader("Authorization"));
      asked = token != null || accounts.any();
    } catch (DataAccessException e) {
      response.setHeader("Retry-After", "5");
      refuse(response, 503, "Service Unavailable", "the database does not answer; ask again");
      return;
    }
    boolean api = request.getRequestURI().startsWith("/api") || path(request).startsWith("/api");
    boolean reads = READING.contains(request.getMethod());
    if (member == null && atThisMachine(request) && !(asked && (api || !reads))) {
      member = Member.HERE;
    }
    if (member == null) {
      refuse(response, asked, api);
    } else if (!reads && StrangePage.asks(request)) {
      refuse(response, 403, "Forbidden", "expected a page of this program to ask for this");
    } else if (mayDo(member, request)) {
      request.setAttribute(Member.ATTRIBUTE, member);
      chain.doFilter(request, response);
    } else {
      refuse(response, 403, "Forbidden", "expected an operator to do this");
    }
  }

  private static void refuse(HttpServletResponse response, boolean asked, boolean api)
      throws IOException {
    if (asked) {
      response.setHeader("WWW-Authenticate", api ? "Bearer" : "Basic realm=\"Beforehand\"");
      refuse(
          response,
          401,
          "Unauthorized",
          "expected Authorization: Bearer and a token: the API's, or of a member of staff");
    } else {
      refuse(
          response,
          403,
          "Forbidden",
          "no token is configured, so only this machine itself may ask; set BEFOREHAND_API_TOKEN,"
              + " or add staff");
    }
  }

  private @Nullable Member whose(@Nullable String authorization) {
    String presented = presented(authorization);
    if (presented == null) {
      return null;
    }
    return token != null && MessageDigest.isEqual(token, bytes(presented))
        ? Member.MACHINE
        : accounts.of(presented).orElse(null);
  }

  /** A browser asks its user for a name and a password: there the token is the password. */
  private static @Nullable String presented(@Nullable String authorization) {
    if (authorization == null) {
      return null;
    }
    if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return authorization.substring(BEARER.length()).strip();
    }
    if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return null;
    }
    try {
      String both =
          new String(
              Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip()),
              StandardCharsets.UTF_8);
      return both.substring(both.indexOf(':') + 1);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  /** Everybody may read; who may change what of the rules, the studio says. */
  private static boolean mayDo(Member member, HttpServletRequest request) {
    return member.role() == Role.OPERATOR
        || READING.contains(request.getMethod())
        || THE_STUDIOS.matcher(path(request)).lookingAt();
  }

  /** As the server understood it: decoded, and without detours. */
  private static String path(HttpServletRequest request) {
    String inside = request.getPathInfo();
    return request.getServletPath() + (inside == null ? "" : inside);
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
